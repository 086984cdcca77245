import type { MandateView } from '../../../actors/actors.queries.js';
import type { ClaimEventTypes } from '../../../claims/claim.events.js';
import type { Status } from '../../../domain/vocabulary.js';
import { path } from '../../api/path.js';
import { named } from '../../api/named.js';
import { JustRecorded } from '../../browser/just-recorded.js';
import { ClaimList } from '../../components/claim-list.js';
import { type Action, Actions } from '../../components/actions.js';
import { DataLinks } from '../../components/data-links.js';
import { EntryList } from '../../components/entry-list.js';
import { Fact, Facts } from '../../components/facts.js';
import { ActorLink, ActorLinks, Foreign } from '../../components/links.js';
import { Pagination } from '../../components/pagination.js';
import { Redactions } from '../../components/redactions.js';
import { StatusBadge } from '../../components/status.js';
import { useMay } from '../../components/may.js';
import { useView } from '../../components/view.js';
import { MandateText } from '../../recording/mandates/mandate-text.js';
import { actorKindKey, entryTypeKey } from '../../words/vocabulary.js';
import type { ActorData } from './load.js';

/** An actor: names, for whom it speaks, and its record in plain counts. */
export function ActorPage({ data }: { readonly data: ActorData }) {
  const view = useView();
  const { words } = view;
  const { actor, about, moreAbout, entries, next, isFirst, names, json } = data;
  return (
    <article class="noun">
      <JustRecorded page={path`/actors/${data.actor.id}`} />
      <p class="kicker">{words.text(actorKindKey(actor.kind))}</p>
      <h1>
        <Foreign>{actor.name}</Foreign>
      </h1>
      <Redactions redacted={actor.redacted} />
      <Facts>
        {actor.description !== undefined && (
          <Fact name={words.text('actor.description')}>
            <Foreign>{actor.description}</Foreign>
          </Fact>
        )}
        {actor.outlet !== undefined && (
          <Fact name={words.text('actor.outlet')}>
            <ActorLink id={actor.outlet} name={names.actors[actor.outlet]} />
          </Fact>
        )}
        {actor.aliases.length > 0 && (
          <Fact name={words.text('actor.aliases')}>
            {words.list(actor.aliases.map((alias) => <Foreign key={alias}>{alias}</Foreign>))}
          </Fact>
        )}
        {actor.sameAs.length > 0 && (
          <Fact name={words.text('actor.sameAs')}>
            <ActorLinks actors={named(names.actors, actor.sameAs)} />
          </Fact>
        )}
        <Mandates title={words.text('actor.speaksFor')} mandates={actor.speaksFor} whose="principal" data={data} />
        <Mandates title={words.text('actor.spokenForBy')} mandates={actor.spokenForBy} whose="speaker" data={data} />
      </Facts>
      <Actions actions={actionsOn(actor)} />
      <Record data={data} />
      <p>
        <a href={view.href(path`/actors/${actor.id}/reliance`)}>{words.text('reliance.link', { actor: actor.name })}</a>
      </p>
      {about.length > 0 && (
        <section aria-labelledby="about">
          <h2 id="about">{words.text('actor.about', { actor: actor.name })}</h2>
          <ClaimList claims={about} />
          {moreAbout && (
            <p>
              <a href={view.href('/claims', { about: actor.id })}>
                {words.text('actor.allAbout', { actor: actor.name })}
              </a>
            </p>
          )}
        </section>
      )}
      <section aria-labelledby="entries">
        <h2 id="entries">{words.text('actor.entries', { actor: actor.name })}</h2>
        {entries.length === 0 && <p>{words.text('actor.silent', { actor: actor.name })}</p>}
        <EntryList entries={entries} names={names} />
        <Pagination parameters={{}} isFirst={isFirst} {...(next !== undefined && { next: { cursor: next } })} />
      </section>
      <DataLinks json={json} />
    </article>
  );
}

/** An unnamed source speaks for nobody else. */
function actionsOn({ id, kind }: ActorData['actor']): readonly Action[] {
  const change = path`/actors/${id}/change`;
  const mandate = {
    text: 'change.type.MandateRecorded',
    path: change,
    parameters: { type: 'MandateRecorded' },
  } as const;
  return [{ text: 'change.link', path: change }, ...(kind === 'unnamed' ? [] : [mandate])];
}

interface MandatesProps {
  readonly title: string;
  readonly mandates: readonly MandateView[];
  readonly whose: 'speaker' | 'principal';
  readonly data: ActorData;
}

/** For whom it speaks, or who speaks for it, and when. */
function Mandates({ title, mandates, whose, data }: MandatesProps) {
  const view = useView();
  const { words } = view;
  const mayChange = useMay('record');
  if (mandates.length === 0) return null;
  return (
    <Fact name={title}>
      <ul>
        {mandates.map((mandate) => (
          <li key={`${mandate.speaker} ${mandate.mandate}`}>
            <MandateText
              mandate={mandate}
              who={<ActorLink id={mandate[whose]} name={data.names.actors[mandate[whose]]} />}
            />
            {mayChange && whose === 'principal' && (
              <a
                class="control"
                href={view.href(path`/actors/${data.actor.id}/change`, {
                  type: 'MandateVoided',
                  mandate: mandate.mandate,
                })}
              >
                {words.text('change.type.MandateVoided')}
              </a>
            )}
          </li>
        ))}
      </ul>
    </Fact>
  );
}

/** How often it did what, and the states of the claims on which it spoke. */
function Record({ data: { record, actor } }: { readonly data: ActorData }) {
  const view = useView();
  const { words } = view;
  const acts = Object.entries(record.acts) as [keyof ClaimEventTypes, number][];
  const claims = Object.entries(record.claims) as [Status, number][];
  if (acts.length === 0) return null;
  return (
    <section aria-labelledby="record">
      <h2 id="record">{words.text('actor.record')}</h2>
      <p>{words.list(acts.map(([type, count]) => `${words.text(entryTypeKey(type))}: ${words.number(count)}`))}</p>
      <p class="meta">{words.text('actor.recordClaims', { actor: actor.name })}</p>
      <ul class="inline">
        {claims.map(([status, count]) => (
          <li key={status}>
            <a href={view.href('/claims', { actor: actor.id, status })}>
              <StatusBadge status={status} /> {words.number(count)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
