type Form = (body: Readonly<Record<string, unknown>>) => boolean;

/** What an answer to a request has at least, by method and path. */
const FORMS: readonly (readonly [request: RegExp, hasForm: Form])[] = [
  [/^GET \/v1\/status$/, ({ caughtUp }) => typeof caughtUp === 'boolean'],
  [/^GET \/v1\/whoami$/, ({ anonymous }) => typeof anonymous === 'boolean'],
  [/^GET \/v1\/claim-counts$/, ({ total }) => typeof total === 'number'],
  [/^GET \/v1\/(claims|actors|documents|narratives)\/[^/]+$/, ({ id }) => typeof id === 'string'],
  [/^GET \/v1\/(claims\/[^/]+\/(history|wordings)|[a-z-]+)$/, ({ items }) => Array.isArray(items)],
  [/^GET \/v1\/claims\/[^/]+\/story$/, ({ steps }) => Array.isArray(steps)],
  [/^PUT \/v1\/|^POST \/v1\/(keys|.+\/(events|entries|revoke))$/, ({ recorded }) => Array.isArray(recorded)],
];

/** Whether a body is what the API answers with to a request that succeeds, as opposed to what another server sends. */
export function isLedgerAnswer(method: string, path: string, body: unknown): boolean {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  const request = `${method} ${path.replace(/\?.*$/s, '')}`;
  const form = FORMS.find(([pattern]) => pattern.test(request))?.[1];
  return form === undefined || form(body as Readonly<Record<string, unknown>>);
}
