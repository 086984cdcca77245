import type { ClaimKind } from '../../domain/vocabulary.js';
import type { TypedEntry } from '../api/entries.js';
import type { Names } from '../api/names.js';
import { EntrySentence } from '../components/entry-sentence.js';
import { EntryLink, Foreign } from '../components/links.js';
import { BothTimes } from '../components/time.js';
import { useWords } from '../components/view.js';

interface BecomingProps {
  /** What becomes of it. */
  readonly as: 'void' | 'counts';
  readonly entry: TypedEntry;
  readonly names: Names;
  readonly kind: ClaimKind;
}

/** Which entry becomes void, or counts again: what it says, when that happened and when it was recorded. */
export function Becoming({ as, entry, names, kind }: BecomingProps) {
  const words = useWords();
  const quote = 'by' in entry.data ? entry.data.quote?.text : undefined;
  return (
    <div class="becoming">
      <p class="label">{words.text(`correct.becomes.${as}`)}</p>
      <p>
        <EntrySentence entry={entry} names={names} kind={kind} />
        {quote !== undefined && (
          <>
            {': '}
            <q>
              <Foreign>{quote}</Foreign>
            </q>
          </>
        )}
      </p>
      <p class="meta">
        <EntryLink entry={entry.entry}>
          <BothTimes entry={entry} />
        </EntryLink>
      </p>
    </div>
  );
}
