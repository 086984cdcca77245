import fc, { type Arbitrary } from 'fast-check';
import { seedLines } from '../../support/openapi-document.js';
import { learned, type LearnedKind } from './learned-values.js';

type Line = Readonly<Record<string, unknown>>;

const lines = seedLines.map((line) => JSON.parse(line) as Line);

/** The ids that the seeds give to things of a kind. */
const seeded = (kind: string, registration: string): readonly string[] => [
  ...new Set(lines.flatMap((line) => (line['type'] === registration ? [String(line[kind])] : []))),
];

const IDS: Readonly<Record<'actor' | 'document' | 'claim' | 'narrative', readonly string[]>> = {
  actor: seeded('actor', 'ActorRegistered'),
  document: seeded('document', 'DocumentRegistered'),
  claim: seeded('claim', 'ClaimRegistered'),
  narrative: seeded('narrative', 'NarrativeRegistered'),
};

/** Entries of the seeds: the claim and the id within it. */
export const ENTRIES: readonly { readonly claim: string; readonly entry: string }[] = lines.flatMap((line) =>
  typeof line['claim'] === 'string' && typeof line['id'] === 'string'
    ? [{ claim: line['claim'], entry: line['id'] }]
    : [],
);

const index = fc.nat({ max: 30 });

/** One that this run has seen. */
export const seen = (kind: LearnedKind): Arbitrary<string> => index.map((at) => learned(kind, at));

/** Few, so that requests meet what others recorded. */
const CHOSEN = Array.from({ length: 12 }, (_, at) => `fuzz-${at}`);

/** The id of something that is there, or of one of a few that may be. */
export function idOf(kind: keyof typeof IDS): Arbitrary<string> {
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...IDS[kind]) },
    { weight: 4, arbitrary: fc.constantFrom(...CHOSEN) },
    { weight: 2, arbitrary: seen(kind) },
  );
}

const actor = idOf('actor');
const claim = idOf('claim');
const document = idOf('document');
const narrative = idOf('narrative');
const chosen = fc.constantFrom(...CHOSEN);
const position = seen('position');
const entry = fc.constantFrom(...ENTRIES).map((each) => each.entry);
const foreignEntry = fc.constantFrom(...ENTRIES).map((each) => `${each.claim}/${each.entry}`);
const topic = fc.constantFrom('nato', 'ukraine', 'Ukraine', 'territory', 'fuzz');
const search = fc.constantFrom(
  'nato',
  '"give up" territory',
  'ukrain*',
  '-nato ukraine',
  'tass OR nato',
  'jens',
  'мир',
);
/** The ledger's own machine and network, and names that nobody has: nothing is sent anywhere else. */
const address = fc.constantFrom(
  'https://courier.example/quay',
  'http://127.0.0.1:9/hook',
  'https://hook.invalid/x',
  'http://169.254.169.254/latest/meta-data',
  'http://[::1]:22/',
  'https://user:password@hook.invalid:8443/a?b=c#d',
  'ftp://courier.example/',
);

