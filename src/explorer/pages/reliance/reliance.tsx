import type { RelianceView, RelianceWay } from '../../../reliance/reliance.views.js';
import type { Names } from '../../api/names.js';
import { path } from '../../api/path.js';
import { DataLinks } from '../../components/data-links.js';
import { EntryNameLink } from '../../components/entry-name.js';
import { ActorLink, ClaimLink, Foreign } from '../../components/links.js';
import { StatusBadge } from '../../components/status.js';
import { useWords } from '../../components/view.js';
import { EXAMPLES, type RelianceData, type RelianceList } from './load.js';

/** How many claims and outlets are listed; the rest is counted. */
const SHOWN = 20;
/** On whose word an actor relies, who relies on its word, and what rests on it alone. */
export function ReliancePage({ data }: { readonly data: RelianceData }) {
  const words = useWords();
  const { actor, carried, carriers, names, json } = data;
  return (
    <article class="noun reliance-page">
      <h1>{words.rich('reliance.titleOf', { actor: <ActorLink id={actor.id} name={actor.name} /> })}</h1>
      <p class="hint">{words.text('reliance.hint')}</p>
      <Pairs
        id="relies"
        title={words.text('reliance.relies', { actor: actor.name })}
        list={carried}
        other="carried"
        names={names}
      />
      <Pairs
        id="relied"
        title={words.text('reliance.relied', { actor: actor.name })}
        list={carriers}
        other="carrier"
        names={names}
      />
      <Reach data={data} />
      <DataLinks json={json} />
    </article>
  );
}

interface PairsProps {
  readonly id: string;
  readonly title: string;
  readonly list: RelianceList;
  readonly other: 'carrier' | 'carried';
  readonly names: Names;
}

function Pairs({ id, title, list: { pairs, total, csv }, other, names }: PairsProps) {
  const words = useWords();
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {pairs.length === 0 && <p>{words.text('reliance.nobody')}</p>}
      <ol class="pairs">
        {pairs.map((pair) => (
          <Pair key={pair[other].id} pair={pair} other={other} names={names} />
        ))}
      </ol>
      {total > pairs.length && (
        <p>
          {words.text('claim.more', { count: total - pairs.length })}: <a href={csv}>{words.text('reliance.csv')}</a>
        </p>
      )}
    </section>
  );
}

function Pair({ pair, other, names }: { readonly pair: RelianceView } & Pick<PairsProps, 'other' | 'names'>) {
  const words = useWords();
  const ways = (Object.entries(pair.how) as [RelianceWay, number][]).filter(([, count]) => count > 0);
  const entries = pair.shownBy
    .slice(0, EXAMPLES)
    .map((entry) => <EntryNameLink key={entry} entry={entry} names={names} />);
  return (
    <li>
      <ActorLink id={pair[other].id} name={pair[other].name} />:{' '}
      {words.text('reliance.amount', { entries: pair.entries, claims: pair.claims })}
      <br />
      <span class="meta">
        {words.list(ways.map(([way, count]) => words.text(`reliance.way.${way}`, { count })))}
        {'. '}
        {words.rich('reliance.example', { entries: <span>{words.list(entries)}</span> })}
      </span>
    </li>
  );
}

/** What would be left without any origin if this one fell. */
function Reach({ data: { reach, actor } }: { readonly data: RelianceData }) {
  const words = useWords();
  const { claims, supported, restingClaims, carriedBy, outlets } = reach;
  return (
    <section aria-labelledby="reach">
      <h2 id="reach">{words.text('reliance.reach', { actor: actor.name })}</h2>
      <p>{words.text('reliance.resting', { claims, supported, actor: actor.name })}</p>
      {carriedBy.length > 0 && (
        <p>
          {words.rich('reliance.carried', {
            count: words.number(outlets),
            outlets: (
              <span>{words.list(carriedBy.slice(0, SHOWN).map((each) => <ActorLink key={each.id} {...each} />))}</span>
            ),
          })}
        </p>
      )}
      <ol class="claims">
        {restingClaims.slice(0, SHOWN).map((claim) => (
          <li key={claim.id} class="claim-item">
            <p class="claim-text">
              <ClaimLink id={claim.id}>
                <Foreign>{claim.text}</Foreign>
              </ClaimLink>
            </p>
            <p class="claim-state">
              <StatusBadge status={claim.status} rating={claim.rating} />
            </p>
          </li>
        ))}
      </ol>
      {claims > SHOWN && (
        <p>
          {words.text('claim.more', { count: claims - SHOWN })}:{' '}
          <a href={path`/v1/actors/${actor.id}/reach/claims`}>{words.text('frame.json')}</a>
        </p>
      )}
    </section>
  );
}
