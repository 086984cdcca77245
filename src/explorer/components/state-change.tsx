import type { StatusView } from '../../claims/queries/views.js';
import { StatusBadge } from './status.js';
import { useWords } from './view.js';

/** Two states of a claim: "from Unverified to Denied", "New: Unverified". Absent: there was no such claim. */
export function StateChange({
  before,
  after,
}: {
  readonly before?: StatusView | undefined;
  readonly after?: StatusView | undefined;
}) {
  const words = useWords();
  const badge = ({ status, rating }: StatusView) => <StatusBadge status={status} rating={rating} />;
  if (!before) return after ? <span>{words.rich('state.new', { after: badge(after) })}</span> : null;
  if (!after) return <span>{words.rich('state.gone', { before: badge(before) })}</span>;
  const isSame = before.status === after.status && before.rating === after.rating;
  return (
    <span>
      {isSame
        ? words.rich('state.otherReason', { after: badge(after) })
        : words.rich('state.fromTo', { before: badge(before), after: badge(after) })}
    </span>
  );
}
