import { PUBLIC_POSITION } from '../event-log/public-position.js';
import type { Schema, Schemas } from './schema.js';

const text = { type: 'string' };
const position = { type: 'string', pattern: PUBLIC_POSITION };

/** What routes read besides their own parameters, by the names under which descriptions ask for them. */
export const PARAMETERS: Schemas = {
  'Idempotency-Key': {
    in: 'header',
    description:
      'Makes the request idempotent: repeated with the same key and body, it records nothing and gets the first response. Keys never expire; each principal has its own.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
  'If-Match': {
    in: 'header',
    description:
      'Entity tags from `ETag`, or `*`: the write fails with 412 unless the target is at one of these revisions, or, for `*`, exists.',
    schema: text,
  },
  'If-None-Match': {
    in: 'header',
    description: '`*`: the write fails with 412 if the target exists already.',
    schema: { const: '*' },
  },
  'If-None-Match, to read': {
    in: 'header',
    name: 'If-None-Match',
    description: 'Entity tags from `ETag`: 304 if the response is still the same.',
    schema: text,
  },
  'Content-Encoding': {
    in: 'header',
    description: '`gzip` if the body is compressed. The limit of a body counts after decompression.',
    schema: { enum: ['gzip', 'identity'] },
  },
  traceparent: {
    in: 'header',
    description:
      'W3C Trace Context: the trace id becomes the correlation id of the recorded events, the span id their causation id.',
    schema: text,
  },
  'Last-Event-ID': {
    in: 'header',
    description: 'The `id` of the last event received: the stream resumes after it.',
    schema: text,
  },
  'Accept-Datetime': {
    in: 'header',
    description:
      'As the ledger knew it then (RFC 7089): a date of HTTP, which means the end of its second; one in the future means now. Ignored if a parameter cuts the log.',
    schema: text,
  },
  waitFor: {
    in: 'query',
    description:
      'A position, such as that of a write: the response waits, up to a limit, until it includes everything up to there.',
    schema: position,
  },
};

/** What answers carry, by name. */
export const HEADERS: Schemas = {
  'Ledger-Position': {
    description:
      'For writes, the position of the last event recorded; for reads, a position up to which everything is included.',
    schema: position,
  },
  'Ledger-Recorded-Until': {
    description:
      'Everything recorded by then is included, except what was in flight at that moment. At most a second old while the log answers; otherwise it shows how old the response is.',
    schema: { type: 'string', format: 'date-time' },
  },
  Location: {
    description: 'The address of what was registered or created.',
    schema: { type: 'string', format: 'uri-reference' },
  },
  ETag: { description: 'The revision, if there is one, and a digest of the response.', schema: text },
  Link: {
    description:
      'Addresses (RFC 8288): `next`, the next page of a list; `original` and `timegate`, the present, in a response about the past; `timemap`, the moments of a claim.',
    schema: text,
  },
  'Feed-Cursor': { description: 'The cursor after everything examined: send it as `after` to continue.', schema: text },
  'Content-Disposition': { description: 'For CSV, the name of the file.', schema: text },
  Vary: { description: 'The request headers on which the response depends.', schema: text },
  'Memento-Datetime': {
    description: 'The moment as of which the response is (RFC 7089); absent for the present.',
    schema: text,
  },
  'Content-Location': {
    description: 'The permanent address of the response, if `Accept-Datetime` chose the moment.',
    schema: { type: 'string', format: 'uri-reference' },
  },
  'Cache-Control': {
    description:
      '`no-store`, if the response contains secrets or their hashes, or depends on the key; `immutable`, if it is about the past and nothing that is recorded later changes it.',
    schema: text,
  },
  'X-Accel-Buffering': { description: '`no`, of a live feed: proxies pass it on as it is sent.', schema: text },
  'Clear-Site-Data': { description: '`"cache"`: browsers forget what they have cached.', schema: text },
  'Set-Cookie': { description: 'The cookie of a session, with the key, or one that has expired.', schema: text },
  'WebHook-Allowed-Origin': { description: 'The sender that may send: the one that asked.', schema: text },
  'X-Request-Id': {
    description: "The id of the request in the server's log: the one that was sent, or a generated one.",
    schema: text,
  },
  RateLimit: {
    description: 'The number of requests left (`r`), and the seconds until the limit resets (`t`).',
    schema: text,
  },
  'RateLimit-Policy': {
    description: 'The limit: the number of requests (`q`) per window, in seconds (`w`).',
    schema: text,
  },
  'WWW-Authenticate': { description: 'How to authenticate (RFC 6750).', schema: text },
  'Retry-After': {
    description: 'The number of seconds after which to retry.',
    schema: { type: 'integer', minimum: 0 },
  },
  'Accept-Encoding': {
    description: 'If the `Content-Encoding` of the request is not supported: the encodings that are.',
    schema: text,
  },
  Allow: { description: 'The methods allowed at this address.', schema: text },
};

/** Said of every answer, also of problems. */
export const ON_EVERY_ANSWER = ['X-Request-Id', 'RateLimit', 'RateLimit-Policy'];
/** Reads say how fresh they are, also if there is nothing to read. */
const ON_EVERY_PROBLEM = ['Ledger-Position', 'Ledger-Recorded-Until', 'Vary'];
const ON_PROBLEMS: Readonly<Record<number, readonly string[]>> = {
  401: ['WWW-Authenticate'],
  403: ['WWW-Authenticate'],
  415: ['Accept-Encoding'],
  429: ['Retry-After'],
  503: ['Retry-After'],
};

export const headersOf = (names: readonly string[]): Schema => ({
  headers: Object.fromEntries(
    [...names, ...ON_EVERY_ANSWER].map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  ),
});
export const problemHeaders = (status: number): Schema =>
  headersOf([...ON_EVERY_PROBLEM, ...(ON_PROBLEMS[status] ?? [])]);

/** As components: names of parameters are turned into names that a `$ref` may end in. */
export const parameterRef = (name: string): Schema => ({
  $ref: `#/components/parameters/${name.replace(/\W+/g, '-')}`,
});
export const parameterComponents = (): Schemas =>
  Object.fromEntries(
    Object.entries(PARAMETERS).map(([name, parameter]) => [name.replace(/\W+/g, '-'), { name, ...parameter }]),
  );
