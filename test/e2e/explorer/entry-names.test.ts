import { renewExplorerFiles } from '../../support/explorer-files.js';
import { visible } from '../../support/visible.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';

/** What browsers send. */
const BROWSER = 'text/html,application/xhtml+xml';
const CLAIM = '/claims/talks';
const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/;

describe('entries whose ids nobody chose', () => {
  let ledger: TestLedger;
  let ids: Record<'said' | 'retraction' | 'mistake' | 'void' | 'mandated', string>;

  const record = async (entry: object): Promise<string> => {
    const { body } = await ledger.post(`/v1${CLAIM}/entries`, entry).expect(201);
    return (body as { recorded: { id: string }[] }).recorded[0]?.id ?? '';
  };
  const page = async (path: string) =>
    visible((await ledger.get(path).set('Accept', BROWSER).expect(200)).text.replace(/^.*<main|<pre.*?<\/pre>/gs, ''));

  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
    await ledger.put('/v1/actors/envoys', { kind: 'person', name: 'Ana Lima and Bo Berg' }).expect(201);
    await ledger
      .post('/v1/actors/envoys/events', { type: 'MandateRecorded', mandate: 'm-1', speaksFor: 'nato' })
      .expect(201);
    const said = await record({ type: 'ClaimAsserted', by: ['tass'], basis: 'none-given', occurredAt: '2024-03-05' });
    const mistake = await record({ type: 'ClaimReported', by: ['la-repubblica'], basis: 'none-given' });
    const voiding = await record({ type: 'EntryVoided', voids: mistake, reason: 'Another claim was meant.' });
    const retraction = await record({ type: 'StatementRetracted', by: ['tass'], of: said, takesBack: 'whole' });
    const mandated = await record({
      type: 'ClaimDenied',
      by: ['envoys'],
      onBehalfOf: ['nato'],
      extent: 'whole',
      basis: 'none-given',
      occurredAt: '2024-03-06',
    });
    ids = { said, retraction, mistake, void: voiding, mandated };
    await ledger.ready();
  });
  afterAll(() => ledger.stop());

  it('are named by what they are, and no page shows an id in their place', async () => {
    expect(ids.said).toMatch(UUID);
    const claim = await page(CLAIM);
    expect(claim).toContain('assertion by TASS (5 March 2024)');
    expect(claim).toContain('denial by Ana Lima and Bo Berg (6 March 2024)');
    expect(claim).toContain('void: report by La Repubblica');
    for (const path of [
      CLAIM,
      `${CLAIM}/compare`,
      `${CLAIM}/origins?without=${encodeURIComponent(`entry:talks/${ids.said}`)}`,
      '/changes?from=2020-01-01',
      '/actors/tass',
    ])
      expect([path, await page(path)]).toEqual([path, expect.not.stringMatching(UUID)]);
  });

  it('are named on their own pages by whom they void and what replaces them', async () => {
    const shown = await page(`${CLAIM}/entries/${ids.mistake}`);
    expect(shown).toMatch(/Another claim was meant\.\s+void: report by La Repubblica/);
  });

  it('say for whom a mandate is, without a verb that would have to agree with the name', async () => {
    expect(await page(CLAIM)).toContain('the mandate of Ana Lima and Bo Berg to speak for NATO');
  });

  it('are never both what decides and without effect', async () => {
    const claim = await page(CLAIM);
    expect(claim).toContain('Counts no more, which decides the state: retracted whole by its own side');
    expect(claim).not.toMatch(/decides the state\s+(?:basis: [\w ]+)?Without effect/);
    const { body } = await ledger.get(`/v1${CLAIM}/entries/${ids.said}`).expect(200);
    expect(body).toMatchObject({ effect: { on: 'decides', reason: 'taken-back' } });
    const { body: retraction } = await ledger.get(`/v1${CLAIM}/entries/${ids.retraction}`).expect(200);
    expect((retraction as { effect: object }).effect).toEqual({ on: 'decides' });
    expect(await page(`${CLAIM}/entries/${ids.said}`)).toContain(
      'What it does Counts no more, which decides the state',
    );
  });
});
