import pc from 'picocolors';
import type { ClaimView } from '../../../../src/claims/queries/views.js';
import type { ApiClient } from '../../../../src/cli/ledger/api-client.js';
import { recordByQuestions } from '../../../../src/cli/record/questions/record-by-questions.js';
import type { EntryOptions } from '../../../../src/cli/record/entry-options.js';
import { wholeHistory } from '../../../../src/cli/show/fetch-claim-report.js';
import type { TestLedger } from '../../../e2e/api/test-ledger.js';
import { namedLedger } from '../../../support/named-ledger.js';
import { ScriptedPrompter, type Step } from '../../../support/scripted-prompter.js';

let ledger: TestLedger;
let client: ApiClient;
beforeEach(async () => {
  ({ ledger, client } = await namedLedger());
});
afterEach(() => ledger.stop());

const printing = { width: 120, colors: pc.createColors(false), recorded: false };

async function answer(steps: readonly Step[], given: { claim?: string; options?: EntryOptions } = {}) {
  const prompter = new ScriptedPrompter(steps);
  const { claim, options = {} } = given;
  const recorded = await recordByQuestions(
    client,
    prompter,
    { claim, options, id: undefined, key: undefined },
    printing,
  );
  expect(prompter.left).toEqual([]);
  return { recorded, transcript: prompter.transcript };
}

const lastEntry = async (claim: string) => {
  const { items } = await wholeHistory(client, claim);
  const last = items.findLast((item) => item.kind === 'entry');
  return { type: last?.type, data: last?.data };
};

it('records an entry from answers in words', async () => {
  const { recorded, transcript } = await answer([
    ['Which claim?', 'discusses land'],
    ['Which one?', 'NATO discusses land.'],
    ['What happened?', 'denied'],
    ['Who denied it?', 'north atlantic alliance'],
    ['Where do they have it from?', 'a document'],
    ['Where can it be read?', 'statement'],
    ["The speaker's words", 'Our policy is unchanged.'],
    ['When did it happen?', '2023-02-30'],
    ['When did it happen?', ''],
    ['known to follow', 'remark'],
    ['Anything to add?', 'No'],
    ['Record it?', true],
  ]);
  expect(recorded?.answer.recorded).toMatchObject([{ id: 'nato-denied', type: 'ClaimDenied' }]);
  expect(await lastEntry('ceding')).toEqual({
    type: 'ClaimDenied',
    data: {
      id: 'nato-denied',
      by: ['nato'],
      basis: 'document',
      document: 'statement',
      quote: { text: 'Our policy is unchanged.' },
      after: ['remark'],
      extent: 'whole',
    },
  });
  expect(transcript).toContain('NATO (nato)');
  expect(transcript).toContain('! "2023-02-30": there is no day 30 in 2023-02, which has 28 days');
  expect(transcript).toContain('  entry        denied by NATO');
  expect(transcript).toContain(
    "As a command: claim-ledger record ceding denied --by nato --basis document --document statement --quote 'Our policy is unchanged.' --after remark",
  );
});

/** A claim, an unnamed source with its outlet, a document and a narrative that the ledger doesn't have. */
const ALL_NEW: readonly Step[] = [
  ['Which claim?', 'Kremlin'],
  ['No claim has words', 'Register a new claim'],
  ['in one sentence', 'Ukraine gives up land.'],
  ['In which language?', 'en'],
  ['What does it say?', 'forecast: something that is to happen'],
  ['When is it to happen?', '2030'],
  ['Whose own acts or words', 'Ukraine'],
  ['There is no actor', 'Register "Ukraine" as a new actor'],
  ['By what name', 'Ukraine'],
  ['What is Ukraine?', 'an organization: a state, a ministry, a company, an alliance'],
  ['Who else?', ''],
  ['Topics?', 'ukraine, territory'],
  ['Does it belong to a narrative?', 'Register a new narrative'],
  ['Its title?', 'Ukraine'],
  ['What happened?', 'reported'],
  ['Who reported it?', 'a diplomat'],
  ['There is no actor', 'Register "a diplomat" as a new actor'],
  ['By what name', 'NATO diplomat'],
  ['What is NATO diplomat?', 'an unnamed source, for which an outlet vouches'],
  ['How does the outlet describe', 'a senior NATO diplomat'],
  ['Which outlet vouches', 'el pais'],
  ['Where do they have it from?', 'none-given'],
  ['Where can it be read?', 'https://news.example/2'],
  ['There is no document', 'Register "https://news.example/2" as a new document'],
  ['What is its title?', ''],
  ['Who publishes it?', 'El País'],
  ['When was it published?', '2024-04'],
  ["The speaker's words", ''],
  ['When did it happen?', '../2024-04'],
  ['On whose word?', 'they name no source'],
  ['Anything to add?', 'No'],
];

