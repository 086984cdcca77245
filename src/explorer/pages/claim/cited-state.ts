import type { VerificationView } from '../../../claims/queries/views.js';
import { type Case, othersText } from '../../words/others.js';
import { ratingKey, statusKey } from '../../words/vocabulary.js';
import type { Words } from '../../words/words.js';

/** The state in words, with the verdicts that decided and whose they are: "Rated false by AFP". */
export function citedState({ status, summary }: VerificationView, words: Words): string {
  const verdicts = summary.parts.flatMap(({ code, rating, actors = [], others = 0 }) => {
    if (code !== 'rated' || rating === undefined) return [];
    const who = (form: Case) =>
      words.listText([...actors.map(({ name }) => name), ...othersText(others, words, 'sentence.others', form)]);
    return words.text('claim.citedRating', {
      ...{ who: who('nominative'), byWhom: who('oblique') },
      rating: words.text(ratingKey(rating)),
    });
  });
  const all = words.listText(verdicts);
  if (all === '') return words.text(statusKey(status));
  return status === 'rated' ? words.capitalized(all) : `${words.text(statusKey(status))} (${all})`;
}
