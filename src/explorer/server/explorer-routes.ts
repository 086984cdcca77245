import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { qualityOf } from '../../http/accept.guard.js';
import { matchesIfNoneMatch } from '../../http/preconditions.js';
import { problem, type Problem } from '../../http/problem.js';
import { sendProblem } from '../../http/problem.filter.js';
import { callerOfRequest } from '../../http/requester.js';
import type { Turns } from '../../http/turns.js';
import { addVary } from '../../http/vary.js';
import type { Send } from '../api/api.js';
import { PAGES, type PageEntry } from '../pages.js';
import { type AssetFile, Assets, ASSETS_PATH } from './assets.js';
import { PAGE_POLICY } from './html.js';
import { requestOwn } from './own-request.js';
import { type Asked, PageRenderer, type Rendered } from './page-renderer.js';

/** The index of the API has the same address as the home page. */
const HOME = '/';
const HTML = 'text/html';
const PROBLEM = 'application/problem+json';
/** Completes the path of a request, which is all that matters of it. */
const ANY = 'http://any';
/** Each of the many links of a page repeats its query. The longest in use exclude dozens of entries. */
const MAX_QUERY = 4_000;

/**
 * Serves the explorer: its pages, its files, and problems as pages for browsers. Call it after the hooks that hold for
 * every request are registered.
 */
export function registerExplorer(fastify: FastifyInstance, turns: Turns): void {
  const assets = new Assets();
  const renderer = new PageRenderer(assets, turns);
  const serve = async (entry: PageEntry, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (queryOf(request).length > MAX_QUERY) {
      sendProblem(reply, request, problem(414, TOO_LONG));
      return reply;
    }
    const rendered = await renderer.page(
      entry,
      askedBy(request),
      senderFor(fastify, request, reply),
      callerOfRequest(request),
    );
    return sendPage(rendered, request, reply);
  };
  for (const entry of PAGES) {
    if (entry.pattern === HOME) serveHome(fastify, (request, reply) => serve(entry, request, reply));
    else {
      fastify.get(entry.pattern, (request, reply) => {
        if (qualityOf(request.headers.accept, HTML) > 0) return serve(entry, request, reply);
        sendProblem(reply, request, problem(406, 'This address is a page for browsers. The same as JSON is at /v1.'));
        return reply;
      });
    }
  }
  fastify.get(`${ASSETS_PATH}:file`, (request, reply) => {
    const { file: name } = request.params as { readonly file: string };
    const file = assets.file(name);
    if (file) return sendFile(file, HASHED.test(name), request, reply);
    sendProblem(reply, request, problem(404, 'There is no such file: a newer release has replaced it.'));
    return reply;
  });
  showProblemsAsPages(fastify, renderer);
}

/** The route is the API's own, which answers clients that prefer JSON. */
function serveHome(
  fastify: FastifyInstance,
  serve: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
): void {
  fastify.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.url !== HOME) return;
    addVary(reply, 'Accept');
    if (prefersHtml(request)) return serve(request, reply);
  });
}

/** Problems of the API stay as they are for every client; those of other addresses become pages for browsers. */
function showProblemsAsPages(fastify: FastifyInstance, renderer: PageRenderer): void {
  fastify.addHook('onSend', async (request, reply, payload) => {
    const isProblem = String(reply.getHeader('content-type')).startsWith(PROBLEM);
    if (!isProblem || typeof payload !== 'string' || !prefersHtml(request) || isOfApi(request)) return payload;
    const problem = JSON.parse(payload) as Problem;
    const { html } = await renderer.problem(problem, askedBy(request), senderFor(fastify, request, reply));
    void pageHeaders(reply).removeHeader('Content-Length');
    return html;
  });
}

const ADDRESSES = new Set([...PAGES.map(({ pattern }) => pattern), `${ASSETS_PATH}:file`]);

const isOfApi = ({ url, routeOptions }: FastifyRequest): boolean =>
  url.startsWith('/v1') || (routeOptions.url !== undefined && !ADDRESSES.has(routeOptions.url));

