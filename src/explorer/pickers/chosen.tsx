import { useWords } from '../components/view.js';
import type { Candidate } from './finder.js';
import { CandidateText } from './options.js';

interface ChosenProps {
  readonly ids: readonly string[];
  /** What is known of them; undefined: it doesn't exist. An id without an entry is being looked up. */
  readonly known: ReadonlyMap<string, Candidate | undefined>;
  readonly onRemove: (id: string) => void;
  /** The id of the button of the only one: the field's label belongs to it while there is no input. */
  readonly buttonId: string | undefined;
  readonly describedBy: string | undefined;
}

/** What was chosen, each with a button that removes it. */
export function Chosen({ ids, known, onRemove, buttonId, describedBy }: ChosenProps) {
  const words = useWords();
  if (ids.length === 0) return null;
  return (
    <ul class="chosen">
      {ids.map((id) => {
        const candidate = known.get(id);
        const name = candidate?.name ?? id;
        return (
          <li key={id}>
            <span>
              {candidate ? <CandidateText candidate={candidate} /> : <span class="id">{id}</span>}
              {candidate === undefined && known.has(id) && (
                <strong class="missing">{words.text('picker.missing')}</strong>
              )}
            </span>
            <button
              type="button"
              class="quiet"
              id={buttonId}
              aria-label={words.text(buttonId === undefined ? 'picker.removeOne' : 'picker.changeOne', { name })}
              aria-describedby={buttonId === undefined ? undefined : describedBy}
              onClick={() => {
                onRemove(id);
              }}
            >
              {words.text(buttonId === undefined ? 'picker.remove' : 'picker.change')}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
