import { scenarioInWords } from '../../domain/scenario-in-words.js';
import { instantInWords, timeInWords } from '../../domain/time-in-words.js';
import type { ComparedClaim, ComparedSide, ComparedStatus } from './comparison.views.js';

/** `denied`, or `rated false`. */
export const statusName = ({ status, rating }: ComparedStatus): string =>
  rating === undefined ? status : `${status} ${rating}`;

/** What made the difference, each in a sentence. */
export function reasonsOf({
  changes = [],
  omitted = 0,
  countOnlyBefore = [],
  countOnlyAfter = [],
}: ComparedClaim): string[] {
  return [
    ...changes.map(({ sentence, entry }) => {
      const when = entry?.occurredAt === undefined ? '' : ` (${timeInWords(entry.occurredAt)})`;
      return `${sentence.text}${when}`;
    }),
    ...(omitted > 0 ? [`${omitted} more changes`] : []),
    ...(countOnlyBefore.length > 0 ? [`counts on the first side only: ${countOnlyBefore.join(', ')}`] : []),
    ...(countOnlyAfter.length > 0 ? [`counts on the second side only: ${countOnlyAfter.join(', ')}`] : []),
  ];
}

/** The moment, and the conditions of a scenario. */
export function sideInWords({ asOf, scenario }: ComparedSide): string {
  const conditions = scenario && scenarioInWords(scenario);
  const moment = instantInWords(asOf);
  return conditions === undefined ? moment : `${moment} ${conditions}`;
}
