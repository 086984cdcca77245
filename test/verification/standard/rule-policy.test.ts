import type { PolicyParameters } from '../../../src/verification/policy-parameters.js';
import { STANDARD_PARAMETERS } from '../../../src/verification/policy-parameters.js';
import { RulePolicy } from '../../../src/verification/standard/rule-policy.js';
import type { PolicyInputBuilder } from '../policy-input.builder.js';
import { about, ofPutin } from './examples.js';
import { evaluateInputByReference } from './reference-evaluator/evaluator.js';

/** The parameters that differ from `standard/1`, what is recorded in words, the rule that decides, and what is recorded. */
type Example = readonly [Partial<PolicyParameters>, string, string, () => PolicyInputBuilder];

const withOrigins = (...outlets: readonly string[]): PolicyInputBuilder => {
  const given = about('nato');
  for (const outlet of outlets) given.reported(`by-${outlet}`, outlet, { basis: 'witnessed' });
  return given;
};

const tookBackBeside = (further: (given: PolicyInputBuilder) => PolicyInputBuilder): PolicyInputBuilder =>
  further(about('nato').asserted('said', 'minister').retracted('back', 'minister', 'said'));

const searched = (when?: string): PolicyInputBuilder =>
  about('nato').searched('search', 'post', 'found-nothing', when === undefined ? {} : { on: when });

const policyWith = (different: Partial<PolicyParameters>): RulePolicy =>
  new RulePolicy('own', 1, { ...STANDARD_PARAMETERS, ...different });

const reasonOf = (different: Partial<PolicyParameters>, given: PolicyInputBuilder, id: string): string | undefined =>
  policyWith(different)
    .evaluate(given.build())
    .withoutEffect.find(({ entry }) => entry === `claim/${id}`)?.reason;

describe.each<Example>([
  [{ independentOrigins: 3 }, 'two eyewitnesses', 'unverified/none', () => withOrigins('herald', 'post')],
  [
    { independentOrigins: 3 },
    'three eyewitnesses',
    'corroborated/independent-origins',
    () => withOrigins('herald', 'post', 'afp'),
  ],
  [
    { independentOrigins: 3 },
    'three eyewitnesses, one of whom speaks for another',
    'unverified/none',
    () => withOrigins('herald', 'post', 'afp').speaksFor('post', 'afp'),
  ],
  [
    { denialBases: ['document', 'recording'] },
    'a denial without a basis',
    'unverified/none',
    () => about('nato').reported('a', 'herald').denied('b', 'nato'),
  ],
  [
    { denialBases: ['document', 'recording'] },
    'a denial from a document',
    'denied/first-hand',
    () => about('nato').reported('a', 'herald').denied('b', 'nato', { basis: 'document' }),
  ],
  [
    { denialBases: ['document'] },
    'an eyewitness against a denial without a basis',
    'unverified/none',
    () => withOrigins('herald').denied('b', 'nato'),
  ],
  [
    { denialBases: ['document'] },
    'a denial by the holder, without a basis',
    'unverified/none',
    () => ofPutin().reported('a', 'afp').denied('b', 'putin'),
  ],
  [
    { denialBases: ['document'] },
    "a holder's denial without a basis of what it had said",
    'unverified/none',
    () => ofPutin().asserted('a', 'putin', { on: '2024-01-01' }).denied('b', 'putin', { on: '2024-01-02' }),
  ],
  [
    { eyewitnessDisputes: false },
    'one eyewitness against a denial',
    'denied/first-hand',
    () => withOrigins('herald').denied('b', 'nato'),
  ],
  [
    { eyewitnessDisputes: false },
    'one eyewitness against evidence that refutes',
    'refuted/evidence',
    () => withOrigins('herald').evidence('b', 'snopes', 'refutes'),
  ],
  [
    { eyewitnessDisputes: false },
    'two eyewitnesses against a denial',
    'disputed/support-and-opposition',
    () => withOrigins('herald', 'post').denied('b', 'nato'),
  ],
  [
    { verdictsDecide: false },
    'a verdict against it, and a denial',
    'denied/first-hand',
    () => about('nato').denied('a', 'nato').rated('b', 'snopes', 'false'),
  ],
  [
    { raters: ['afp'] },
    'a verdict by another rater',
    'unverified/none',
    () => about('nato').rated('a', 'snopes', 'false'),
  ],
  [
    { raters: ['afp'] },
    'verdicts against each other, one by another rater',
    'rated/verdict',
    () => about('nato').rated('a', 'snopes', 'false').rated('b', 'afp', 'true'),
  ],
  [
    { raters: ['afp'] },
    'a joint verdict with another rater',
    'rated/verdict',
    () => about('nato').rated('a', ['snopes', 'afp'], 'true'),
  ],
  [
    { raters: ['afp-en'] },
    'a verdict by another id of a rater',
    'rated/verdict',
    () => about('nato').rated('a', 'afp', 'true').joined('afp', 'afp-en'),
  ],
  [
    { unnamedSupport: false },
    'a retraction, and a report from an unnamed source',
    'retracted/taken-back',
    () => tookBackBeside((given) => given.reported('left', 'post', { basis: 'unnamed-source' })),
  ],
  [
    { unnamedSupport: false },
    'a retraction, and an assertion by an unnamed source',
    'retracted/taken-back',
    () => tookBackBeside((given) => given.asserted('left', 'diplomat')),
  ],
  [
    { unnamedSupport: false },
    'a retraction, and an assertion that cites an unnamed source',
    'retracted/taken-back',
    () => tookBackBeside((given) => given.asserted('left', 'post', { cites: ['@diplomat'] })),
  ],
  [
    { unnamedSupport: false },
    'a retraction, and an assertion that cites an unnamed source and a named one',
    'unverified/none',
    () => tookBackBeside((given) => given.asserted('left', 'post', { cites: ['@diplomat', '@afp'] })),
  ],
  [
    { unnamedSupport: false },
    'a retraction, and assertions that cite each other',
    'unverified/none',
    () =>
      tookBackBeside((given) =>
        given.asserted('left', 'post', { cites: ['more'] }).asserted('more', 'afp', { cites: ['left'] }),
      ),
  ],
  [
    { unnamedSupport: false },
    'a confirmation of what only an unnamed source put forward',
    'unverified/none',
    () =>
      about('nato')
        .reported('a', 'herald', { cites: ['@diplomat'] })
        .confirmed('b', 'nato'),
  ],
  [
    { unnamedSupport: false },
    'a confirmation of what only an unnamed source reads into a statement',
    'unverified/none',
    () => about('nato').interpreted('a', 'diplomat', 'speech').confirmed('b', 'nato'),
  ],
  [
    { unnamedSupport: false },
    'a confirmation of what an outlet put forward too',
    'confirmed/first-hand',
    () => about('nato').reported('a', 'herald').confirmed('b', 'nato'),
  ],
  [
    { searchGoodForDays: 30 },
    'a search of a day',
    'unsubstantiated/found-nothing',
    () => searched('2024-06-01').asOf('2024-07-01T23:59:59.999Z'),
  ],
  [
    { searchGoodForDays: 30 },
    'a search whose days are over',
    'unverified/search-expired',
    () => searched('2024-06-01').asOf('2024-07-02T00:00:00.000Z'),
  ],
  [
    { searchGoodForDays: 30 },
    'a search in a month, from its end on',
    'unsubstantiated/found-nothing',
    () => searched('2024-05').asOf('2024-06-30T12:00:00.000Z'),
  ],
  [{ searchGoodForDays: 30 }, 'a search without a date', 'unsubstantiated/found-nothing', () => searched()],
  [
    { searchGoodForDays: 30 },
    'a search with an end of its own',
    'unsubstantiated/found-nothing',
    () => about('nato').searched('search', 'post', 'found-nothing', { on: '2024-06-01', goodUntil: '2025-01-01' }),
  ],
])('under %j, %s: %s', (different, _, rule, given) => {
  it('is what the policy returns', () => {
    expect(policyWith(different).evaluate(given().build()).rule).toBe(rule);
  });

  it('is what the reference evaluator returns', () => {
    const parameters = { ...STANDARD_PARAMETERS, ...different };
    expect(evaluateInputByReference(given().build(), parameters).rule).toBe(rule);
  });
});

