import { CLAIM_SORT_KEYS } from '../../../src/claims/queries/claim-sort-keys.js';
import { TestLedger } from './test-ledger.js';

/** The files after which all answers are kept. */
const MOMENTS = new Set(['00-actors.ndjson', '4-jenssens-remark.ndjson', '5-tass-on-talks-behind-closed-doors.ndjson']);

/** Returns the present, which is over when it resolves: what is recorded from then on has a later time. */
async function nowIsOver(): Promise<string> {
  const now = Date.now();
  while (Date.now() === now) await new Promise((resolve) => setTimeout(resolve, 1));
  return new Date(now).toISOString();
}

const SEARCHES = [
  ...[
    'claims?q=nato',
    'claims?q=territory%20-nato',
    'claims?q=jens*&in=names',
    'claims?q=tass%20OR%20vilnius&in=titles',
  ],
  ...[
    'claims?q=%22in%20return%22&sort=changes',
    'claim-counts?q=nato',
    'actors?q=jens',
    'actors?q=nato&kind=organization',
    'documents?q=talks',
    'documents?q=nato&publisher=tass',
    'narratives?q=territory',
  ],
];

interface List {
  readonly items: readonly { readonly id: string }[];
  readonly next?: string;
}

/** A cursor holds the moment of its list. */
const withoutCursor = (body: unknown): object => ({ ...(body as object), next: undefined });

