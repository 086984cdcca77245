import pc from 'picocolors';
import type { StoryStep } from '../../../src/claims/story/story.views.js';
import { storyReport } from '../../../src/cli/show/story-report.js';
import type { Printing } from '../../../src/cli/terminal/print-options.js';

const PLAIN: Printing = { width: 80, colors: pc.createColors(false), recorded: false };
const RECORDED = '2024-05-06T07:08:09.010Z';

const step = (more: Partial<StoryStep>): StoryStep => ({
  after: { status: 'unverified', rule: 'unverified/none' },
  cause: { passed: RECORDED },
  sentence: { text: 'The claim was registered: its status is unverified.', language: 'en', parts: [] },
  recordedAt: RECORDED,
  position: '00000000000000000042',
  counts: {},
  entries: [],
  summary: { text: 'Only TASS says so.', language: 'en', parts: [] },
  ...more,
});

const denial = step({
  after: { status: 'rated', rule: 'rated/verdict', rating: 'false' },
  cause: { entry: 'land/verdict' },
  entry: {
    entry: 'land/verdict',
    type: 'VerdictIssued',
    by: [{ id: 'vg', name: 'VG' }],
    recordedAt: RECORDED,
    recordedBy: 'admin',
    occurredAt: '../2024-04-04',
  },
  sentence: {
    text: 'VG rated it false: its status changed from unverified to rated false.',
    language: 'en',
    parts: [],
  },
  counts: { ClaimReported: 6, ClaimDenied: 1 },
  entries: [...['a', 'b', 'c', 'd', 'e', 'f'].map((id) => `land/${id}`), 'sea/g'],
});

test('storyReport() prints each change with what caused it, what followed, and what there was then', () => {
  expect(storyReport({ claim: 'land', steps: [step({}), denial] }, PLAIN)).toBe(`unverified (unverified/none)
  The claim was registered: its status is unverified.
  recorded 6 May 2024
  → Only TASS says so.

rated false (rated/verdict)
  VG rated it false: its status changed from unverified to rated false.
    [verdict]
  happened by 4 April 2024 · recorded 6 May 2024
  then 6 reported and 1 denied: [a], [b], [c], [d], [e] and 2 more
  → Only TASS says so.
`);
  const recorded = storyReport({ claim: 'land', steps: [denial], omitted: 3 }, { ...PLAIN, recorded: true });
  expect(recorded).toContain(`  happened by 4 April 2024 · recorded ${RECORDED} by admin\n`);
  expect(recorded).toContain('\n3 changes are left out.\n');
});
