import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { Page } from '../../read-model/pagination.js';
import type { Problem } from '../../http/problem.js';
import { parseJsonOrUndefined } from '../../lib/parse-json.js';
import { ApiProblemError, InterruptedError, UnreachableError } from '../errors.js';
import { messageOf, systemCode } from '../system-errors.js';
import { isLedgerAnswer } from './answer-form.js';

/** Errors after which another address, or starting a server, is the remedy. */
const NOBODY_THERE: readonly string[] = ['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH'];

/** A list is sent as one parameter for each of its items. */
export type Query = Readonly<Record<string, string | number | readonly string[] | undefined>>;

const NDJSON = 'application/x-ndjson';

/** The conditions of reads, as the API names them. */
export type Scenario = Readonly<
  Partial<Record<'asOf' | 'validAt' | 'policy', string | undefined>> &
    Partial<Record<'without' | 'only', readonly string[] | undefined>>
>;

/** The longest page that a list returns. */
const MAX_PAGE = 200;

/** A client of a ledger's API, with a key if there is one. Every request ends when the signal aborts. */
export class ApiClient {
  private successor: Promise<ApiClient> | undefined;

  constructor(
    /** Without a trailing slash. */
    readonly url: string,
    readonly key: string | undefined,
    readonly signal: AbortSignal,
    /** Finds the ledger that takes this one's place when it ends. Without it, requests to a ledger that ended fail. */
    private readonly succeed?: () => Promise<ApiClient>,
    /** The conditions of every read. */
    private readonly scenario: Scenario = {},
  ) {}

  /** A client whose reads are under this scenario: all as of its moment, and those of one claim under its other parts. */
  under(scenario: Scenario): ApiClient {
    const { url, key, signal, succeed } = this;
    return new ApiClient(url, key, signal, succeed, scenario);
  }

  /** A client whose requests end when this signal aborts. */
  until(signal: AbortSignal): ApiClient {
    return new ApiClient(this.url, this.key, signal, this.succeed, this.scenario);
  }

  /** Throws an `ApiProblemError` if the ledger rejects the request, an `UnreachableError` if no ledger responds. */
  async get<Answer>(path: string, query: Query = {}): Promise<Answer> {
    const { asOf, ...parts } = this.scenario;
    const scenario = path.startsWith('/v1/claims/') ? { asOf, ...parts } : { asOf };
    return this.answer(addressOf(path, { ...scenario, ...query }), { headers: this.headers() });
  }

  /** The bytes of a streamed response of this media type, to a GET, or to a POST of the body. Throws like `get`, also while it streams. */
  async *stream(path: string, query: Query, type = NDJSON, body?: object): AsyncGenerator<Uint8Array> {
    const headers = { ...this.headers(), accept: type };
    const request = body
      ? { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }
      : { headers };
    const response = await this.fetch(addressOf(path, query), request);
    if (!response.ok || !response.body) {
      throw problemError(this.url, response.status, await this.readBody(response));
    }
    if (!isOfType(response.headers.get('content-type'), type)) throw noLedgerAt(this.url);
    try {
      yield* response.body;
    } catch (error) {
      throw this.lost(error);
    }
  }

  /** The messages of a stream of server-sent events. Throws like `get`, also while it streams. */
  async *events(path: string): AsyncGenerator<EventSourceMessage> {
    const messages: EventSourceMessage[] = [];
    const parser = createParser({ onEvent: (message) => messages.push(message) });
    const decoder = new TextDecoder();
    for await (const bytes of this.stream(path, {}, 'text/event-stream')) {
      parser.feed(decoder.decode(bytes, { stream: true }));
      yield* messages.splice(0);
    }
  }

  /** Sends one JSON body. Throws like `get`. */
  post<Answer>(path: string, body: object, idempotencyKey?: string): Promise<Answer> {
    const key = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
    return this.send('POST', path, body, key);
  }

  /** Changes what the path names. Throws like `get`. */
  patch<Answer>(path: string, body: object): Promise<Answer> {
    return this.send('PATCH', path, body);
  }

  /** Removes what the path names. Throws like `get`. */
  async delete(path: string): Promise<void> {
    const response = await this.fetch(path, { method: 'DELETE', headers: this.headers() });
    if (!response.ok) throw problemError(this.url, response.status, await this.readBody(response));
  }

  /** Registers something under the id in the path; the same body again changes nothing. Throws like `get`. */
  put<Answer>(path: string, body: object): Promise<Answer> {
    return this.send('PUT', path, body);
  }

