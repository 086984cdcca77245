import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import { ApiClient } from '../../../src/cli/ledger/api-client.js';
import { formatClaimReport } from '../../../src/cli/show/claim-report.js';
import { fetchClaimReport } from '../../../src/cli/show/fetch-claim-report.js';
import { STATUSES } from '../../../src/domain/vocabulary.js';
import { TestLedger } from '../api/test-ledger.js';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'seeds');
const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.ndjson'))
  .sort();
const linesOf = (file: string) => readFileSync(join(FOLDER, file), 'utf8').trim().split('\n');

/** Returns the content of a file next to this one. With `UPDATE_EXAMPLES=1` it becomes what is now. */
function expected(file: string, now: string): string {
  const path = join(import.meta.dirname, file);
  if (process.env['UPDATE_EXAMPLES'] === '1') writeFileSync(path, now);
  return readFileSync(path, 'utf8');
}

interface Line {
  readonly type: string;
  readonly actor?: string;
  readonly speaksFor?: string;
  readonly publisher?: string;
  readonly claim?: string;
  readonly by?: readonly string[];
  readonly onBehalfOf?: readonly string[];
  readonly cites?: readonly { readonly entry?: string }[];
}

interface Change {
  readonly entry?: string;
  readonly changed?: { readonly status: string; readonly rule: string };
}

interface Verification {
  readonly status: string;
  readonly rule: string;
  readonly because: readonly { readonly entry?: string }[];
  readonly origins: readonly { readonly nature: string; readonly actors: readonly string[] }[];
  readonly counts: object;
}

