import type { Rule } from '../../../src/verification/standard/rule-names.js';
import { comparisonForms } from '../../../src/replay/comparisons/comparison-forms.js';
import type { ComparedClaim, ComparedStatus } from '../../../src/replay/comparisons/comparison.views.js';

const FROM = { asOf: '2026-11-22T23:59:59.999Z' };
const TO = {
  asOf: '2026-11-29T08:00:12.345Z',
  replay: 'r-1',
  scenario: { asOf: '2026-11-29T08:00:12.345Z', policy: 'strict/1', without: ['actor:tass'], only: [] },
};

const status = (name: ComparedStatus['status'], rule: Rule, text: string): ComparedStatus => ({
  status: name,
  rule,
  summary: { text, language: 'en', parts: [] },
});

const claims: readonly ComparedClaim[] = [
  {
    claim: 'new',
    text: 'A *new*\n<b>claim</b>.',
    change: 'new',
    after: { ...status('rated', 'rated/verdict', '- No *item*.'), rating: 'false' },
  },
  { claim: 'gone', text: '=A claim.', change: 'gone', before: status('denied', 'denied/first-hand', 'Denied.') },
  {
    claim: 'changed',
    text: 'A claim that changed.',
    change: 'changed',
    before: status('confirmed', 'confirmed/first-hand', 'One word.'),
    after: status('confirmed', 'confirmed/evidence', 'A document.'),
    countOnlyBefore: ['changed/one'],
    countOnlyAfter: ['changed/two'],
    omitted: 3,
  },
];

function written(format: string, items: readonly ComparedClaim[]): string {
  const form = comparisonForms(FROM, TO).find((each) => each.format === format);
  if (!form) throw new Error(`There is no form ${format}.`);
  return form.head() + form.items(items) + (form.foot?.(items.length) ?? '');
}

describe('forms of a comparison', () => {
  it('are Markdown in which no character of a text has a meaning of its own', () => {
    expect(written('markdown', claims)).toBe(
      [
        'Differences between 2026-11-22T23:59:59.999Z and 2026-11-29T08:00:12.345Z by the policy strict/1; without actor:tass:',
        '',
        String.raw`## A \*new\* \<b\>claim\</b\>.`,
        '',
        '**rated false, new** (`new`)',
        '',
        String.raw`\- No \*item\*.`,
        '',
        String.raw`## \=A claim.`,
        '',
        '**gone, was denied** (`gone`)',
        '',
        '## A claim that changed.',
        '',
        '**confirmed/evidence, was confirmed/first-hand** (`changed`)',
        '',
        'A document.',
        '',
        '- 3 more changes',
        '- counts on the first side only: changed/one',
        '- counts on the second side only: changed/two',
        '',
        '3 claims differ.',
        '',
      ].join('\n'),
    );
    expect(written('markdown', [])).toMatch(/\n\nNo claim differs\.\n$/);
  });

  it('are CSV without formulas, and NDJSON', () => {
    expect(written('csv', claims.slice(1)).split('\r\n')).toEqual([
      'claim,text,change,statusBefore,ruleBefore,ratingBefore,summaryBefore,status,rule,rating,summary,reasons',
      "gone,'=A claim.,gone,denied,denied/first-hand,,Denied.,,,,,",
      'changed,A claim that changed.,changed,confirmed,confirmed/first-hand,,One word.,confirmed,confirmed/evidence,,A document.,3 more changes; counts on the first side only: changed/one; counts on the second side only: changed/two',
      '',
    ]);
    const lines = written('ndjson', claims).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(claims);
  });
});
