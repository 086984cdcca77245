import type { EntryView, StatusChangeView } from '../../../../claims/queries/views.js';
import { path } from '../../../api/path.js';
import { typed } from '../../../api/entries.js';
import { EntrySentence } from '../../../components/entry-sentence.js';
import { anchorOf, DocumentLink, EntryLink, EntryPageLink, Foreign } from '../../../components/links.js';
import { Recorder } from '../../../components/recorder.js';
import { Pagination } from '../../../components/pagination.js';
import { StatusBadge } from '../../../components/status.js';
import { BothTimes, Instant } from '../../../components/time.js';
import { useView, useWords } from '../../../components/view.js';
import { basisOfKey, noEffectKey, reasonKey } from '../../../words/vocabulary.js';
import type { ClaimData } from '../load.js';
import { isDeciding, isOpposing } from './deciding.js';
import { Section } from './section.js';
import { isShown } from './shown.js';

/** Everything that is on record about the claim, in the order of recording, a page at a time. */
export function Entries({ data }: { readonly data: ClaimData }) {
  const view = useView();
  const { words } = view;
  const { history, isFirst } = data;
  const entries = history.items.filter((item) => item.kind === 'entry');
  const recorders = new Set(entries.map(({ recordedBy }) => recordedBy));
  const [recorder] = recorders;
  const next = history.nextRevision;
  return (
    <Section id="entries" title={words.text('claim.entries')}>
      <p class="meta">
        {words.text('claim.entriesPage', { count: entries.length })}{' '}
        {recorder !== undefined && recorders.size === 1 && <RecordedBy id={recorder} data={data} />}
      </p>
      <ol class="entries">
        {history.items.map((item) =>
          item.kind === 'entry' ? (
            <Entry key={item.entry} entry={item} data={data} isOneOfSeveral={recorders.size > 1} />
          ) : (
            <Change key={`${item.position} ${item.recordedAt}`} change={item} />
          ),
        )}
      </ol>
      <Pagination parameters={{}} isFirst={isFirst} {...(next !== undefined && { next: { after: next } })} />
      <p class="further">
        <a href={view.href(path`/claims/${data.claim.id}/wordings`)}>{words.text('wordings.whole')}</a>
      </p>
    </Section>
  );
}

interface RecordedByProps {
  readonly id: string;
  readonly data: ClaimData;
}

function RecordedBy({ id, data }: RecordedByProps) {
  return (
    <span>
      {useWords().text('entry.recordedBy')}: <Recorder id={id} names={data.recorders} />
    </span>
  );
}

interface EntryProps {
  readonly entry: EntryView;
  readonly data: ClaimData;
  /** Whether others have recorded, too: then each entry says who did. */
  readonly isOneOfSeveral: boolean;
}

function Entry({ entry, data, isOneOfSeveral }: EntryProps) {
  const words = useWords();
  const { verification, kind } = data.claim;
  const ineffective = verification.withoutEffect.find((each) => each.entry === entry.entry);
  const decides = isDeciding(data, entry.entry);
  return (
    <li id={anchorOf(entry.entry)} class={entry.voided ? 'entry voided' : 'entry'}>
      <p class="entry-sentence">
        <EntrySentence entry={typed(entry)} names={data.names} kind={kind} isShown={isShown(data)} />
        {decides && !ineffective && (
          <span class="mark">{words.text(isOpposing(data, entry.entry) ? 'entry.opposes' : 'entry.decides')}</span>
        )}
      </p>
      <Content entry={entry} data={data} />
      {entry.voided && (
        <p class="reason">
          <span>{words.text('entry.voided', { reason: entry.voided.reason })}</span>
          {entry.voided.replacement !== undefined && (
            <>
              {' '}
              <EntryLink entry={entry.voided.replacement} shown={isShown(data)(entry.voided.replacement)}>
                {words.text('entry.replacement')}
              </EntryLink>
            </>
          )}
        </p>
      )}
      {ineffective && !entry.voided && (
        <p class="reason">{words.text(noEffectKey(decides), { reason: words.text(reasonKey(ineffective.reason)) })}</p>
      )}
      {entry.changed && (
        <p class="changed">
          {words.rich('entry.changed', {
            status: <StatusBadge status={entry.changed.status} rating={entry.changed.rating} />,
          })}
        </p>
      )}
      <p class="meta">
        <BothTimes entry={entry} /> {isOneOfSeveral && <RecordedBy id={entry.recordedBy} data={data} />}{' '}
        <EntryPageLink entry={entry.entry} />
      </p>
    </li>
  );
}

/** The words that were spoken, how they were worded, on which basis, and where to read it. */
function Content({ entry, data }: { readonly entry: EntryView; readonly data: ClaimData }) {
  const words = useWords();
  const act = entry.data;
  if (!('by' in act)) return null;
  const { quote, wording, basis, cites, document } = act;
  return (
    <>
      {quote && (
        <blockquote>
          <Foreign>{quote.text}</Foreign>
        </blockquote>
      )}
      {wording && (
        <p class="wording">
          <span class="meta">{words.text('entry.wording')}:</span>{' '}
          <Foreign language={wording.language}>{wording.text}</Foreign>
        </p>
      )}
      {(basis !== undefined || document !== undefined) && (
        <p class="meta">
          {basis !== undefined && words.text('entry.basis', { basis: words.text(basisOfKey({ basis, cites })) })}
          {basis !== undefined && document !== undefined && ' · '}
          {document !== undefined &&
            words.rich('entry.in', { document: <DocumentLink id={document} name={data.names.documents[document]} /> })}
        </p>
      )}
    </>
  );
}

/** A change of the state that no entry of this claim caused. */
function Change({ change }: { readonly change: StatusChangeView }) {
  const words = useWords();
  return (
    <li class="entry change">
      <p class="changed">
        {words.rich('entry.changed', { status: <StatusBadge status={change.status} rating={change.rating} /> })}
      </p>
      <p class="meta">{words.rich('time.recorded', { time: <Instant at={change.recordedAt} /> })}</p>
    </li>
  );
}