const prefersHtml = ({ headers: { accept } }: FastifyRequest): boolean =>
  qualityOf(accept, HTML) > qualityOf(accept, 'application/json');

/** The address of a request after the question mark. */
function queryOf({ url }: FastifyRequest): string {
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark + 1);
}

const TOO_LONG = `The query of a page may have at most ${MAX_QUERY} characters. The same as JSON at /v1 takes longer ones.`;

function askedBy(request: FastifyRequest): Asked {
  // Two slashes would begin a host: that of another site, or one that can't be parsed.
  const target = request.url.replace(/^\/+/, '/');
  const { pathname } = new URL(URL.canParse(target, ANY) ? target : HOME, ANY);
  const query = queryOf(request);
  return {
    path: pathname.replace(/^\/*/, '/'),
    query: new URLSearchParams(query.length > MAX_QUERY ? '' : query),
    params: request.params as Readonly<Record<string, string>>,
    origin: `${request.protocol}://${request.host}`,
    acceptLanguage: request.headers['accept-language'],
    requestId: request.id,
    hasCredentials: hasCredentials(request),
  };
}

const hasCredentials = ({ headers }: FastifyRequest): boolean =>
  headers.authorization !== undefined || headers.cookie !== undefined;

/** What says whose request it is: a key, or a cookie, which counts only for pages of this host. */
const CREDENTIALS = ['authorization', 'cookie', 'sec-fetch-site'] as const;

/**
 * Requests to the API by the server itself, as the caller: with its credentials, at its address, under its request id.
 * How the API asks for credentials, the page's response says, too.
 */
function senderFor(fastify: FastifyInstance, request: FastifyRequest, reply: FastifyReply): Send {
  const headers = {
    host: request.host,
    accept: 'application/json',
    'x-request-id': request.id,
    ...Object.fromEntries(
      CREDENTIALS.flatMap((name) => (request.headers[name] === undefined ? [] : [[name, request.headers[name]]])),
    ),
  };
  return async (url) => {
    const response = await requestOwn(fastify, { url, headers, remoteAddress: request.ip });
    const challenge = response.header('www-authenticate');
    if (challenge !== undefined) void reply.header('WWW-Authenticate', challenge);
    return { status: response.status, json: () => Promise.resolve(JSON.parse(response.body) as unknown) };
  };
}

function sendPage({ status, html }: Rendered, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const tag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`;
  void pageHeaders(reply).header('ETag', tag);
  if (status === 200 && matchesIfNoneMatch(request.headers['if-none-match'], tag)) return reply.status(304).send();
  return reply.status(status).send(html);
}

function pageHeaders(reply: FastifyReply): FastifyReply {
  addVary(reply, 'Accept-Language');
  // Back would show a page from before what somebody has recorded, and a shared computer would keep it.
  const caching = hasCredentials(reply.request) ? 'no-store' : 'private, no-cache';
  return reply
    .type(`${HTML}; charset=utf-8`)
    .header('Cache-Control', caching)
    .header('Content-Security-Policy', PAGE_POLICY)
    .header('Referrer-Policy', 'same-origin');
}

/** Names that change with the content. */
const HASHED = /-[\w-]{8}\.\w+$/;

/** A file whose name changes with its content never expires. */
function sendFile(
  { type, bytes, gzip, brotli }: AssetFile,
  isHashed: boolean,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const accepted = request.headers['accept-encoding'] ?? '';
  addVary(reply, 'Accept-Encoding');
  void reply
    .type(type)
    .header('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    // A worker has the policy of its own file.
    .header('Content-Security-Policy', PAGE_POLICY);
  if (/\bbr\b/.test(accepted)) return reply.header('Content-Encoding', 'br').send(brotli);
  if (/\bgzip\b/.test(accepted)) return reply.header('Content-Encoding', 'gzip').send(gzip);
  return reply.send(bytes);
}
