import { mappingProblem } from '../../../../src/webhooks/inbound/mapping/mapping.js';

describe('a mapping', () => {
  it.each([
    { kind: 'commands' },
    { kind: 'cloudevents' },
    { kind: 'claimreview' },
    {
      kind: 'claimreview',
      pageUrl: 'https://factcheck.example/',
      version: '2024-06',
      language: 'da',
      ratings: { Nope: 'false' },
      publishers: { 'factcheck.example': { language: 'en', ratings: { '1': 'false' } } },
      actors: { 'Some guy': 'unnamed', 'J. Roe': 'jane-roe' },
    },
    { kind: 'expression', expression: 'payload.items.{"type": "ClaimRegistered", "claim": id}' },
  ])('can be %j', (mapping) => {
    expect(mappingProblem(mapping)).toBeUndefined();
  });

  it.each([
    ['nothing', null, 'mapping must be a JSON object.'],
    ['a list', [], 'mapping must be a JSON object.'],
    ['a text', 'commands', 'mapping must be a JSON object.'],
    ['without a kind', {}, 'mapping.kind must be one of: commands, cloudevents, claimreview, expression.'],
    ['of an unknown kind', { kind: 'toString' }, 'mapping.kind must be one of'],
    ['with an unknown member', { kind: 'commands', language: 'en' }, 'mapping.language is unknown.'],
    [
      'with a member of another kind',
      { kind: 'expression', expression: '1', ratings: {} },
      'mapping.ratings is unknown.',
    ],
    ['without its expression', { kind: 'expression' }, 'mapping.expression must be text'],
    ['with an expression that is not text', { kind: 'expression', expression: 1 }, 'mapping.expression must be text'],
    [
      'with a mistake in its expression',
      { kind: 'expression', expression: '{' },
      'mapping.expression can\'t be read. Expected ":" before end of expression (S0203 at character 1)',
    ],
    ['with a long expression', { kind: 'expression', expression: '1'.repeat(4_001) }, 'at most 4000 are allowed'],
    [
      'with an unknown rating',
      { kind: 'claimreview', ratings: { Nope: 'no' } },
      'mapping: /ratings/Nope must be one of',
    ],
    [
      'with an unknown language',
      { kind: 'claimreview', language: 'Danish' },
      'mapping: /language must be a language tag',
    ],
    ['with an unknown member of ClaimReview', { kind: 'claimreview', labels: {} }, 'mapping: /labels must be one of'],
    [
      'with a page without a scheme',
      { kind: 'claimreview', pageUrl: 'factcheck.example' },
      'mapping.pageUrl must be a web address',
    ],
    [
      'with a page on no web server',
      { kind: 'claimreview', pageUrl: 'file:///etc' },
      'mapping.pageUrl must be a web address',
    ],
    [
      'that is too long',
      {
        kind: 'claimreview',
        actors: Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`Name ${n}`, 'person'])),
      },
      'mapping may have at most 50000 characters as JSON.',
    ],
  ])('%s has a problem', (_what, mapping, problem) => {
    expect(mappingProblem(mapping)).toContain(problem);
  });
});
