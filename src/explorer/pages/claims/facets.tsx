import type { ClaimKind, Status } from '../../../domain/vocabulary.js';
import { useView } from '../../components/view.js';
import { kindKey, statusKey } from '../../words/vocabulary.js';
import type { ClaimsData, Filter } from './load.js';

/** What the list can be narrowed to, with the number of claims that remain. */
export function Facets({ data }: { readonly data: ClaimsData }) {
  const { words } = useView();
  const { counts, names } = data;
  return (
    <aside class="facets" aria-label={words.text('claims.narrow')}>
      <Facet
        data={data}
        filter="status"
        counts={counts.status}
        name={(value) => words.text(statusKey(value as Status))}
      />
      <Facet data={data} filter="kind" counts={counts.kind} name={(value) => words.text(kindKey(value as ClaimKind))} />
      <Facet data={data} filter="topic" counts={counts.topic} name={(value) => value} />
      <Facet
        data={data}
        filter="actor"
        title="outlet"
        counts={counts.outlet}
        name={(value) => names.actors[value] ?? value}
      />
    </aside>
  );
}

interface FacetProps {
  readonly data: ClaimsData;
  readonly filter: Exclude<Filter, 'rating'>;
  readonly title?: 'outlet';
  readonly counts: Readonly<Record<string, number>>;
  readonly name: (value: string) => string;
}

function Facet({ data: { filters }, filter, title, counts, name }: FacetProps) {
  const view = useView();
  const { words } = view;
  const chosen = [filters[filter] ?? []].flat();
  const values = Object.entries(counts)
    .filter(([value]) => !chosen.includes(value))
    .toSorted(([, a], [, b]) => b - a);
  if (values.length === 0 || (chosen.length > 0 && filter !== 'actor')) return null;
  return (
    <section>
      <h2>{words.text(`claims.filter.${title ?? filter}`)}</h2>
      <ul>
        {values.map(([value, count]) => (
          <li key={value}>
            <a href={view.href('/claims', { ...filters, [filter]: [...chosen, value] })}>
              <span dir="auto">{name(value)}</span>
            </a>{' '}
            <span class="count">{words.number(count)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
