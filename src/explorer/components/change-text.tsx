import type { ComponentChildren } from 'preact';
import type { ChangePart } from '../../claims/story/change-part.js';
import type { ChangeSentence } from '../../claims/story/story.views.js';
import type { Rating, Status } from '../../domain/vocabulary.js';
import type { Names } from '../api/names.js';
import type { WordKey } from '../words/keys.js';
import type { Case } from '../words/others.js';
import { ratingKey, statusKey } from '../words/vocabulary.js';
import type { Words } from '../words/words.js';
import { ActorLinks, ClaimLink, DocumentLink, Foreign, type Named } from './links.js';
import { occurredText } from './time.js';
import { useView } from './view.js';

interface ChangeTextProps {
  readonly sentence: ChangeSentence;
  readonly names: Pick<Names, 'claims' | 'documents'>;
}

type Part = ChangePart<Named>;
type Optional = readonly Named[] | undefined;

/** What changed a state, and on whose word, in the language of the page: the API has the sentence in English, and its parts. */
export function ChangeText({ sentence: { parts }, names }: ChangeTextProps) {
  const { words, timeZone } = useView();
  /** In an element of its own: texts next to each other would become one. */
  const rich = (key: WordKey, values: Parameters<Words['rich']>[1]) => <span>{words.rich(key, values)}</span>;
  const all = (actors: readonly Named[] = [], others = 0, form: Case = 'nominative') => (
    <span>
      <ActorLinks {...{ actors, others, form }} />
    </span>
  );
  const who = ({ actors, others, subject, behalf }: Part, form: Case): ComponentChildren => {
    const spoken = all(actors, others, form);
    if (subject) return rich(`sentence.${subject}`, { who: spoken });
    return behalf ? rich('sentence.behalf', { who: spoken, whom: all(behalf) }) : spoken;
  };
  const optional = (key: WordKey, whom: Optional) => (whom ? rich(key, { whom: all(whom) }) : '');
  const clause = (part: Part): ComponentChildren => {
    const { code, of, through, credited, claim = '', document, extent, takesBack, found, outcome, rating } = part;
    const { bearing, authenticity, reaction } = part;
    const isPart = extent === 'part' || takesBack === 'part';
    const source = document ? <DocumentLink id={document} name={names.documents[document]} /> : undefined;
    if (code === 'became') return <span>{becameText(part, words)}</span>;
    return rich(`sentence.${code}`, {
      ...{ bearing, authenticity, reaction, takesBack },
      who: who(part, 'nominative'),
      byWhom: who(part, 'oblique'),
      whom: all(of),
      asked: of ? 'yes' : 'no',
      of: optional('sentence.of', of),
      through: optional('sentence.through', through),
      credited: optional('sentence.credited', credited),
      source: source ?? optional('entry.statement', credited),
      what:
        optional(`sentence.what.${isPart ? 'partOf' : 'of'}`, of) ||
        words.text(`sentence.what.${isPart ? 'part' : 'it'}`),
      whole: optional('sentence.what.of', of) || words.text('sentence.what.it'),
      back: takesBack ? words.text(`sentence.back.${takesBack}`) : '',
      outcome: found ? words.text(`entry.search.${found}`) : outcome ? words.text(`entry.outcome.${outcome}`) : '',
      rating: rating ? words.text(ratingKey(rating)) : '',
      time: occurredText(part.date ?? '', words, timeZone),
      claim: (
        <ClaimLink id={claim}>
          <Foreign>{names.claims[claim] ?? claim}</Foreign>
        </ClaimLink>
      ),
    });
  };
  return <p>{parts.map(clause).reduceRight((rest, cause) => rich('sentence.whole', { cause, change: rest }))}</p>;
}

function becameText({ status, statusBefore, rating, ratingBefore }: Part, words: Words): string {
  const [after, before] = [stateText(words, status, rating), stateText(words, statusBefore, ratingBefore)];
  if (before === '') return words.text('sentence.became.new', { after });
  return before === after
    ? words.text('sentence.became.same', { after })
    : words.text('sentence.became.changed', { before, after });
}

function stateText(words: Words, status: Status | undefined, rating: Rating | undefined): string {
  if (status === undefined) return '';
  return rating === undefined
    ? words.text(statusKey(status))
    : words.text('state.rated', { rating: words.text(ratingKey(rating)) });
}
