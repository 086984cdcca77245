import type { ClaimKind, Status } from '../../../domain/vocabulary.js';
import { useView } from '../../components/view.js';
import { kindKey, statusKey } from '../../words/vocabulary.js';
import type { Words } from '../../words/words.js';
import { FacetPicker, NAMED_FACETS } from './facet-picker.js';
import { type ClaimsData, type FacetName, FACETS } from './load.js';

/** What the list can be narrowed to, with the number of claims that remain. */
export function Facets({ data }: { readonly data: ClaimsData }) {
  const { words } = useView();
  return (
    <aside class="facets" aria-label={words.text('claims.narrow')}>
      {FACETS.map((facet) => (
        <Facet key={facet} facet={facet} data={data} />
      ))}
    </aside>
  );
}

function Facet({ facet, data }: { readonly facet: FacetName; readonly data: ClaimsData }) {
  const view = useView();
  const { words } = view;
  const { filters } = data;
  const { values, more } = data.facets[facet];
  const chosen = [filters[facet] ?? []].flat();
  const others = values.filter(([value]) => !chosen.includes(value));
  // A claim has many speakers, but only one of everything else that is chosen here.
  const isChosen = chosen.length > 0 && facet !== 'actor';
  const isTheSame = others.length < 2 && values.every(([, count]) => count === data.total);
  if (others.length === 0 || isChosen || isTheSame) return null;
  return (
    <section>
      <h2>{words.text(`claims.filter.${facet}`)}</h2>
      <ul>
        {others.map(([value, count]) => (
          <li key={value}>
            <a href={view.href('/claims', { ...filters, [facet]: [...chosen, value] })}>
              <span dir="auto">{nameOf(facet, value, data, words)}</span>
            </a>{' '}
            <span class="count">{words.number(count)}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p class="meta">{words.text('claim.more', { count: more })}</p>}
      {more > 0 && isNamed(facet) && <FacetPicker facet={facet} chosen={chosen} filters={filters} />}
    </section>
  );
}

const isNamed = (facet: FacetName): facet is keyof typeof NAMED_FACETS => facet in NAMED_FACETS;

function nameOf(facet: FacetName, value: string, { names }: ClaimsData, words: Words): string {
  switch (facet) {
    case 'status':
      return words.text(statusKey(value as Status));
    case 'kind':
      return words.text(kindKey(value as ClaimKind));
    case 'language':
      return words.languageName(value);
    case 'narrative':
      return names.narratives[value] ?? value;
    case 'about':
    case 'actor':
      return names.actors[value] ?? value;
    case 'topic':
      return value;
  }
}