describe('RulePolicy', () => {
  it('is named after its id and version', () => {
    expect(new RulePolicy('own', 7, STANDARD_PARAMETERS).evaluate(about('nato').build()).policy).toBe('own/7');
  });

  it('names the day on which a search ends by the policy as the reason', () => {
    const given = searched('2024-06-01').asOf('2025-01-01T00:00:00.000Z');
    expect(policyWith({ searchGoodForDays: 30 }).evaluate(given.build()).because).toEqual([
      { entry: 'claim/search' },
      { passed: '2024-07-01' },
    ]);
  });

  it('names the instant if the time of the search is known', () => {
    const given = searched('2024-06-01T10:30:00+02:00').asOf('2025-01-01T00:00:00.000Z');
    const { because } = policyWith({ searchGoodForDays: 1 }).evaluate(given.build());
    expect(because).toContainEqual({ passed: '2024-06-02T08:30:00.000Z' });
  });
});

describe('RulePolicy: entries without effect under the parameters', () => {
  it.each<[string | undefined, Partial<PolicyParameters>, string, () => PolicyInputBuilder]>([
    ['weak-basis', { denialBases: ['document'] }, 'a denial', () => about('nato').denied('a', 'nato')],
    [
      undefined,
      { denialBases: ['document'] },
      'a denial on an accepted basis',
      () => about('nato').denied('a', 'nato', { basis: 'document' }),
    ],
    ['no-standing', { denialBases: ['document'] }, 'a denial of others', () => about('nato').denied('a', 'afp')],
    ['verdict-shown', { verdictsDecide: false }, 'a verdict', () => about('nato').rated('a', 'snopes', 'false')],
    ['verdict-shown', { raters: ['afp'] }, 'a verdict of others', () => about('nato').rated('a', 'snopes', 'false')],
    [
      'unnamed-rater',
      { verdictsDecide: false },
      'a verdict without a name',
      () => about('nato').rated('a', 'diplomat', 'false'),
    ],
    ['unnamed-source', { unnamedSupport: false }, 'an unnamed source', () => about('nato').asserted('a', 'diplomat')],
    [
      'unnamed-source',
      { unnamedSupport: false },
      'a report on one',
      () => about('nato').reported('a', 'post', { cites: ['@diplomat'] }),
    ],
    [
      undefined,
      { unnamedSupport: false },
      'a report on one and on a named source',
      () => about('nato').reported('a', 'post', { cites: ['@diplomat', '@afp'] }),
    ],
    [undefined, { unnamedSupport: false }, 'a report without a source', () => about('nato').reported('a', 'post')],
    [
      undefined,
      { unnamedSupport: false },
      'the conclusion of its subject',
      () => about('nato').asserted('a', 'nato', { basis: 'reasoning' }),
    ],
  ])('lists %s under %j for %s', (reason, different, _, given) => {
    expect(reasonOf(different, given(), 'a')).toBe(reason);
    expect(['weak-basis', 'verdict-shown', 'unnamed-source']).not.toContain(reasonOf({}, given(), 'a'));
  });
});
