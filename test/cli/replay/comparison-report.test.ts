import type { Rule } from '../../../src/verification/standard/rule-names.js';
import pc from 'picocolors';
import { comparisonReport } from '../../../src/cli/replay/comparison-report.js';
import type { ComparedClaim, ComparedStatus } from '../../../src/replay/comparisons/comparison.views.js';

const printing = { width: 80, colors: pc.createColors(false), recorded: false };
const FROM = { asOf: '2026-11-22T23:59:59.999Z' };
const TO = { asOf: '2026-11-29T08:00:00.000Z' };

const status = (name: ComparedStatus['status'], rule: Rule, text: string): ComparedStatus => ({
  status: name,
  rule,
  summary: { text, language: 'en', parts: [] },
});

const claims: readonly ComparedClaim[] = [
  { claim: 'new', text: 'A *new* claim.', change: 'new', after: status('unverified', 'unverified/none', 'Nothing.') },
  {
    claim: 'gone',
    text: 'A claim.',
    change: 'gone',
    before: status('denied', 'denied/first-hand', 'Denied.'),
  },
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

it('prints each claim that differs, with what made the difference', () => {
  expect(comparisonReport(FROM, TO, claims, printing)).toBe(
    [
      '3 claims differ between 2026-11-22T23:59:59.999Z and 29 November 2026, 08:00',
      'UTC.',
      '',
      'unverified, new  [new]',
      '  A *new* claim.',
      '  → Nothing.',
      '',
      'denied, and gone  [gone]',
      '  A claim.',
      '',
      'confirmed (confirmed/evidence, was confirmed/first-hand)  [changed]',
      '  A claim that changed.',
      '  - 3 more changes',
      '  - counts on the first side only: changed/one',
      '  - counts on the second side only: changed/two',
      '  → A document.',
      '',
    ].join('\n'),
  );
});

it('says that nothing differs', () => {
  expect(comparisonReport(FROM, FROM, [], printing)).toMatch(/^No claim differs between/);
});