describe('reads with asOf', () => {
  let ledger: TestLedger;
  /** By moment: what was answered to each request then. */
  const answers: { readonly at: string; readonly bodies: ReadonlyMap<string, unknown> }[] = [];
  let before: string;

  const listOf = async (path: string) => (await ledger.get(path).expect(200)).body as List;

  async function allAnswers(): Promise<Map<string, unknown>> {
    const ids = async (noun: string) => (await listOf(`/v1/${noun}?limit=200`)).items.map(({ id }) => id);
    const paths = [
      ...['claims?', 'claims?sort=oldest&', 'entries?', 'entries?sort=oldest&', 'claim-counts?', 'actors?'],
      ...['claims?status=disputed&', 'claims?status=unverified&', 'claims?kind=position&', 'claims?about=nato&'],
      ...CLAIM_SORT_KEYS.map((key) => `claims?sort=${key}&`),
      ...['claims?firstReportedBy=tass&', 'claims?deniedByAbout=true&', 'claims?rule=denied/first-hand&'],
      ...[
        'claims?minReporters=2&maxIndependentOrigins=1&',
        'claims?putForwardUntil=2024-01-01&',
        'claims?language=en&',
      ],
      ...SEARCHES.map((search) => `${search}&`),
      ...[
        'claims?actor=tass&',
        'claims?actor=tass&actor=nato&',
        'entries?actor=tass&',
        'entries?type=ClaimDenied&',
        'documents?',
        'narratives?',
      ],
    ].map((list) => `/v1/${list}limit=200`);
    for (const claim of await ids('claims')) {
      for (const part of ['', '/history', '/moments', '/story', '/wordings', '/provenance'])
        paths.push(`/v1/claims/${claim}${part}?`);
      paths.push(`/v1/documents?claim=${claim}&limit=200`);
    }
    const { items } = (await ledger.get('/v1/entries?limit=20')).body as { items: { entry: string }[] };
    for (const { entry } of items) {
      paths.push(`/v1/claims/${entry.replace('/', '/entries/')}?`, `/v1/entries?refersTo=${entry}&limit=200`);
    }
    for (const actor of await ids('actors')) paths.push(`/v1/actors/${actor}?`, `/v1/actors/${actor}/record?`);
    for (const document of await ids('documents')) paths.push(`/v1/documents/${document}?`);
    for (const narrative of await ids('narratives')) {
      paths.push(`/v1/narratives/${narrative}?`, `/v1/claims?narrative=${narrative}&limit=200`);
      paths.push(`/v1/entries?narrative=${narrative}&limit=200`);
    }
    const bodies = new Map<string, unknown>();
    for (const path of paths) bodies.set(path, withoutCursor((await ledger.get(path).expect(200)).body));
    return bodies;
  }

  beforeAll(async () => {
    ledger = await TestLedger.start({ CLAIM_LEDGER_RATE_PER_MINUTE: '0' });
    before = await nowIsOver();
    await ledger.importSeeds(async (file) => {
      if (MOMENTS.has(file)) answers.push({ bodies: await allAnswers(), at: await nowIsOver() });
    });
  }, 60_000);
  afterAll(() => ledger.stop());

  it('answer what was answered then', async () => {
    expect(answers.map(({ bodies }) => bodies.size)).toEqual(
      [...answers.map(({ bodies }) => bodies.size)].sort((a, b) => a - b),
    );
    for (const { at, bodies } of answers) {
      for (const [path, body] of bodies) {
        const { body: now } = await ledger.get(`${path}&asOf=${at}`).expect(200);
        expect([path, at, withoutCursor(now)]).toEqual([path, at, body]);
      }
    }
  });

  it('answer that nothing was there before the first event', async () => {
    expect((await listOf(`/v1/claims?asOf=${before}`)).items).toEqual([]);
    const { body } = await ledger.get(`/v1/actors/nato?asOf=${before}`).expect(404);
    expect(body).toMatchObject({ detail: `There was no actor "nato" as of ${before}.` });
  });

  it('take a day as its end, and any offset', async () => {
    const [first] = answers;
    const at = first?.at ?? '';
    const elsewhere = new Date(Date.parse(at) + 2 * 3_600_000).toISOString().replace('Z', '+02:00');
    const [one, other] = await Promise.all(
      [at, elsewhere].map((time) => listOf(`/v1/actors?limit=200&asOf=${encodeURIComponent(time)}`)),
    );
    expect(other).toEqual(one);
    expect((await listOf('/v1/actors?asOf=2020-02-29')).items).toEqual([]);
  });

  it('say that nothing recorded later changes the response', async () => {
    const [first, last] = [answers[0]?.at ?? '', answers.at(-1)?.at ?? ''];
    const past = await ledger.get(`/v1/claim-counts?asOf=${first}`).expect(200);
    expect(past.headers).toMatchObject({
      'memento-datetime': new Date(first).toUTCString(),
      'cache-control': 'max-age=86400, immutable',
    });
    const present = await ledger.get(`/v1/claim-counts?asOf=${last}`).expect(200);
    expect(present.headers).toHaveProperty('memento-datetime');
    expect(present.headers).not.toHaveProperty('cache-control');
    const missing = await ledger.get(`/v1/claims/none?asOf=${first}`).expect(404);
    expect(missing.headers).not.toHaveProperty('cache-control');
    const keyed = await fetch(`${ledger.url}/v1/claim-counts?asOf=${first}`, {
      headers: { Authorization: `Bearer ${ledger.key}` },
    });
    expect(keyed.headers.get('cache-control')).toBe('private, max-age=86400, immutable');
  });

  it('page through a list as of one moment', async () => {
    const at = answers[1]?.at ?? '';
    const ids: string[] = [];
    let cursor = '';
    do {
      const page = await listOf(`/v1/actors?limit=3&asOf=${at}${cursor}`);
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.next === undefined ? '' : `&cursor=${encodeURIComponent(page.next)}`;
      if (cursor !== '') await ledger.get(`/v1/actors?limit=3${cursor}`).expect(400);
    } while (cursor !== '');
    expect(ids).toEqual((await listOf(`/v1/actors?limit=200&asOf=${at}`)).items.map(({ id }) => id));
  });

  it('take a day that has not ended as the present', async () => {
    const first = `/v1/actors?limit=3&asOf=${new Date().toISOString().slice(0, 10)}`;
    const { body, headers } = await ledger.get(first).expect(200);
    const { items, next } = body as List;
    expect(items).toEqual((await listOf('/v1/actors?limit=3')).items);
    expect(headers).not.toHaveProperty('cache-control');
    const rest = await listOf(`${first}&cursor=${encodeURIComponent(next ?? '')}`);
    expect(rest.items).toHaveLength(3);
    await ledger.get(`/v1/claims/nato-policy-on-ukraine-unchanged?validAt=${first.slice(-10)}`).expect(200);
  });

  it.each([
    ['asOf=2999-01-01', '/asOf', /^asOf ends at 2999-01-01T23:59:59.999Z, which is later than now/],
    ['asOf=9999-12-31T23:59:59-05:00', '/asOf', /later than now/],
    ['asOf=yesterday', '/asOf', /asOf/],
    ['asOf=2024', '/asOf', /asOf/],
    ['asOf=', '/asOf', /asOf/],
    ['asOf=2024-01-01&asOf=2024-01-02', '/asOf', /asOf/],
  ])('reject %s', async (query, pointer, message) => {
    for (const path of ['/v1/claims', '/v1/claim-counts', '/v1/actors']) {
      const { body } = await ledger.get(`${path}?${query}`).expect(400);
      expect(body).toMatchObject({ errors: [{ pointer, message: expect.stringMatching(message) as unknown }] });
    }
  });

  it.each(['/v1/status', '/v1/similar-actors?name=nato', '/v1/events'])(
    'reject asOf where there is none: %s',
    async (path) => {
      await ledger.get(`${path}${path.includes('?') ? '&' : '?'}asOf=2024-01-01`).expect(400);
    },
  );
});
