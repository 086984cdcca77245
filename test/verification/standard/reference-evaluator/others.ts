import { denialsWithStanding, isPosition, putsForward, type Analysis } from './analysis.js';
import { isSupport, quotedIn } from './effective.js';
import type { ChainEnd } from './origins.js';
import { isA, type Act } from './view.js';

/**
 * Actors that then spoke for the confirming side, or for whom it spoke, belong to it, with or without `onBehalfOf`. What
 * is put forward at the time of one act is another's if that holds of none of these actors.
 */
const isAnothers = (
  actors: Iterable<string>,
  putForward: Act,
  side: ReadonlySet<string>,
  confirmation: Act,
  { speaksFor }: Analysis,
): boolean =>
  [...actors].every(
    (actor) =>
      !side.has(actor) &&
      [...side].every((one) => !speaksFor(actor, one, putForward) && !speaksFor(one, actor, confirmation)),
  );

/**
 * Whether others put it forward too, even if they took it back since; interpretations count, and what ends on the
 * confirming side doesn't.
 */
export function othersPutForward(analysis: Analysis, confirmation: Act): boolean {
  const side = analysis.sideOfAll(confirmation.makers, confirmation);
  const isOthersAct = (act: Act): boolean =>
    isAnothers(analysis.sideOfAll(quotedIn(act), act), act, side, confirmation, analysis);
  const withOutlets = (makers: readonly string[]): string[] =>
    makers.flatMap((maker) => [maker, ...[analysis.outlet(maker) ?? []].flat()]);
  /** A cycle has no end: it belongs to the confirming side only if all of its entries do. */
  const isOthersEnd = ({ makers, acts }: ChainEnd): boolean =>
    acts.length > 0
      ? acts.some(isOthersAct)
      : isAnothers(withOutlets(makers), confirmation, side, confirmation, analysis);
  /** Where unnamed sources support nothing, what ends with them isn't put forward by others. */
  const { unnamedSupport } = analysis.parameters;
  const isNamed = ({ makers }: Act): boolean => makers.some((maker) => analysis.kind(maker) !== 'unnamed');
  return analysis.happened.some((act) => {
    if (!putsForward(act) || !isOthersAct(act)) return false;
    if (!isSupport(act)) return unnamedSupport || isNamed(act);
    return analysis.endsOf(act).some((end) => isOthersEnd(end) && (unnamedSupport || !end.isUnnamed));
  });
}

/**
 * "Of a claim about several, an assertion with standing by one of them who isn't on the denier's side."
 */
export function assertedAgainstADenial(analysis: Analysis): boolean {
  if (isPosition(analysis) || analysis.actorsWithStanding.size < 2) return false;
  const assertions = analysis.happened.filter((act) => isA(act, 'ClaimAsserted') && analysis.hasStanding(act));
  return assertions.some((assertion) =>
    denialsWithStanding(analysis).some((denial) => {
      const asserting = analysis.sideOfAll(analysis.effectiveMakersOf(assertion), assertion);
      const denying = analysis.sideOfAll(analysis.effectiveMakersOf(denial), denial);
      return isAnothers(asserting, assertion, denying, denial, analysis);
    }),
  );
}
