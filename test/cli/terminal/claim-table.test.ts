import pc from 'picocolors';
import type { ClaimSummary } from '../../../src/claims/queries/views.js';
import { claimTable } from '../../../src/cli/terminal/claim-table.js';

const colors = pc.createColors(false);
const RECORDED = '2024-05-06T07:08:09.010Z';

const summary = (id: string, more: Partial<ClaimSummary>): ClaimSummary => ({
  id,
  text: 'NATO representatives are discussing that Ukraine cede land to Russia.',
  language: 'en',
  kind: 'factual',
  about: [],
  topics: [],
  status: 'open',
  rule: 'open/awaiting-outcome',
  summary: { text: 'Only TASS says so, and gives no basis.', language: 'en', parts: [] },
  revision: 0,
  registeredAt: RECORDED,
  lastRecordedAt: RECORDED,
  since: RECORDED,
  changes: 0,
  coverage: { reporters: 0, independentOrigins: 0, deniedByAbout: false },
  ...more,
});
const CLAIMS = [
  summary('ceding', { status: 'rated', rating: 'false' }),
  summary('later', { kind: 'forecast', text: 'Two\nlines \u001B[31m.' }),
];

test('claim table: aligns columns, with the text in its own', () => {
  expect(claimTable(CLAIMS, { width: 80, colors })).toBe(
    [
      'rated false  factual   ceding  NATO representatives are discussing that Ukraine',
      '                               cede land to Russia.',
      'open         forecast  later   Two lines \uFFFD[31m.\n',
    ].join('\n'),
  );
});

test('claim table: puts the text below the id on a narrow terminal', () => {
  expect(claimTable(CLAIMS.slice(0, 1), { width: 60, colors })).toBe(
    [
      'rated false  factual  ceding',
      '    NATO representatives are discussing that Ukraine cede',
      '    land to Russia.\n',
    ].join('\n'),
  );
});

test('claim table: prints one line per claim without a terminal', () => {
  expect(claimTable(CLAIMS, { width: Infinity, colors }).split('\n')).toHaveLength(3);
  expect(claimTable([], { width: Infinity, colors })).toBe('');
});