  /** Like `get`; undefined if it doesn't exist. */
  async find<Answer>(path: string): Promise<Answer | undefined> {
    try {
      return await this.get<Answer>(path);
    } catch (error) {
      if (error instanceof ApiProblemError && error.problem.status === 404) return undefined;
      throw error;
    }
  }

  /** The first pages of a list, up to this many items; the last one has `next` if there are more. */
  async *pages<Item, OnePage extends Page<Item> = Page<Item>>(
    path: string,
    query: Query,
    limit: number,
  ): AsyncGenerator<OnePage> {
    let cursor: string | undefined;
    for (let left = limit; left > 0;) {
      const page = await this.get<OnePage>(path, { ...query, limit: Math.min(left, MAX_PAGE), cursor });
      yield page;
      if (page.next === undefined) return;
      cursor = page.next;
      left -= page.items.length;
    }
  }

  headers(): Record<string, string> {
    return this.key === undefined ? {} : { authorization: `Bearer ${this.key}` };
  }

  private send<Answer>(
    method: string,
    path: string,
    body: object,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const headers = { ...this.headers(), 'content-type': 'application/json', ...more };
    return this.answer(path, { method, headers, body: JSON.stringify(body) });
  }

  private async answer<Answer>(path: string, request: RequestInit): Promise<Answer> {
    const response = await this.fetch(path, request);
    const body = await this.readBody(response);
    if (!response.ok) throw problemError(this.url, response.status, body);
    if (!isLedgerAnswer(request.method ?? 'GET', path, body)) throw noLedgerAt(this.url);
    return body as Answer;
  }

  private async fetch(path: string, request: RequestInit): Promise<Response> {
    if (this.successor) return (await this.successor).fetch(path, request);
    try {
      // `fetch` leaves a listener on its signal, and a report of a claim makes thousands of requests.
      return await fetch(`${this.url}${path}`, { ...request, signal: AbortSignal.any([this.signal]) });
    } catch (error) {
      if (this.signal.aborted || !this.succeed || !isRepeatable(request, error)) throw this.lost(error);
      this.successor ??= this.succeed();
      return (await this.successor).fetch(path, request);
    }
  }

  private async readBody(response: Response): Promise<unknown> {
    let text: string;
    try {
      text = await response.text();
    } catch (error) {
      throw this.lost(error);
    }
    return parseJsonOrUndefined(text);
  }

  /** An interruption is returned as it is; any other error means that no ledger responds. */
  lost(error: unknown): Error {
    if (this.signal.reason instanceof InterruptedError) return this.signal.reason;
    const remedy = NOBODY_THERE.includes(systemCode(error) ?? '') ? ' Check --url, or start the server there.' : '';
    return new UnreachableError(`${this.url} can't be reached: ${messageOf(error)}.${remedy}`, { cause: error });
  }
}

/** Whether the request can be made again: it never arrived, or a second time it changes nothing. */
function isRepeatable({ method, headers }: RequestInit, error: unknown): boolean {
  const changesOnce = method === undefined || method === 'PUT' || new Headers(headers).has('idempotency-key');
  return changesOnce || systemCode(error) === 'ECONNREFUSED';
}

function addressOf(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of value === undefined ? [] : [value].flat()) search.append(name, String(item));
  }
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

export function problemError(url: string, status: number, body: unknown): ApiProblemError | UnreachableError {
  if (!isProblem(body)) return noLedgerAt(url, status);
  if (body.type !== 'urn:claim-ledger:problem:no-route') return new ApiProblemError(body);
  return new UnreachableError(
    `The server at ${url} doesn't know this request: the path in --url is wrong, or it runs an older release. Check --url.`,
  );
}

/** What proxies answer with while the server behind them doesn't respond. */
const GATEWAY: readonly number[] = [502, 503, 504];

/** @param status of an answer that isn't a success */
export function noLedgerAt(url: string, status?: number): UnreachableError {
  if (status === undefined) {
    return new UnreachableError(`${url} answers, but it isn't a Claim Ledger server. Check --url.`);
  }
  return new UnreachableError(
    GATEWAY.includes(status)
      ? `${url} answers with ${status}, as a proxy does that can't reach the server behind it. Check --url, or run the command again later.`
      : `${url} answers with ${status}, but it isn't a Claim Ledger server. Check --url.`,
  );
}

const isOfType = (given: string | null, type: string): boolean =>
  given?.split(';', 1)[0]?.trim().toLowerCase() === type;

/** Problems are a standard form: those of other servers have other types. */
function isProblem(body: unknown): body is Problem {
  if (typeof body !== 'object' || body === null || !('title' in body && 'detail' in body && 'status' in body))
    return false;
  return 'type' in body && String(body.type).startsWith('urn:claim-ledger:problem:');
}
