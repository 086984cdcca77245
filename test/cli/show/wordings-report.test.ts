import pc from 'picocolors';
import type { WordingsView, WordingView } from '../../../src/claims/wordings/wordings.views.js';
import { wordingsReport } from '../../../src/cli/show/wordings-report.js';
import type { Printing } from '../../../src/cli/terminal/print-options.js';

const PLAIN: Printing = { width: 80, colors: pc.createColors(false), recorded: false };
const RECORDED = '2024-05-06T07:08:09.010Z';

const wording = (id: string, more: Partial<WordingView>): WordingView => ({
  entry: `land/${id}`,
  type: 'ClaimReported',
  source: 'wording',
  text: 'NATO could give up land.',
  language: 'en',
  by: [{ id: 'tass', name: 'TASS' }],
  revision: 1,
  recordedAt: RECORDED,
  recordedBy: 'admin',
  ...more,
});
const { by: _by, ...text } = wording('registered', {
  type: 'ClaimRegistered',
  source: 'text',
  text: 'NATO discusses.',
});
const predecessor = { entry: 'land/registered', source: 'text', link: 'claim', text: 'NATO discusses.' } as const;

const VIEW: WordingsView = {
  claim: 'land',
  total: 4,
  items: [
    text,
    wording('report', {
      onBehalfOf: [{ id: 'russia', name: 'Russia' }],
      occurredAt: '2024-04-04',
      predecessor,
      difference: [
        { change: 'same', text: 'NATO ' },
        { change: 'removed', text: 'discusses ' },
        { change: 'added', text: 'could give up' },
        { change: 'same', text: ' land.' },
      ],
    }),
    wording('quoted', {
      source: 'quote',
      text: 'НАТО обсуждает',
      language: 'ru',
      predecessor: { ...predecessor, entry: 'land/report', link: 'citation' },
      uncompared: 'translation',
    }),
    wording('wrong', { voided: { by: 'land/void', reason: 'Misread.', recordedAt: RECORDED } }),
  ],
};

test('wordingsReport() marks what was removed and added, and shows a translation next to what it translates, and what does not count', () => {
  expect(wordingsReport(VIEW, PLAIN)).toBe(`The claim (en)  [registered]
  NATO discusses.

TASS, on behalf of Russia, as worded (reported), 4 April 2024 (en)  [report]
  NATO could give up land.
  compared with [registered]: NATO [-discusses-] {+could give up+} land.

TASS, quoted (reported) (ru)  [quoted]
  “НАТО обсуждает”
  from [report]: translated: NATO discusses.

TASS, as worded (reported) (en)  [wrong]
  voided by [void]: Misread.
  NATO could give up land.
`);
  expect(wordingsReport({ ...VIEW, items: [wording('report', { withoutEffect: 'excluded' })] }, PLAIN))
    .toBe(`TASS, as worded (reported) (en)  [report]
  without effect: left out by the scenario
  NATO could give up land.
`);
  const may = wording('report', { withoutEffect: 'possibly' });
  expect(wordingsReport({ ...VIEW, items: [may] }, PLAIN)).toContain('  may have happened by then');
  expect(wordingsReport({ ...VIEW, items: [text] }, { ...PLAIN, recorded: true })).toContain(
    `  recorded ${RECORDED} by admin\n`,
  );
});
