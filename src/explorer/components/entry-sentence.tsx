import type { ComponentChildren } from 'preact';
import type { Act, Citation } from '../../domain/entries.js';
import type { CitationUse, ClaimKind } from '../../domain/vocabulary.js';
import { claimOf, fullRef, type TypedEntry } from '../api/entries.js';
import { named } from '../api/named.js';
import type { Names } from '../api/names.js';
import { entryTypeKey, ratingKey, relationKey, useKey } from '../words/vocabulary.js';
import type { Words } from '../words/words.js';
import { entryName } from './entry-name.js';
import { ActorLink, ActorLinks, ClaimLink, DocumentLink, EntryLink, Foreign } from './links.js';
import { useView, useWords } from './view.js';

interface SentenceProps {
  readonly entry: TypedEntry;
  readonly names: Names;
  /** The kind of its claim: a position is stated, other claims are asserted. */
  readonly kind: ClaimKind;
  /** Whether the page shows this entry, so that links to it stay on the page. */
  readonly isShown?: (entry: string) => boolean;
}

/** What happened, in one sentence whose names are links: "Reported by TASS, citing La Repubblica". */
export function EntrySentence(props: SentenceProps) {
  const words = useWords();
  const parts = [mainPart(props, words), ...furtherParts(props, words)];
  return (
    <span class="sentence">
      {parts.map((part, index) => (
        <span key={index}>
          {index > 0 && words.text('frame.comma')}
          {part}
        </span>
      ))}
    </span>
  );
}

function mainPart({ entry, names, kind, isShown }: SentenceProps, words: Words): ComponentChildren {
  const { type, data } = entry;
  const rich = (values: Parameters<Words['rich']>[1] = {}) =>
    words.rich(`entry.reads.${type}`, 'by' in data ? { who: <Makers act={data} names={names} />, ...values } : values);
  const target = (ref: string) => <Target entry={fullRef(claimOf(entry.entry), ref)} names={names} isShown={isShown} />;
  switch (type) {
    case 'ClaimRegistered':
    case 'ClaimReported':
    case 'ClaimRepeated':
    case 'StatementRetracted':
    case 'ApologyIssued':
    case 'CorrectionIssued':
    case 'StatementReworded':
    case 'VerdictWithdrawn':
      return rich();
    case 'ClaimAmended':
      return rich({ fields: words.list(Object.keys(data).filter((field) => field !== 'id')) });
    case 'ClaimLinked':
    case 'ClaimUnlinked': {
      const other = (
        <ClaimLink id={data.other}>
          <Foreign>{names.claims[data.other] ?? data.other}</Foreign>
        </ClaimLink>
      );
      return rich({ relation: words.text(relationKey(data.relation, 'to')), other });
    }
    case 'EntryVoided':
      return rich({ target: target(data.voids), reason: data.reason });
    case 'ClaimAsserted':
      return rich({ kind });
    case 'ClaimInterpreted': {
      const { interprets } = data;
      return rich({
        what:
          'document' in interprets ? (
            <DocumentLink id={interprets.document} name={names.documents[interprets.document]} />
          ) : (
            words.rich('entry.statement', { whom: target(interprets.entry) })
          ),
      });
    }
    case 'ClaimConfirmed':
    case 'ClaimDenied':
    case 'ClaimQuestioned':
      return rich({ extent: data.extent });
    case 'ReactionRecorded':
      return rich({ reaction: data.reaction });
    case 'ConfirmationSought':
      return rich({ outcome: words.text(`entry.search.${data.outcome}`) });
    case 'ForecastResolved':
      return rich({ outcome: words.text(`entry.outcome.${data.outcome}`) });
    case 'EvidenceAttached':
      return rich({ bearing: data.bearing, primary: String(data.primary), authenticity: data.authenticity });
    case 'VerdictIssued':
      return rich({ rating: words.text(ratingKey(data.rating)) });
  }
}

/** What it takes back, on whose behalf it is, whom it cites. */
function furtherParts({ entry, names, isShown }: SentenceProps, words: Words): ComponentChildren[] {
  const { data } = entry;
  if (!('by' in data)) return [];
  const target = (ref: string) => <Target entry={fullRef(claimOf(entry.entry), ref)} names={names} isShown={isShown} />;
  const parts: ComponentChildren[] = [];
  if (data.by.length > 1) parts.push(words.text('entry.jointly'));
  if (data.onBehalfOf) {
    parts.push(words.rich('entry.behalf', { whom: <ActorLinks actors={named(names.actors, data.onBehalfOf)} /> }));
  }
  if ('takesBack' in data) parts.push(words.rich(`entry.takesBack.${data.takesBack}`, { target: target(data.of) }));
  else if ('of' in data) parts.push(words.rich('entry.about', { target: target(data.of) }));
  if ('asked' in data) {
    parts.push(words.rich('entry.asked', { whom: <ActorLinks actors={named(names.actors, data.asked)} /> }));
  }
  if ('where' in data) parts.push(words.rich('entry.where', { place: <Foreign>{data.where}</Foreign> }));
  if ('label' in data) parts.push(words.rich('entry.label', { label: <Foreign>{data.label}</Foreign> }));
  return [...parts, ...citations(data.cites ?? [], words, (citation) => cited(citation, names, target))];
}

/** "citing A and B", "quoting C, in translation": in the given order, grouped by use. */
function citations(cites: readonly Citation[], words: Words, link: (citation: Citation) => ComponentChildren) {
  const byUse = new Map<string, { use: CitationUse; translated: boolean; whom: ComponentChildren[] }>();
  for (const citation of cites) {
    const { use, translated = false } = citation;
    const key = `${use} ${translated}`;
    const group = byUse.get(key) ?? { use, translated, whom: [] };
    group.whom.push(link(citation));
    byUse.set(key, group);
  }
  return [...byUse.values()].map(({ use, translated, whom }) => {
    const text = words.rich(useKey(use), { whom: words.list(whom) });
    return translated ? words.rich('entry.use.translated', { use: text }) : text;
  });
}

function cited(citation: Citation, names: Names, target: (ref: string) => ComponentChildren): ComponentChildren {
  if ('actor' in citation) return <ActorLink id={citation.actor} name={names.actors[citation.actor]} />;
  if ('document' in citation) return <DocumentLink id={citation.document} name={names.documents[citation.document]} />;
  return target(citation.entry);
}

/** Those who acted, with the capacity in which they did, in the source's words. */
function Makers({ act, names }: { readonly act: Act; readonly names: Names }) {
  return (
    <span>
      <strong>
        <ActorLinks actors={named(names.actors, act.by)} />
      </strong>
      {act.capacity !== undefined && (
        <>
          {' ('}
          <Foreign>{act.capacity}</Foreign>)
        </>
      )}
    </span>
  );
}

/** Another entry, named by whose act it is and of what kind: "TASS (reported)"; an act of the record by its kind. */
function Target({ entry, names, isShown }: { entry: string; names: Names; isShown: SentenceProps['isShown'] }) {
  const { words, timeZone } = useView();
  const speakers = (names.speakers[entry] ?? []).map((id) => names.actors[id] ?? id);
  const type = names.types[entry];
  const text =
    speakers.length === 0 || type === undefined
      ? entryName(entry, names, words, timeZone)
      : [words.list(speakers), ` (${words.text(entryTypeKey(type))})`];
  return (
    <EntryLink entry={entry} shown={isShown?.(entry) ?? false}>
      {text}
    </EntryLink>
  );
}
