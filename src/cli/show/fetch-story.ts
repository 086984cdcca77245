import type { StoryStep, StoryView } from '../../claims/story/story.views.js';
import type { ApiClient } from '../ledger/api-client.js';
import { historyPages } from './history-pages.js';

/** All pages of a claim's story as one. Throws an `ApiProblemError` if the claim doesn't exist. */
export async function fetchStory(client: ApiClient, id: string): Promise<StoryView> {
  const steps: StoryStep[] = [];
  let omitted = 0;
  for await (const page of historyPages<StoryView>(client, id, 'story')) {
    for (const step of page.steps) {
      const last = steps.at(-1);
      if (step.continues && last) steps[steps.length - 1] = joined(last, step);
      else steps.push(step);
    }
    omitted += page.omitted ?? 0;
  }
  return { claim: id, steps, ...(omitted > 0 && { omitted }) };
}

/** A step with the entries that the next page has of it. */
function joined(step: StoryStep, { entries, counts, summary, until }: StoryStep): StoryStep {
  const all = { ...step.counts };
  for (const [type, count] of Object.entries(counts) as [keyof typeof all, number][])
    all[type] = (all[type] ?? 0) + count;
  return {
    ...step,
    entries: [...step.entries, ...entries],
    counts: all,
    summary,
    ...(until !== undefined && { until }),
  };
}
