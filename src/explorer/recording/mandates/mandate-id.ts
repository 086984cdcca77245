import type { MandateView } from '../../../actors/actors.queries.js';
import { cutId, freeId } from '../../../domain/ids.js';
import type { Values } from '../values.js';

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
  const taken = new Set(known.map((each) => each.mandate));
  return freeId(cutId(`for-${principal}`) ?? principal, (id) => taken.has(id));
}