it('registers what is new once the person agrees, and then records the entry', async () => {
  const { recorded, transcript } = await answer([...ALL_NEW, ['Record it?', true]]);
  expect(transcript).toContain('  new actor: Ukraine [ukraine]');
  expect(transcript).toContain('  new document: news.example/2 [news-example-2]');
  expect(recorded?.after).toMatchObject({
    id: 'ukraine-gives-up-land',
    kind: 'forecast',
    due: '2030',
    about: ['ukraine'],
    topics: ['ukraine', 'territory'],
    narratives: [{ id: 'ukraine', title: 'Ukraine' }],
  });
  expect(await lastEntry('ukraine-gives-up-land')).toMatchObject({
    type: 'ClaimReported',
    data: { by: ['nato-diplomat'], document: 'news-example-2', occurredAt: '../2024-04', basis: 'none-given' },
  });
  const outlet = { kind: 'unnamed', outlet: 'el-pais', description: 'a senior NATO diplomat' };
  expect(await client.get('/v1/actors/nato-diplomat')).toMatchObject(outlet);
});

it('sends nothing to the ledger if the person does not agree', async () => {
  const position = async () => (await client.get<{ position: string }>('/v1/status')).position;
  const before = await position();
  expect((await answer([...ALL_NEW, ['Record it?', false]])).recorded).toBeUndefined();
  expect(await position()).toBe(before);
});

it('takes what was given as options, and asks for the rest', async () => {
  const given = { claim: 'ceding', options: { by: ['El Pais'], occurredAt: '2023-09' } };
  const { recorded } = await answer(
    [
      ['What happened?', 'repeated'],
      ['Where can it be read?', ''],
      ['On whose word?', 'they quote somebody'],
      ['What is it?', 'something said on this claim'],
      ['Which one?', 'remark'],
      ['Anything to add?', 'Yes: that the words were translated'],
      ['translated on the way?', true],
      ['Anything to add?', 'Yes: how they put the claim'],
      ['How did they put the claim?', 'Terra!'],
      ['In which language?', 'Italian'],
      ['Anything to add?', 'No'],
      ['Record it?', true],
    ],
    given,
  );
  expect(recorded?.answer.recorded).toHaveLength(1);
  expect((await lastEntry('ceding')).data).toEqual({
    id: 'el-pais-repeated',
    by: ['el-pais'],
    occurredAt: '2023-09',
    cites: [{ entry: 'remark', use: 'quotes', translated: true }],
    wording: { text: 'Terra!', language: 'it' },
  });
});

it('offers acts about a statement only where there is one, and outcomes only for forecasts', async () => {
  const steps: Step[] = [['What happened?', 'retracted']];
  await expect(answer(steps, { claim: 'summit' })).rejects.toThrow(/doesn't offer "retracted".*\(resolved\)/);
  await expect(answer([['What happened?', 'resolved']], { claim: 'ceding' })).rejects.toThrow(
    /doesn't offer "resolved"/,
  );
});

it('voids an entry that was recorded by mistake, and withdraws a verdict', async () => {
  await answer(
    [
      ['What happened?', 'withdrawn'],
      ['Who withdrew the verdict?', 'el-pais'],
      ['Which verdict?', 'verdict'],
      ['Where can it be read?', ''],
      ['When did it happen?', ''],
      ['known to follow', 'No'],
      ['Anything to add?', 'No'],
      ['Record it?', true],
    ],
    { claim: 'ceding' },
  );
  await answer(
    [
      ['What happened?', 'voided'],
      ['Which entry was a mistake?', 'verdict'],
      ['Why was it a mistake?', 'It is about another claim.'],
      ['Anything to add?', 'No'],
      ['Record it?', true],
    ],
    { claim: 'ceding' },
  );
  expect(await lastEntry('ceding')).toMatchObject({ type: 'EntryVoided', data: { voids: 'verdict' } });
  const claim = await client.get<ClaimView>('/v1/claims/ceding');
  expect(claim.verification.status).not.toBe('rated');
});