describe('seeds', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    for (const file of files) {
      const reports = await ledger.import(linesOf(file));
      expect([file, ...reports.filter((report) => 'problem' in report)]).toEqual([file]);
    }
  });
  afterAll(() => ledger.stop());

  const verificationOf = async (claim: string) =>
    ((await ledger.get(`/v1/claims/${claim}`).expect(200)).body as { verification: Verification }).verification;
  const rulesOf = async (claim: string) => {
    const body = (await ledger.get(`/v1/claims/${claim}/history`).expect(200)).body as unknown;
    return (body as { items: Change[] }).items
      .filter(({ changed }) => changed)
      .map(({ entry, changed }) => [entry?.split('/')[1], changed?.rule]);
  };
  const claimsWith = async (status: string) => {
    const body = (await ledger.get(`/v1/claims?status=${status}&limit=200`).expect(200)).body as unknown;
    return (body as { items: { id: string }[] }).items.map(({ id }) => id);
  };

  it('change nothing when loaded again', async () => {
    for (const file of files) {
      const lines = linesOf(file);
      expect(await ledger.import(lines)).toMatchObject([
        { summary: { lines: lines.length, recorded: 0, refused: 0, unchanged: lines.length } },
      ]);
    }
  });

  it("show Jenssen's remark as unverified, then denied by NATO, then retracted, but not by the apology alone", async () => {
    const claim = 'nato-discusses-territory-for-membership';
    expect(await rulesOf(claim)).toEqual([
      ['registered', 'unverified/none'],
      ['nato-statement', 'denied/first-hand'],
      ['jenssen-calls-it-a-mistake', 'retracted/taken-back'],
    ]);
    const { because, origins } = await verificationOf(claim);
    expect(because).toContainEqual({ entry: `${claim}/jenssen-calls-it-a-mistake` });
    expect(origins).toEqual([]);
  });

  it("show the possible exchange as Jenssen's position until his retraction", async () => {
    expect(await rulesOf('jenssen-says-kyiv-could-cede-territory')).toEqual([
      ['registered', 'unverified/none'],
      ['jenssen-remark', 'stated/holder'],
      ['jenssen-calls-it-a-mistake', 'retracted/taken-back'],
    ]);
  });

  it('show the TASS report as unsubstantiated, with one unsourced origin', async () => {
    expect(await verificationOf('nato-discusses-kyiv-ceding-territory')).toMatchObject({
      status: 'unsubstantiated',
      rule: 'unsubstantiated/found-nothing',
      because: [{ entry: 'nato-discusses-kyiv-ceding-territory/search' }],
      origins: [{ nature: 'unsourced', actors: ['la-repubblica'] }],
      counts: { named: 0, unnamed: 0, unsourced: 1, unrecorded: 0, circular: 0 },
    });
    expect((await rulesOf('nato-discusses-kyiv-ceding-territory')).at(-1)).toEqual([
      'search',
      'unsubstantiated/found-nothing',
    ]);
  });

  it('show an application that only Ukraine reports as unverified', async () => {
    const body = (await ledger.get('/v1/claims/ukraine-applies-for-fast-track-membership').expect(200)).body as unknown;
    expect(body).toMatchObject({ kind: 'factual', verification: { status: 'unverified' } });
  });

  it('attribute acts of actors with a mandate to their body, except what Stoltenberg proposes to NATO', () => {
    const lines = files.flatMap(linesOf).map((line) => JSON.parse(line) as Line);
    const bodies = new Map(
      lines.filter(({ type }) => type === 'MandateRecorded').map(({ actor, speaksFor }) => [actor, speaksFor]),
    );
    const own = lines.filter(({ by, onBehalfOf }) => by?.some((speaker) => bodies.has(speaker)) && !onBehalfOf);
    expect(own.map(({ claim }) => claim)).toEqual(['stoltenberg-proposes-nato-led-ramstein-group']);
    const mandated = lines.filter(({ onBehalfOf }) => onBehalfOf);
    expect(mandated.length).toBeGreaterThan(0);
    expect(mandated.map(({ onBehalfOf }) => onBehalfOf)).toEqual(
      mandated.map(({ by }) => by?.map((who) => bodies.get(who))),
    );
  });

  it('have no entry of a publisher that only retells another report', () => {
    const lines = files.flatMap(linesOf).map((line) => JSON.parse(line) as Line);
    const publishers = lines.filter(({ type }) => type === 'DocumentRegistered').map(({ publisher }) => publisher);
    const retold = lines.filter(
      ({ by, cites }) => by?.some((who) => publishers.includes(who)) && cites?.some(({ entry }) => entry),
    );
    expect(publishers).toHaveLength(5);
    expect(retold).toEqual([]);
  });

  it('show the claims of unnamed sources of Politico as not corroborated', async () => {
    for (const claim of ['western-allies-finalise-guarantee-statement', 'guarantee-talks-very-advanced']) {
      expect(await verificationOf(claim)).toMatchObject({
        status: 'unverified',
        origins: [{ nature: 'unnamed', actors: ['politico'] }],
        counts: { named: 0, unnamed: 1, unsourced: 0, unrecorded: 0, circular: 0 },
      });
    }
    expect(await claimsWith('corroborated')).toEqual([]);
  });

  it("show Putin's view as his position", async () => {
    for (const claim of ['putin-blames-nato-expansion-for-invasion', 'putin-rejects-kyivs-bid']) {
      const body = (await ledger.get(`/v1/claims/${claim}`).expect(200)).body as unknown;
      expect(body).toMatchObject({ kind: 'position', holder: 'putin', verification: { rule: 'stated/holder' } });
    }
  });

  it('show the forecasts of officials of four capitals as open', async () => {
    expect(await verificationOf('framework-announced-at-vilnius')).toMatchObject({
      rule: 'open/awaiting-outcome',
      counts: { named: 0, unnamed: 1, unsourced: 0, unrecorded: 0, circular: 0 },
    });
  });

  it('show an announcement of Stoltenberg as open until its outcome', async () => {
    const { status, because } = await verificationOf('vilnius-summit-discusses-membership');
    expect(status).toBe('open');
    expect(because).toContainEqual({ actor: 'stoltenberg', mandate: 'secretary-general' });
  });

  it('show that interpretations and confirmations without standing have no effect', async () => {
    const none = { named: 0, unnamed: 0, unsourced: 0, unrecorded: 0, circular: 0 };
    expect(await verificationOf('white-house-opposes-nato-led-ramstein-group')).toMatchObject({
      status: 'unverified',
      counts: none,
    });
    expect(await verificationOf('nato-directly-involved-in-war')).toMatchObject({
      status: 'unverified',
      counts: { ...none, unsourced: 1 },
    });
    expect(await verificationOf('all-allies-see-ukraines-future-in-nato')).toMatchObject({ status: 'unverified' });
    expect(await verificationOf('nato-policy-on-ukraine-unchanged')).toMatchObject({ status: 'unverified' });
  });

  it('show all other claims as unverified or open', async () => {
    const counted: Record<string, number> = {};
    for (const status of STATUSES) {
      const claims = await claimsWith(status);
      if (claims.length > 0) counted[status] = claims.length;
    }
    expect(counted).toEqual({ retracted: 2, stated: 31, open: 25, unsubstantiated: 1, unverified: 81 });
  });

  it('have a summary each, read by an editor', async () => {
    const body = (await ledger.get('/v1/claims?limit=200').expect(200)).body as unknown;
    const { items } = body as { items: { id: string; text: string; summary: { text: string } }[] };
    // Lines of an import that don't depend on each other may be recorded in any order.
    const sorted = items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const listed = sorted.map(({ id, text, summary }) => `${id}\n  ${text}\n  ${summary.text}\n`).join('\n');
    expect(items).toHaveLength(140);
    expect(listed).toBe(expected('summaries.txt', listed));
  });

  it.each([
    'nato-discusses-territory-for-membership',
    'nato-discusses-kyiv-ceding-territory',
    'nato-policy-on-ukraine-unchanged',
    'framework-announced-at-vilnius',
    'ukraine-wants-to-join-nato',
  ])('are reported in full: %s', async (claim) => {
    const client = new ApiClient(ledger.url, undefined, new AbortController().signal);
    const printing = { width: 80, colors: pc.createColors(false), recorded: false };
    const today = formatClaimReport(await fetchClaimReport(client, claim), printing);
    const report = today.replace(/\brecorded \d{1,2} [A-Z][a-z]+ \d{4}\b/g, 'recorded DAY');
    expect(report).toBe(expected(`${claim}.txt`, report));
  });
});
