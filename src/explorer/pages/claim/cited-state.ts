import type { VerificationView } from '../../../claims/queries/views.js';
import { ratingKey, statusKey } from '../../words/vocabulary.js';
import type { Words } from '../../words/words.js';

/** The state in words, with the verdicts that decided and whose they are: "Rated false by AFP". */
export function citedState({ status, summary }: VerificationView, words: Words): string {
  const verdicts = summary.parts.flatMap(({ code, rating, actors = [], others = 0 }) => {
    if (code !== 'rated' || rating === undefined) return [];
    const more = others > 0 ? ` ${words.text('claim.moreOrigins', { count: others })}` : '';
    const who = words.listText(actors.map(({ name }) => name)) + more;
    return words.text('claim.citedRating', { rating: words.text(ratingKey(rating)), who });
  });
  const all = words.listText(verdicts);
  if (all === '') return words.text(statusKey(status));
  return status === 'rated' ? words.capitalized(all) : `${words.text(statusKey(status))} (${all})`;
}
