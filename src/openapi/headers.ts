import { PUBLIC_POSITION } from '../http/public-position.js';
import type { Schema, Schemas } from './schema.js';

const text = { type: 'string' };
const position = { type: 'string', pattern: PUBLIC_POSITION };

/** What routes read besides their own parameters, by the names under which descriptions ask for them. */
export const PARAMETERS: Schemas = {
  'Idempotency-Key': {
    in: 'header',
    description:
      'Names this request for ever: sent again with the same body, it changes nothing and is answered as the first time.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
  'If-Match': {
    in: 'header',
    description: 'Entity tags as `ETag` gives them, or `*`: goes on only at one of these revisions. Else 412.',
    schema: text,
  },
  'If-None-Match': {
    in: 'header',
    description: '`*`: goes on only if it is not there yet. Else 412.',
    schema: { const: '*' },
  },
  'If-None-Match, to read': {
    in: 'header',
    name: 'If-None-Match',
    description: 'Entity tags as `ETag` gave them: 304 if the answer is still the same.',
    schema: text,
  },
  traceparent: {
    in: 'header',
    description: 'W3C Trace Context: the trace becomes the correlation of the events recorded.',
    schema: text,
  },
  'Last-Event-ID': {
    in: 'header',
    description: 'The `id` of the last event received: what came after it is sent.',
    schema: text,
  },
  waitFor: {
    in: 'query',
    description:
      'A position that the answer must not be older than, as a write gave it. It is waited for, up to a limit.',
    schema: position,
  },
};

/** What answers carry, by name. */
export const HEADERS: Schemas = {
  'Ledger-Position': {
    description: 'Of a write, the position of its last event; of a read, a position that it is not older than.',
    schema: position,
  },
  'Ledger-Recorded-Until': {
    description:
      'All that was recorded by then could be read here, but for what was on its way just then. While the log answers that is a second ago at most; while it does not, it says how old the answer is.',
    schema: { type: 'string', format: 'date-time' },
  },
  Location: { description: 'The address of what was registered.', schema: { type: 'string', format: 'uri-reference' } },
  ETag: { description: 'The revision and a digest of this answer.', schema: text },
  Link: { description: 'The address of the next page, as `rel="next"` (RFC 8288); absent on the last.', schema: text },
  'Feed-Cursor': { description: 'Behind all that was looked at: pass it as `after` to go on there.', schema: text },
  Vary: { description: 'The request headers on which the form of the answer depends.', schema: text },
  'Cache-Control': { description: '`no-store` where a secret is told, or hashes of secrets.', schema: text },
  'X-Request-Id': { description: 'Names this request in the log: as it was sent, or made here.', schema: text },
  RateLimit: { description: 'How many requests are left, and for how many seconds.', schema: text },
  'RateLimit-Policy': { description: 'How many requests are let in, in how many seconds.', schema: text },
  'WWW-Authenticate': { description: 'How to say who you are.', schema: text },
  'Retry-After': { description: 'In how many seconds to try again.', schema: { type: 'integer', minimum: 0 } },
  Allow: { description: 'The methods that the address knows.', schema: text },
};

/** Said of every answer, also of problems. */
export const ON_EVERY_ANSWER = ['X-Request-Id', 'RateLimit', 'RateLimit-Policy'];
const ON_PROBLEMS: Readonly<Record<number, readonly string[]>> = {
  401: ['WWW-Authenticate'],
  429: ['Retry-After'],
  503: ['Retry-After'],
};

export const headersOf = (names: readonly string[]): Schema => ({
  headers: Object.fromEntries(
    [...names, ...ON_EVERY_ANSWER].map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  ),
});
export const problemHeaders = (status: number): Schema => headersOf(ON_PROBLEMS[status] ?? []);

/** As components: names of parameters are turned into names that a `$ref` may end in. */
export const parameterRef = (name: string): Schema => ({
  $ref: `#/components/parameters/${name.replace(/\W+/g, '-')}`,
});
export const parameterComponents = (): Schemas =>
  Object.fromEntries(
    Object.entries(PARAMETERS).map(([name, parameter]) => [name.replace(/\W+/g, '-'), { name, ...parameter }]),
  );
