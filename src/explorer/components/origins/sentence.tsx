import type { OriginNature, Verification } from '../../../verification/policy.js';
import { useWords } from '../view.js';

const ENDS = ['named', 'unnamed', 'unsourced', 'unrecorded'] as const satisfies readonly OriginNature[];

/** "One origin (unsourced), carried by five outlets; one circle." */
export function OriginSentence({ verification }: { readonly verification: Pick<Verification, 'counts' | 'coverage'> }) {
  const words = useWords();
  const { counts, coverage } = verification;
  if (ENDS.every((nature) => counts[nature] === 0) && counts.circular === 0) return <p>{words.text('origins.none')}</p>;
  const natures = ENDS.filter((nature) => counts[nature] > 0);
  return (
    <>
      <p class="origin-sentence">
        {words.text('origins.sentence', {
          origins: ENDS.reduce((sum, nature) => sum + counts[nature], 0),
          natures: natures.length,
          list: words.listText(natures.map((nature) => words.text(`origins.${nature}`, { count: counts[nature] }))),
          outlets: coverage.reporters,
          circles: counts.circular,
        })}
      </p>
      <p class="hint">{words.text('origins.counted')}</p>
    </>
  );
}
