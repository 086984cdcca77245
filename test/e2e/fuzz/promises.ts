import { SECURITY_HEADERS } from '../../../src/http/security-headers.js';
import type { FuzzedLedger, FuzzedResponse } from './fuzzed-ledger.js';
import type { FuzzedRequest } from './requests.js';

/** Problems with status 503 by which the ledger limits what it does at the same time, or keeps. */
const BUSY = /:(too-many-replays|not-yet-readable)"/;

/**
 * Sends a request, and returns which promises its response breaks: it is documented, with its status, media type, schema
 * and headers; it isn't a failure of the server; and if it rejects the request, nothing was recorded.
 */
export async function brokenPromises(
  fuzzed: FuzzedLedger,
  request: FuzzedRequest,
): Promise<{ readonly status: number; readonly broken: readonly string[] }> {
  const before = await fuzzed.head();
  let response: FuzzedResponse;
  try {
    response = await fuzzed.send(request);
  } catch (error) {
    return { status: 0, broken: [`no response: ${String(error)}`] };
  }
  const { status, headers, text } = response;
  const described = fuzzed.document.find(request.operation);
  const type = headers['content-type'];
  const isJson = /[/+]json/.test(type ?? '');
  const body: unknown = isJson ? JSON.parse(text) : text;
  const broken = described
    .responseErrors(status, type, body)
    .map((error) => `${error} in ${JSON.stringify(valueAt(body, error))}`);
  if (status >= 500 && !BUSY.test(text)) broken.push(`a failure: ${text.slice(0, 500)}`);
  if (type?.startsWith('application/x-ndjson') === true) broken.push(...wrongLines(text));
  if (broken.length === 0) broken.push(...undescribedHeaders(headers, described.headersOf(status)));
  broken.push(...missingHeaders(status, headers));
  if (status === 201 && described.headersOf(201).includes('location') && headers['location'] === undefined) {
    broken.push('the header location is missing');
  }
  if (status >= 400 && (await fuzzed.head()) !== before) {
    const recorded = await fuzzed.recordedSince(before);
    if (recorded.length > 0) broken.push(`rejected with ${status}, but recorded ${recorded.join(', ')}`);
  }
  if (status < 300) broken.push(...wronglyAccepted(fuzzed, request));
  if (Object.keys(Object.prototype).length > 0 || 'polluted' in {}) broken.push('a prototype was changed');
  return { status, broken: broken.map((what) => `${status} ${what}`) };
}

/** The member of a list, or else of an object, in which an error is. */
function valueAt(body: unknown, error: string): unknown {
  const [, name = '', index] = /^\/(\w+)(?:\/(\d+))?/.exec(error) ?? [];
  const member = (body as Readonly<Record<string, unknown>> | null)?.[name];
  return index === undefined ? member : (member as readonly unknown[])[Number(index)];
}

/** Headers of every response: about the connection and the body, and those of security. */
const OF_ALL = new Set([
  ...['connection', 'content-length', 'content-type', 'date', 'keep-alive', 'transfer-encoding'],
  ...Object.keys(SECURITY_HEADERS).map((name) => name.toLowerCase()),
]);

const undescribedHeaders = (headers: FuzzedResponse['headers'], described: readonly string[]): string[] =>
  Object.keys(headers)
    .filter((name) => !OF_ALL.has(name) && !described.includes(name))
    .map((name) => `the header ${name} is not documented`);

const REQUIRED: Readonly<Record<number, readonly string[]>> = {
  401: ['www-authenticate'],
  405: ['allow'],
  429: ['retry-after'],
  503: ['retry-after'],
};

const missingHeaders = (status: number, headers: FuzzedResponse['headers']): string[] => [
  ...['x-request-id', ...(REQUIRED[status] ?? [])].flatMap((name) =>
    headers[name] === undefined ? [`the header ${name} is missing`] : [],
  ),
  ...Object.entries(SECURITY_HEADERS).flatMap(([name, value]) => {
    const sent = headers[name.toLowerCase()];
    return sent === undefined ? [`the header ${name} is missing, which should be ${value}`] : [];
  }),
];

/** Lines that aren't JSON, and reports of lines at which the server failed. */
const wrongLines = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      try {
        const { problem } = JSON.parse(line) as { readonly problem?: { readonly status: number } };
        return problem && problem.status >= 500 ? [`a failure: ${line.slice(0, 500)}`] : [];
      } catch {
        return [`a line that is not JSON: ${line.slice(0, 100)}`];
      }
    });

/** What the document doesn't allow in a body of JSON must be rejected. */
function wronglyAccepted(fuzzed: FuzzedLedger, request: FuzzedRequest): string[] {
  const json = fuzzed.jsonOf(request);
  if (json === undefined || request.headers['Content-Type'] !== 'application/json') return [];
  return fuzzed.document
    .find(request.operation)
    .requestErrors(json)
    .slice(0, 3)
    .map((error) => `accepted a body that the document doesn't allow: ${error}`);
}
