import type { CitationRing } from '../../../reliance/reliance.views.js';
import type { Names } from '../../api/names.js';
import { DataLinks } from '../../components/data-links.js';
import { EntryNameLinks } from '../../components/entry-name.js';
import { ActorLink, ActorLinks, ClaimLink, Foreign } from '../../components/links.js';
import { Pagination } from '../../components/pagination.js';
import { useWords } from '../../components/view.js';
import { CLAIMS, type CirclesData, ENTRIES } from './load.js';

/** Outlets that cite each other, and the claims in which nobody outside the circle is cited. */
export function CirclesPage({ data }: { readonly data: CirclesData }) {
  const words = useWords();
  const { circles, total, next, isFirst, names, json, csv } = data;
  return (
    <div class="circles-page">
      <h1>{words.text('reliance.circles')}</h1>
      <p class="lead">{words.text('reliance.circlesLead')}</p>
      <p>{words.text('reliance.circlesCount', { count: total })}</p>
      {circles.map((circle) => (
        <Circle key={circle.members.map(({ id }) => id).join(' ')} circle={circle} names={names} />
      ))}
      <Pagination parameters={{}} isFirst={isFirst} {...(next !== undefined && { next: { cursor: next } })} />
      <DataLinks json={json} csv={csv} />
    </div>
  );
}

function Circle({ circle, names }: { readonly circle: CitationRing; readonly names: Names }) {
  const words = useWords();
  const { members, links, circularClaims, shownBy, totals } = circle;
  const nameOf = Object.fromEntries(members.map(({ id, name }) => [id, name]));
  const actor = (id: string) => <ActorLink id={id} name={nameOf[id]} />;
  const more = (shown: number, all: number) => all > shown && <p>{words.text('claim.more', { count: all - shown })}</p>;
  return (
    <section class="circle">
      <h2>
        <ActorLinks actors={members} others={totals.members - members.length} />
      </h2>
      <p class="meta">{words.text('reliance.amount', { entries: totals.shownBy, claims: totals.claims })}</p>
      <ul>
        {links.map(({ carrier, carried, entries, claims }) => (
          <li key={`${carrier} ${carried}`}>
            {words.rich('reliance.cites', {
              who: actor(carrier),
              whom: actor(carried),
              amount: words.text('reliance.amount', { entries, claims }),
            })}
          </li>
        ))}
      </ul>
      {more(links.length, totals.links)}
      {totals.circularClaims > 0 && (
        <>
          <p>{words.text('reliance.circular', { count: totals.circularClaims })}</p>
          <ul>
            {circularClaims.slice(0, CLAIMS).map((id) => (
              <li key={id}>
                <ClaimLink id={id}>
                  <Foreign>{names.claims[id] ?? id}</Foreign>
                </ClaimLink>
              </li>
            ))}
          </ul>
          {more(Math.min(CLAIMS, circularClaims.length), totals.circularClaims)}
        </>
      )}
      <p class="meta">
        {words.rich('reliance.example', {
          entries: (
            <EntryNameLinks
              entries={shownBy.slice(0, ENTRIES)}
              others={totals.shownBy - Math.min(ENTRIES, shownBy.length)}
              names={names}
            />
          ),
        })}
      </p>
    </section>
  );
}
