import type { WordChange, WordingPredecessor, WordingView } from '../../../claims/wordings/wordings.views.js';
import { ActorLinks, DocumentLink, EntryLink, Foreign } from '../../components/links.js';
import { Instant, Occurred } from '../../components/time.js';
import { useWords } from '../../components/view.js';
import { entryTypeKey } from '../../words/vocabulary.js';
import type { WordingsData } from './load.js';

interface Props {
  readonly wording: WordingView;
  readonly data: WordingsData;
}

/** A wording: whose it is, its words with what changed, what it goes back to, and both times. */
export function Wording({ wording, data }: Props) {
  const words = useWords();
  const { text, language, difference, predecessor, uncompared, voided, withoutEffect } = wording;
  return (
    <li id={anchorOf(wording)} class={voided ? 'voided' : undefined}>
      <Who wording={wording} />
      {uncompared !== undefined && predecessor && (
        <blockquote class="before">
          <span class="meta">{words.text('wordings.before')}:</span>{' '}
          <Foreign language={predecessor.language}>{predecessor.text}</Foreign>
        </blockquote>
      )}
      <blockquote class="difference">
        <Foreign language={language}>{difference ? <Difference changes={difference} /> : <span>{text}</span>}</Foreign>
      </blockquote>
      <p class="meta">
        {predecessor ? (
          <Predecessor predecessor={predecessor} data={data} />
        ) : (
          words.text(voided || withoutEffect ? 'wordings.alone' : 'wordings.first')
        )}
        {difference?.every(({ change }) => change === 'same') && <span>: {words.text('wordings.same')}</span>}
      </p>
      {uncompared !== undefined && <p class="reason">{words.text(`wordings.uncompared.${uncompared}`)}</p>}
      {voided && <p class="reason">{words.text('entry.voided', { reason: voided.reason })}</p>}
      {withoutEffect && <p class="reason">{words.text(`wordings.without.${withoutEffect}`)}</p>}
      <Where wording={wording} data={data} />
    </li>
  );
}

/** "TASS (reported), quoted word for word, in Russian". */
function Who({ wording: { by, entry, type, source, language } }: { readonly wording: WordingView }) {
  const words = useWords();
  return (
    <p>
      {by && (
        <strong>
          <ActorLinks actors={by} />
        </strong>
      )}{' '}
      <EntryLink entry={entry}>{words.text(entryTypeKey(type))}</EntryLink>
      <span class="meta">
        {[
          '',
          words.text(`wordings.source.${source}`),
          ...(language === undefined ? [] : [words.languageName(language)]),
        ].join(' · ')}
      </span>
    </p>
  );
}

/** The document and both times. */
function Where({ wording: { by, document, occurredAt, recordedAt }, data }: Props) {
  const words = useWords();
  const happened =
    occurredAt === undefined ? (
      <Occurred at={undefined} />
    ) : (
      words.rich('time.happened', { time: <Occurred at={occurredAt} /> })
    );
  return (
    <p class="meta">
      {document !== undefined && (
        <span>
          <span>
            {words.rich('entry.in', { document: <DocumentLink id={document} name={data.names.documents[document]} /> })}
          </span>
          <span> · </span>
        </span>
      )}
      {by && (
        <>
          <span>{happened}</span>
          <span> · </span>
        </>
      )}
      <span>{words.rich('time.recorded', { time: <Instant at={recordedAt} /> })}</span>
    </p>
  );
}

/** What it is compared with, with a link there: on the page if it has it. */
function Predecessor({ predecessor, data }: { readonly predecessor: WordingPredecessor; readonly data: WordingsData }) {
  const words = useWords();
  const { entry, source, link } = predecessor;
  const shown = data.wordings.items.find((item) => item.entry === entry && item.source === source);
  const elsewhere = (data.names.speakers[entry] ?? []).map((id) => data.names.actors[id] ?? id);
  const names = shown?.by?.map(({ name }) => name) ?? elsewhere;
  const text =
    names.length === 0
      ? words.text('wordings.ofClaim')
      : words.rich('wordings.of', { who: <span>{words.listText(names)}</span> });
  const whom = shown ? <a href={`#${anchorOf(shown)}`}>{text}</a> : <EntryLink entry={entry}>{text}</EntryLink>;
  return <span>{words.rich(`wordings.link.${link}`, { whom })}</span>;
}

/**
 * The words of both. What changed is also said to those who don't see it, in the direction of the page, so that the
 * wording has that of its own words.
 */
function Difference({ changes }: { readonly changes: readonly WordChange[] }) {
  const words = useWords();
  return (
    <span>
      {changes.map(({ change, text }, index) => {
        if (change === 'same') return <span key={index}>{text}</span>;
        const Changed = change === 'added' ? 'ins' : 'del';
        return (
          <Changed key={index}>
            <span class="unseen" dir={words.direction}>
              {words.text(`wordings.${change}`)}{' '}
            </span>
            <span>{text}</span>
            <span class="unseen" dir={words.direction}>
              {' '}
              {words.text('wordings.end')}{' '}
            </span>
          </Changed>
        );
      })}
    </span>
  );
}

const anchorOf = ({ revision, source }: WordingView): string => `wording-${revision}-${source}`;
