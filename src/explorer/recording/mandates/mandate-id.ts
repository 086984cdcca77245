import type { MandateView } from '../../../actors/actors.queries.js';
import type { Values } from '../values.js';

/** With the number of a further mandate, an id stays short enough. */
const MAX_KEPT = 56;

const DETAILS = ['from', 'until', 'document'] as const;

/**
 * The id of a mandate: by whom it is for, and not that of another mandate, which it would replace. The same mandate again
 * has the id that it has.
 *
 * @param known the mandates of the one who speaks
 */
export function mandateId(known: readonly MandateView[], mandate: Values): string | undefined {
  const principal = mandate['speaksFor'];
  if (typeof principal !== 'string') return undefined;
  const same = known.find(
    (each) =>
      each.principal === principal && DETAILS.every((detail) => each[detail] === (mandate[detail] ?? undefined)),
  );
  if (same) return same.mandate;
  const base = `for-${principal}`.slice(0, MAX_KEPT).replace(/(?<!-)-+$/, '');
  const taken = new Set(known.map((each) => each.mandate));
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(id)) return id;
  }
}
