import { path } from '../../api/path.js';
import { ChangeText } from '../../components/change-text.js';
import { DataLinks } from '../../components/data-links.js';
import { EntryNameLink } from '../../components/entry-name.js';
import { ClaimLink, EntryPageLink, Foreign } from '../../components/links.js';
import { ListedSentence } from '../../components/listed-sentence.js';
import { SettingsFields } from '../../components/settings-fields.js';
import { Because, StatusBadge } from '../../components/status.js';
import { BothTimes, Instant, instantText, momentText } from '../../components/time.js';
import { useView, useWords } from '../../components/view.js';
import { address } from '../../moment/settings.js';
import type { Words } from '../../words/words.js';
import type { ComparedSide, CompareData } from './load.js';

/** A claim at two moments side by side, and what happened to it in between. */
export function ComparePage({ data }: { readonly data: CompareData }) {
  const words = useWords();
  const { claim, earlier, later, hasMore, json } = data;
  return (
    <article class="compare-page">
      <header>
        <h1>{words.text('compare.title')}</h1>
        <p class="claim-text">
          <ClaimLink id={claim.id}>
            <Foreign language={claim.language}>{claim.text}</Foreign>
          </ClaimLink>
        </p>
        <Outcome data={data} />
      </header>
      <MomentsForm data={data} />
      <div class="sides">
        <Side side={earlier} id={claim.id} other={later} />
        <Side side={later} id={claim.id} other={earlier} />
      </div>
      <Why data={data} />
      <Recorded data={data} />
      {hasMore && <p class="notice">{words.text('compare.more')}</p>}
      <DataLinks json={json} />
    </article>
  );
}

/** "From Unverified to Retracted." */
function Outcome({ data: { earlier, later } }: { readonly data: CompareData }) {
  const words = useWords();
  const [before, after] = [earlier, later].map(
    ({ claim }) => claim && <StatusBadge status={claim.verification.status} rating={claim.verification.rating} />,
  );
  const same =
    earlier.claim?.verification.status === later.claim?.verification.status &&
    earlier.claim?.verification.rating === later.claim?.verification.rating;
  return (
    <p class="outcome">
      {before === undefined
        ? words.rich('compare.new', { after })
        : same
          ? words.rich('compare.same', { status: after })
          : words.rich('compare.changed', { before, after })}
    </p>
  );
}

function MomentsForm({ data: { earlier, later } }: { readonly data: CompareData }) {
  const { words, settings, path: here } = useView();
  const { asOf: _asOf, ...kept } = settings;
  return (
    <form method="get" action={here} class="moments-form" key={`${earlier.asOf} ${later.asOf ?? ''}`}>
      <SettingsFields settings={kept} />
      <label>
        <span>{words.text('compare.earlier')}</span>
        <input name="a" defaultValue={earlier.asOf} aria-describedby="compare-hint" size={24} />
      </label>
      <label>
        <span>{words.text('compare.later')}</span>
        <input name="b" defaultValue={later.asOf ?? ''} aria-describedby="compare-hint" size={24} />
      </label>
      <button type="submit">{words.text('compare.submit')}</button>
      <p id="compare-hint" class="hint">
        {words.text('frame.momentHint')}
      </p>
    </form>
  );
}

/** The claim at one of the moments: its state with the reason, and what there was on it. */
function Side({ side: { asOf, claim }, id, other }: { side: ComparedSide; id: string; other: ComparedSide }) {
  const { words, settings, timeZone } = useView();
  const { asOf: _asOf, ...kept } = settings;
  const title =
    asOf === undefined
      ? words.text('compare.now')
      : words.text('compare.known', { time: sideText(asOf, words, timeZone) });
  return (
    <section>
      <h2>{title}</h2>
      {claim === undefined ? (
        <p>{words.text('compare.none')}</p>
      ) : (
        <>
          <p>
            <StatusBadge status={claim.verification.status} rating={claim.verification.rating} />{' '}
            <Because rule={claim.verification.rule} />
          </p>
          {other.claim && other.claim.text !== claim.text && (
            <p>
              <span class="meta">{words.text('compare.text')}:</span>{' '}
              <Foreign language={claim.language}>{claim.text}</Foreign>
            </p>
          )}
          <p class="summary">{claim.summary}</p>
          <p class="meta">{words.rich('time.since', { time: <Instant at={claim.verification.since} /> })}</p>
          <p>
            <a href={address(path`/claims/${id}`, { ...kept, ...(asOf !== undefined && { asOf }) })}>
              {words.text('compare.page')}
            </a>
          </p>
        </>
      )}
    </section>
  );
}

/** To the millisecond: both moments can be in one minute. */
const sideText = (asOf: string, words: Words, timeZone: string): string =>
  asOf.includes('T') ? instantText(asOf, words, timeZone, true) : momentText(asOf, words, timeZone);

/** The changes of the state in between, each with a sentence. */
function Why({ data: { steps, names } }: { readonly data: CompareData }) {
  const words = useWords();
  return (
    <section aria-labelledby="why">
      <h2 id="why">{words.text('compare.why')}</h2>
      {steps.length === 0 && <p>{words.text('compare.nothing')}</p>}
      <ol class="steps">
        {steps.map(({ after, sentence, recordedAt, position, cause }) => (
          <li key={`${position} ${recordedAt}`}>
            <StatusBadge status={after.status} rating={after.rating} />
            <ChangeText sentence={sentence} names={names} />
            <p class="meta">
              <span>{words.rich('time.recorded', { time: <Instant at={recordedAt} /> })}</span>
              {'entry' in cause && (
                <>
                  <span> · </span>
                  <EntryNameLink entry={cause.entry} names={names} />
                </>
              )}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** All that was recorded in between, also what changed nothing. */
function Recorded({ data: { entries, names, claim } }: { readonly data: CompareData }) {
  const words = useWords();
  return (
    <section aria-labelledby="between">
      <h2 id="between">{words.text('compare.entries')}</h2>
      {entries.length === 0 && <p>{words.text('compare.noEntries')}</p>}
      <ol class="entries">
        {entries.map((entry) => (
          <li key={entry.entry}>
            <p>
              <ListedSentence entry={entry} names={names} kind={claim.kind} />
            </p>
            <p class="meta">
              <BothTimes entry={entry} /> <EntryPageLink entry={entry.entry} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
