import type { ClaimKind, Rating, Status } from '../../../domain/vocabulary.js';
import type { Rule } from '../../../verification/standard/rule-names.js';
import { momentText } from '../../components/time.js';
import { useView } from '../../components/view.js';
import { kindKey, ratingKey, ruleKey, statusKey } from '../../words/vocabulary.js';
import type { Words } from '../../words/words.js';
import { type ClaimsData, type Filter, FILTERS } from './load.js';

/** The filters of the list, each a link that removes it. */
export function ActiveFilters({ data }: { readonly data: ClaimsData }) {
  const view = useView();
  const { words } = view;
  const { filters } = data;
  const active = FILTERS.flatMap((filter) => [filters[filter] ?? []].flat().map((value) => ({ filter, value })));
  if (active.length === 0) return null;
  return (
    <section class="filters" aria-label={words.text('claims.filters')}>
      <ul class="inline">
        {active.map(({ filter, value }) => {
          const text = `${words.text(filterKey(filter))}: ${valueText(filter, value, data, words, view.timeZone)}`;
          const rest = [filters[filter] ?? []].flat().filter((other) => other !== value);
          return (
            <li key={`${filter} ${value}`}>
              <a
                class="chip"
                href={view.href('/claims', { ...filters, [filter]: rest })}
                aria-label={words.text('claims.remove', { filter: text })}
              >
                <span dir="auto">{text}</span> <span aria-hidden="true">×</span>
              </a>
            </li>
          );
        })}
        {active.length > 1 && (
          <li>
            <a href={view.href('/claims')}>{words.text('claims.clear')}</a>
          </li>
        )}
      </ul>
    </section>
  );
}

const filterKey = (filter: Filter) =>
  filter === 'rating' ? 'claims.filter.status' : (`claims.filter.${filter}` as const);

/** A value that isn't in the list is shown as it is. */
function valueText(filter: Filter, value: string, { names }: ClaimsData, words: Words, timeZone: string): string {
  switch (filter) {
    case 'status':
      return words.listText(value.split(',').map((status) => words.text(statusKey(status as Status))));
    case 'kind':
      return words.text(kindKey(value as ClaimKind));
    case 'rating':
      return words.text(ratingKey(value as Rating));
    case 'rule':
      return words.text(ruleKey(value as Rule));
    case 'about':
    case 'actor':
      return names.actors[value] ?? value;
    case 'narrative':
      return names.narratives[value] ?? value;
    case 'changesBefore':
      return momentText(value, words, timeZone);
    case 'language':
      return words.languageName(value);
    default:
      return value;
  }
}
