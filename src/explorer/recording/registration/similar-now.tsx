import { useEffect, useMemo } from 'preact/hooks';
import { browserApi } from '../../browser/browser-api.js';
import { useView } from '../../components/view.js';
import { similarClaimFinder } from '../../pickers/find/claims.js';
import type { Candidate } from '../../pickers/finder.js';
import { finderOf } from '../../pickers/finder-of.js';
import { CandidateText } from '../../pickers/options.js';
import { useFound } from '../../pickers/use-found.js';
import type { RegisteredNoun } from './nouns.js';

/** Whether something is similar to a text. */
export interface Likeness {
  readonly text: string | undefined;
  readonly isFound: boolean;
}

/** Shorter texts are like too much. */
export const isCompared = (text: string): boolean => text.length > 2;

interface SimilarNowProps {
  readonly noun: RegisteredNoun;
  /** What has been typed so far. */
  readonly text: string;
  readonly onCompared: (likeness: Likeness) => void;
  /** Takes one of them in place of a new one; absent: links lead to them. */
  readonly onSame?: ((candidate: Candidate) => void) | undefined;
}

const NO_ENTRIES = { claim: undefined, own: undefined };
const SHOWN = 5;

/** What is registered already and may be the same, while somebody types. */
export function SimilarNow({ noun, text, onCompared, onSame }: SimilarNowProps) {
  const view = useView();
  const { words } = view;
  const finder = useMemo(
    () => (noun === 'claim' ? similarClaimFinder(browserApi, words) : finderOf(noun, browserApi, view, NO_ENTRIES)),
    [noun, view, words],
  );
  const { items, text: compared } = useFound(finder, text, isCompared(text));
  useEffect(() => {
    onCompared({ text: compared, isFound: items.length > 0 });
  }, [compared, items, onCompared]);
  const shown = isCompared(text) ? items.slice(0, SHOWN) : [];
  return (
    <section class="similar-now" aria-label={words.text('register.similar')}>
      <p role="status" class={shown.length === 0 ? 'hidden' : 'label'}>
        {shown.length === 0 ? null : words.text('register.isItOne', { count: shown.length })}
      </p>
      <ul>
        {shown.map((candidate) => (
          <li key={candidate.id}>
            {onSame ? (
              <>
                <span>
                  <CandidateText candidate={candidate} />
                </span>
                <button
                  type="button"
                  class="quiet"
                  aria-label={words.text('register.useOne', { name: candidate.name })}
                  onClick={() => {
                    onSame(candidate);
                  }}
                >
                  {words.text('register.use')}
                </button>
              </>
            ) : (
              <a href={view.href(`/${noun}s/${candidate.id}`)}>
                <CandidateText candidate={candidate} />
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