/** By the name of a field or a parameter: values that exist, or are of a form that the schema doesn't show. */
export const NAMED: Readonly<Record<string, Arbitrary<string>>> = {
  ...Object.fromEntries(
    ['about', 'actor', 'actors', 'asked', 'by', 'carried', 'carrier', 'firstReportedBy', 'holder', 'onBehalfOf'].map(
      (name) => [name, actor],
    ),
  ),
  ...Object.fromEntries(['outlet', 'publisher', 'raters', 'speaksFor', 'other'].map((name) => [name, actor])),
  claim,
  claims: claim,
  replacementClaim: claim,
  document,
  narrative,
  narratives: narrative,
  mandate: fc.constantFrom('speaker', 'fuzz-mandate'),
  principal: fc.constantFrom('admin', 'fuzz-1', 'fuzz-2'),
  replay: seen('replay'),
  voids: entry,
  replacement: entry,
  id: chosen,
  entry: fc.oneof(entry, foreignEntry),
  of: fc.oneof(entry, foreignEntry),
  after: fc.oneof(entry, foreignEntry, position, seen('cursor')),
  refersTo: foreignEntry,
  ids: fc.array(fc.oneof(actor, claim), { minLength: 1, maxLength: 5 }).map((ids) => ids.join(',')),
  in: fc.constantFrom('claims', 'names', 'quotes', 'wordings', 'titles', 'claims,quotes', 'titles,titles'),
  without: fc.oneof(
    actor.map((id) => `actor:${id}`),
    actor.map((id) => `publisher:${id}`),
    document.map((id) => `document:${id}`),
    foreignEntry.map((id) => `entry:${id}`),
    fc.constant('type:VerdictIssued'),
  ),
  only: fc.constantFrom('type:ClaimDenied', 'type:ClaimAsserted'),
  policy: fc.constantFrom('standard/1', 'strict/1', 'fuzz-1/1'),
  position,
  waitFor: position,
  cursor: seen('cursor'),
  'If-Match': fc.oneof(fc.constantFrom('*', '"0"', '"0-abc"', 'W/"0"', '"1", "2"'), seen('etag')),
  'If-None-Match': fc.oneof(fc.constantFrom('*', '"0"'), seen('etag')),
  'Last-Event-ID': fc.oneof(position, seen('cursor'), fc.constant('end')),
  'Idempotency-Key': fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  traceparent: fc.constant('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'),
  'Accept-Datetime': fc.constantFrom('Thu, 20 Apr 2023 10:30:00 GMT', 'Wed, 21 Oct 2099 07:28:00 GMT'),
  from: fc.oneof(position, fc.constantFrom('2023-04-20', '2026-01-31T00:00:00Z')),
  to: fc.oneof(position, fc.constantFrom('2023-04-20', '2026-01-31T00:00:00Z')),
  until: fc.oneof(position, fc.constantFrom('2023-04-20', '2999-01-01')),
  since: fc.oneof(position, fc.constantFrom('2023-04-20', '2026-01-31T00:00:00Z')),
  type: fc.constantFrom(
    'ClaimDenied',
    'claim.denied',
    'claim-ledger.claim.denied.v1',
    'claim.asserted,ActorRegistered',
  ),
  types: fc.constantFrom('claim.denied', 'claim.status-changed', 'ClaimDenied'),
  language: fc.constantFrom('en', 'uk', 'de-AT', 'ar', 'und'),
  topic,
  topics: topic,
  q: search,
  url: address,
  archivedUrl: address,
  pageUrl: address,
  reviewUrl: address,
  version: fc.constantFrom('1', '2'),
  file: fc.constantFrom('swagger-ui.css', 'swagger-ui-bundle.js', 'index.css'),
  secret: fc.constantFrom('a-secret-of-the-fuzzer', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'),
  expression: fc.constantFrom('$', '{"type": "ActorRegistered"}', '$.a[0].b', '$map($, function($x) { $x })'),
  template: fc.constantFrom('$', '{"text": subject}', '$string($)'),
  expiresAt: fc.constantFrom('2999-01-01', '2999-01-01T00:00:00Z', '2000-01-01'),
};

/** The parameters of an address: an id by what the address lists, and an entry of its own claim. */
export function pathParameters(path: string): Arbitrary<Record<string, string>> {
  if (path.includes('{entry}')) {
    const own = fc.constantFrom(...ENTRIES).map(({ claim: id, entry: name }) => ({ id, entry: name }));
    return fc.oneof({ weight: 5, arbitrary: own }, { weight: 1, arbitrary: fc.record({ id: claim, entry }) });
  }
  const [, noun = ''] = /^\/v1\/([\w-]+?)s\/\{/.exec(path) ?? [];
  const ids: Readonly<Record<string, Arbitrary<string>>> = {
    actor,
    document,
    claim,
    narrative,
    webhook: fc.oneof(chosen, seen('webhook')),
    integration: fc.oneof(chosen, seen('integration')),
    key: seen('key'),
    principal: fc.constantFrom('admin', 'fuzz-1', 'fuzz-2'),
    replay: seen('replay'),
    policie: fc.constantFrom('standard', 'strict', 'fuzz-1'),
  };
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const valueOf = (name: string): Arbitrary<string> =>
    (name === 'id' ? ids[noun] : name === 'delivery' ? seen('delivery') : NAMED[name]) ?? chosen;
  return fc.record(Object.fromEntries(names.map((name) => [name, valueOf(name)])));
}
