import type { ApiClient } from '../../../src/cli/ledger/api-client.js';
import { findClaim } from '../../../src/cli/lookup/claims.js';
import { ACTS, type Act, findAct } from '../../../src/cli/record/acts.js';
import { checkOptions, entryBody } from '../../../src/cli/record/entry-body.js';
import { EntryNames } from '../../../src/cli/record/entry-names.js';
import type { EntryOptions } from '../../../src/cli/record/entry-options.js';
import { wholeHistory } from '../../../src/cli/show/fetch-claim-report.js';
import { CLAIM_EVENTS } from '../../../src/claims/claim.event-types.js';
import { NARRATIVE_EVENTS } from '../../../src/narratives/narrative.event-types.js';
import { validate } from '../../../src/validation/validate.js';
import type { TestLedger } from '../../e2e/api/test-ledger.js';
import { namedLedger } from '../../support/named-ledger.js';

let ledger: TestLedger;
let client: ApiClient;
beforeAll(async () => {
  ({ ledger, client } = await namedLedger());
});
afterAll(() => ledger.stop());

const act = (word: string): Act => findAct(word) as Act;

async function bodyOf(word: string, options: EntryOptions) {
  const claim = await findClaim(client, 'ceding');
  const names = new EntryNames(client, { claim, history: (await wholeHistory(client, 'ceding')).items });
  return { names, body: await entryBody(act(word), options, names) };
}

/** A value for every option. */
const VALUES: Required<EntryOptions> = {
  by: ['NATO'],
  onBehalfOf: ['jenssen'],
  basis: 'document',
  occurredAt: '2023-08',
  after: ['remark'],
  document: 'Statement on Ukraine',
  quote: 'Our policy is unchanged.',
  quoting: ['remark'],
  paraphrasing: ['El País'],
  citing: ['document:page'],
  translated: true,
  capacity: 'Secretary General',
  wording: 'Unchanged.',
  language: 'en',
  of: 'remark',
  extent: 'part',
  takesBack: 'whole',
  replacementClaim: 'summit',
  interprets: 'remark',
  outcome: 'found-nothing',
  where: 'the archive',
  query: 'land',
  asked: ['NATO'],
  goodUntil: '2024-01-01',
  bearing: 'refutes',
  primary: true,
  authenticity: 'genuine',
  rating: 'false',
  label: 'Pants on fire',
  reviewUrl: 'https://check.example/1',
  rationale: 'Nobody says so.',
  relation: 'contradicts',
  other: 'summit',
  reason: 'a typing error',
  replacement: 'verdict',
  text: 'NATO discusses territory.',
  kind: 'position',
  holder: 'NATO',
  due: '2025',
  about: ['NATO'],
  topic: ['land'],
  narrative: 'Territory for membership',
};

const optionsOf = (names: readonly (keyof EntryOptions)[], outcome: string): EntryOptions =>
  Object.fromEntries(names.map((name) => [name, name === 'outcome' ? outcome : VALUES[name]]));

it('has an act for every type of entry except the registration', () => {
  const types = new Set(ACTS.map(({ type }) => type));
  expect(Object.keys(CLAIM_EVENTS.types).filter((type) => !types.has(type as Act['type']))).toEqual([
    'ClaimRegistered',
  ]);
});

describe.each(ACTS.map((one) => [one.word, one] as const))('%s', (_word, one) => {
  const { dto } = { ...CLAIM_EVENTS.types, ...NARRATIVE_EVENTS.types }[one.type];
  const outcome = one.type === 'ForecastResolved' ? 'came-true' : 'found';

  it.each([
    ['what it requires', one.requires],
    ['everything that it allows', [...one.requires, ...one.allows]],
  ])('becomes a valid command with %s', async (_, names) => {
    const { body } = await bodyOf(one.word, optionsOf(names, outcome));
    const { type, narrative, ...data } = body;
    const sent = narrative === undefined ? { id: 'new', ...data } : { claim: 'ceding' };
    expect(type).toBe(one.type);
    expect(() => {
      validate(dto, sent);
    }).not.toThrow();
  });
});

it('puts ids in the place of names, and remembers what each name was found to mean', async () => {
  const { body, names } = await bodyOf('denied', {
    by: ['North Atlantic Alliance'],
    basis: 'document',
    document: 'statement',
  });
  expect(body).toEqual({ type: 'ClaimDenied', by: ['nato'], basis: 'document', document: 'statement' });
  expect(names.taken).toEqual([
    { label: 'by', name: 'NATO', id: 'nato' },
    { label: 'document', name: 'Statement on Ukraine', id: 'statement' },
  ]);
});

it('guesses the language of no wording', async () => {
  const { body } = await bodyOf('repeated', { by: ['nato'], wording: 'Terra!', language: 'it' });
  expect(body).toMatchObject({ wording: { text: 'Terra!', language: 'it' } });
  expect(() => {
    checkOptions(act('repeated'), { by: ['nato'], wording: 'Terra!' });
  }).toThrow('--wording needs --language');
});

it('takes a source as an entry, an actor or a document, whichever there is', async () => {
  const citing = [
    'remark',
    'summit/other',
    'el-pais',
    'https://elpais.example/a?b=1',
    'actor:NATO',
    'Statement on Ukraine',
  ];
  const { body } = await bodyOf('reported', { by: ['nato'], basis: 'named-source', citing, translated: true });
  const use = { use: 'credits', translated: true };
  expect(body).toMatchObject({
    cites: [
      { entry: 'remark', ...use },
      { entry: 'summit/other', ...use },
      { actor: 'el-pais', ...use },
      { document: 'page', ...use },
      { actor: 'nato', ...use },
      { document: 'statement', ...use },
    ],
  });
});

it('removes the holder and the date of a claim with empty values', async () => {
  const { body } = await bodyOf('amended', { kind: 'factual', holder: '', due: '' });
  expect(body).toEqual({ type: 'ClaimAmended', kind: 'factual', holder: null, due: null });
});

it.each([
  [
    'an unknown entry',
    'retracted',
    { by: ['nato'], of: 'remrk', takesBack: 'whole' },
    'The claim ceding has no entry "remrk". Did you mean remark? To see its entries: claim-ledger show ceding.',
  ],
  [
    'an unknown source',
    'repeated',
    { by: ['nato'], citing: ['nobody'] },
    '--citing: the claim ceding has no entry "nobody", and there is no actor or document of this name.',
  ],
  [
    'an actor as what is interpreted',
    'interpreted',
    { by: ['nato'], interprets: 'actor:nato' },
    '--interprets takes an entry or a document, not an actor.',
  ],
])('rejects %s', async (_, word, options, message) => {
  await expect(bodyOf(word, options)).rejects.toThrow(message);
});

describe('checkOptions', () => {
  it('names every option that is missing, and what the act takes', () => {
    expect(() => {
      checkOptions(act('withdrawn'), {});
    }).toThrow(
      /^"withdrawn" needs --by and --of\. --by <actor>: who did it: .*\. --of <entry>: the entry .*\. It needs --by, --of, and takes --on-behalf-of, --basis, .*, --translated\.$/,
    );
  });

  it('names every option that the act does not take', () => {
    expect(() => {
      checkOptions(act('linked'), { relation: 'same-as', other: 'summit', by: ['nato'], rating: 'true' });
    }).toThrow('"linked" takes no --by and no --rating. It needs --relation, --other.');
  });

  it('rejects an amendment that changes nothing', () => {
    expect(() => {
      checkOptions(act('amended'), {});
    }).toThrow(
      '"amended" needs at least one change. It takes --text, --language, --kind, --holder, --due, --about, --topic.',
    );
  });
});
