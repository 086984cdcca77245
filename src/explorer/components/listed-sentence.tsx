import type { EntryView } from '../../claims/queries/views.js';
import type { ClaimKind } from '../../domain/vocabulary.js';
import { typed } from '../api/entries.js';
import type { Names } from '../api/names.js';
import { EntrySentence } from './entry-sentence.js';
import { useWords } from './view.js';

interface ListedSentenceProps {
  readonly entry: EntryView;
  readonly names: Names;
  readonly kind: ClaimKind;
}

/** What happened, struck through and marked if the entry is void. */
export function ListedSentence({ entry, names, kind }: ListedSentenceProps) {
  const words = useWords();
  const sentence = <EntrySentence entry={typed(entry)} names={names} kind={kind} />;
  if (!entry.voided) return sentence;
  return (
    <>
      <s>{sentence}</s> <span class="mark">{words.text('story.voided')}</span>
    </>
  );
}
