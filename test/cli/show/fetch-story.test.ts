import type { StoryStep, StoryView } from '../../../src/claims/story/story.views.js';
import type { ApiClient } from '../../../src/cli/ledger/api-client.js';
import { fetchStory } from '../../../src/cli/show/fetch-story.js';

const step = (more: Partial<StoryStep>): StoryStep => ({
  after: { status: 'unverified', rule: 'unverified/none' },
  cause: { passed: '2024' },
  sentence: { text: '', language: 'en', parts: [] },
  recordedAt: '2024',
  position: '1',
  counts: {},
  entries: [],
  summary: { text: '', language: 'en', parts: [] },
  ...more,
});

test('fetchStory() joins the parts of a step that is on two pages', async () => {
  const pages: StoryView[] = [
    { claim: 'land', steps: [step({ entries: ['land/a'], counts: { ClaimReported: 1 } })], nextRevision: 1 },
    {
      claim: 'land',
      steps: [
        step({ continues: true, entries: ['land/b'], counts: { ClaimReported: 1 }, until: '2025' }),
        step({ recordedAt: '2025' }),
      ],
    },
  ];
  const get = (_path: string, { after }: { after?: number }) => Promise.resolve(pages[after ?? 0]);
  const { steps } = await fetchStory({ get } as unknown as ApiClient, 'land');
  expect(steps).toEqual([
    step({ entries: ['land/a', 'land/b'], counts: { ClaimReported: 2 }, until: '2025' }),
    step({ recordedAt: '2025' }),
  ]);
});
