import type { EntryEffect } from '../../../claims/queries/entry-details.views.js';
import { isRemainingOpposition } from '../../../domain/remaining-opposition.js';
import type { Rule } from '../../../verification/standard/rule-names.js';
import { ownIdOf } from '../../api/entries.js';
import { path } from '../../api/path.js';
import { DataLinks } from '../../components/data-links.js';
import { EntryNameLink } from '../../components/entry-name.js';
import { Fact, Facts } from '../../components/facts.js';
import { anchorOf, ClaimLink, DocumentLink, Foreign } from '../../components/links.js';
import { ListedSentence } from '../../components/listed-sentence.js';
import { Recorder } from '../../components/recorder.js';
import { Redactions } from '../../components/redactions.js';
import { StatusBadge } from '../../components/status.js';
import { isPast } from '../../moment/settings.js';
import { Instant, Occurred } from '../../components/time.js';
import { useView, useWords } from '../../components/view.js';
import { basisOfKey, noEffectKey, reasonKey } from '../../words/vocabulary.js';
import type { Words } from '../../words/words.js';
import { EntryActions } from './entry-actions.js';
import type { EntryData } from './load.js';
import { ReferredToBy, RefersTo } from './references.js';

/** One entry: what it says, when, on which basis, what it does to the state, and what refers to it. */
export function EntryPage({ data }: { readonly data: EntryData }) {
  const view = useView();
  const { words } = view;
  const { entry, names, json } = data;
  return (
    <article class="noun">
      <p class="kicker">
        <ClaimLink id={entry.claim.id}>
          <Foreign>{entry.claim.text}</Foreign>
        </ClaimLink>{' '}
        <StatusBadge status={entry.claim.status} rating={entry.claim.rating} />
      </p>
      <h1>
        <ListedSentence entry={entry} names={names} kind={entry.claim.kind} />
      </h1>
      <Redactions redacted={entry.redacted} />
      <Recorded data={data} />
      <RefersTo data={data} />
      <ReferredToBy data={data} />
      <Further data={data} />
      <EntryActions entry={entry} />
      <DataLinks json={json} />
      <p class="meta">
        {words.rich('entry.id', {
          id: (
            <a class="id" href={`${view.href(path`/claims/${entry.claim.id}`)}#${anchorOf(entry.entry)}`}>
              {entry.entry}
            </a>
          ),
        })}
      </p>
    </article>
  );
}

/** The speaker's words, and everything that is recorded about them. */
function Recorded({ data: { entry, effectThen, ruleThen, names, recorders } }: { readonly data: EntryData }) {
  const words = useWords();
  const act = 'by' in entry.data ? entry.data : undefined;
  return (
    <>
      {act?.quote && (
        <blockquote>
          <Foreign>{act.quote.text}</Foreign>
        </blockquote>
      )}
      <Facts>
        {act?.wording && (
          <Fact name={words.text('entry.wording')}>
            <Foreign language={act.wording.language}>{act.wording.text}</Foreign>
          </Fact>
        )}
        {act && (
          <Fact name={words.text('entry.happenedAt')}>
            <Occurred at={act.occurredAt} />
          </Fact>
        )}
        <Fact name={words.text('entry.recordedAt')}>
          <Instant at={entry.recordedAt} precise />
        </Fact>
        <Fact name={words.text('entry.recordedBy')}>
          <Recorder id={entry.recordedBy} names={recorders} />
        </Fact>
        {act?.basis !== undefined && (
          <Fact name={words.text('entry.basisName')}>
            {words.text(basisOfKey({ basis: act.basis, cites: act.cites }))}
          </Fact>
        )}
        {act?.document !== undefined && (
          <Fact name={words.text('entry.readIn')}>
            <DocumentLink id={act.document} name={names.documents[act.document]} />
          </Fact>
        )}
        <Fact name={words.text('entry.event')}>
          <a class="id" href={`/v1/events/${entry.position}`}>
            {entry.position}
          </a>
        </Fact>
        {effectThen && (
          <Fact name={words.text('entry.effectThen')}>{effectText(effectThen, ruleThen, entry.type, words)}</Fact>
        )}
        {entry.effect && (
          <Fact name={words.text('entry.effect')}>{effectText(entry.effect, entry.claim.rule, entry.type, words)}</Fact>
        )}
        {entry.voided && (
          <Fact name={words.text('entry.type.EntryVoided')}>
            {words.text('entry.voided', { reason: entry.voided.reason })}{' '}
            <EntryNameLink entry={entry.voided.by} names={names} />
          </Fact>
        )}
        {entry.voided?.replacement !== undefined && (
          <Fact name={words.text('entry.replacement')}>
            <EntryNameLink entry={entry.voided.replacement} names={names} />
          </Fact>
        )}
        {entry.changed && (
          <Fact name={words.text('entry.changedTo')}>
            <StatusBadge status={entry.changed.status} rating={entry.changed.rating} />
          </Fact>
        )}
      </Facts>
    </>
  );
}

/** What can be recorded because of it. */
function Further({ data: { entry } }: { readonly data: EntryData }) {
  const view = useView();
  const { words, settings } = view;
  if (isPast(settings) || !('by' in entry.data) || entry.voided) return null;
  const own = ownIdOf(entry.entry);
  const add = path`/claims/${entry.claim.id}/entries/new`;
  return (
    <section aria-labelledby="further">
      <h2 id="further">{words.text('record.aboutThis')}</h2>
      <ul class="inline">
        {FOLLOWING.map((type) => (
          <li key={type}>
            <a rel="nofollow" href={view.href(add, { type, of: own })}>
              {words.text(`record.did.${type}`)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What others do about an entry. */
const FOLLOWING = ['ClaimDenied', 'StatementRetracted', 'CorrectionIssued', 'ClaimConfirmed'] as const;

function effectText({ on, reason }: EntryEffect, rule: Rule | undefined, type: string, words: Words): string {
  if (rule && on === 'decides' && isRemainingOpposition(rule, type)) return words.text('entry.effect.opposes');
  if (reason === undefined) return words.text(`entry.effect.${on}`);
  return words.text(noEffectKey(on === 'decides'), { reason: words.text(reasonKey(reason)) });
}
