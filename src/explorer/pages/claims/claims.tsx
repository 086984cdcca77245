import { Actions } from '../../components/actions.js';
import { ClaimList } from '../../components/claim-list.js';
import { DataLinks } from '../../components/data-links.js';
import { Pagination } from '../../components/pagination.js';
import { SearchForm } from '../../components/search-form.js';
import { useView } from '../../components/view.js';
import { ActiveFilters } from './active-filters.js';
import { Facets } from './facets.js';
import { type ClaimsData, defaultOrder } from './load.js';

const SORTS = ['relevance', 'newest', 'oldest', 'activity', 'since', 'changes', 'reporters'] as const;

const REGISTER = [{ text: 'register.title.claim', path: '/claims/new' }] as const;

export function ClaimsView({ data }: { readonly data: ClaimsData }) {
  const { words, settings } = useView();
  const { filters, claims, next, isFirst, ignored, total, capped, csv, json } = data;
  const count = words.text(capped ? 'claims.countCapped' : 'claims.count', { count: total });
  return (
    <div class="claims-page">
      <h1>
        {typeof filters.q === 'string'
          ? words.text('claims.titleSearch', { q: filters.q })
          : words.text('claims.title')}
      </h1>
      <SearchForm large />
      <ActiveFilters data={data} />
      <Actions actions={REGISTER} />
      {settings.validAt !== undefined && <p class="notice">{words.text('claims.validAt')}</p>}
      {ignored.length > 0 && (
        <p class="notice">{words.text('claims.ignored', { parts: ignored.join(words.text('frame.comma')) })}</p>
      )}
      <div class="with-aside">
        <section aria-label={words.text('claims.title')}>
          <div class="list-head">
            <p role="status">{count}</p>
            <Sorting data={data} />
            {total > 0 && (
              <p>
                <a href={csv}>{words.text('claims.save')}</a>
              </p>
            )}
          </div>
          {claims.length === 0 ? (
            <p>
              <strong>{words.text('claims.none')}</strong> {words.text('claims.noneHint')}
            </p>
          ) : (
            <ClaimList claims={claims} />
          )}
          <Pagination parameters={filters} isFirst={isFirst} {...(next !== undefined && { next: { cursor: next } })} />
        </section>
        <Facets data={data} />
      </div>
      <DataLinks json={json} csv={csv} />
    </div>
  );
}

function Sorting({ data: { filters } }: { readonly data: ClaimsData }) {
  const view = useView();
  const { words } = view;
  const usual = defaultOrder(filters);
  const current = filters.sort ?? usual;
  const offered = SORTS.filter((sort) => sort !== 'relevance' || sort === usual);
  return (
    <nav class="sorting" aria-label={words.text('claims.sort')}>
      <span class="meta">{words.text('claims.sort')}</span>
      {offered.map((sort) => (
        <a
          key={sort}
          href={view.href('/claims', { ...filters, sort: sort === usual ? undefined : sort })}
          aria-current={sort === current ? 'true' : undefined}
        >
          {words.text(`claims.sort.${sort}`)}
        </a>
      ))}
    </nav>
  );
}
