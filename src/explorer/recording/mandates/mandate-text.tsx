import type { MandateView } from '../../../actors/actors.queries.js';
import { ActorLink } from '../../components/links.js';
import { Occurred } from '../../components/time.js';
import { useWords } from '../../components/view.js';

interface MandateTextProps {
  readonly mandate: Pick<MandateView, 'from' | 'until'>;
  /** Whom to name: the one who speaks, or for whom. */
  readonly actor: string;
  readonly name: string | undefined;
}

/** Somebody of a mandate, and from when until when it holds. */
export function MandateText({ mandate: { from, until }, actor, name }: MandateTextProps) {
  const words = useWords();
  return (
    <>
      <ActorLink id={actor} name={name} />{' '}
      <span class="meta">
        {from !== undefined && words.rich('actor.from', { time: <Occurred at={from} /> })}{' '}
        {until !== undefined && words.rich('actor.until', { time: <Occurred at={until} /> })}
      </span>
    </>
  );
}
