import type { ComponentChildren } from 'preact';
import type { MandateView } from '../../../actors/actors.queries.js';
import { Occurred } from '../../components/time.js';
import { useWords } from '../../components/view.js';

interface MandateTextProps {
  readonly mandate: Pick<MandateView, 'from' | 'until'>;
  /** The name of the one who speaks, or of the one for whom. */
  readonly who: ComponentChildren;
}

/** Somebody of a mandate, and from when until when it holds. */
export function MandateText({ mandate: { from, until }, who }: MandateTextProps) {
  const words = useWords();
  return (
    <>
      {who}{' '}
      <span class="meta">
        {from !== undefined && words.rich('actor.from', { time: <Occurred at={from} /> })}{' '}
        {until !== undefined && words.rich('actor.until', { time: <Occurred at={until} /> })}
      </span>
    </>
  );
}
