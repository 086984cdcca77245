import { RATINGS, type Rating } from '../../../../src/domain/vocabulary.js';
import {
  confirmationsWithStanding,
  denialsWithStanding,
  holdersPositions,
  outcomes,
  type Analysis,
  type Decision,
} from './analysis.js';
import { isA, type ActOf } from './view.js';

const direction = (rating: Rating): 'for' | 'against' | 'none' =>
  rating === 'true' || rating === 'mostly-true'
    ? 'for'
    : rating === 'false' || rating === 'mostly-false'
      ? 'against'
      : 'none';

/** Of several ratings left, "mostly" goes before its full rating. */
const RATING_PRECEDENCE: readonly Rating[] = ['mostly-true', 'true', 'mostly-false', 'false', ...RATINGS];

/** Whether the verdicts of this actor decide. Joined actors are one. */
function decides(maker: string, { input, parameters }: Analysis): boolean {
  const ids = [maker, ...(input.actors.get(maker)?.joined ?? [])];
  return parameters.verdictsDecide && ids.some((id) => parameters.raters?.includes(id) ?? true);
}

/** "A verdict by a group or an unnamed actor decides nothing." "Who has standing doesn't rate." */
const verdictsIn = (analysis: Analysis): ActOf<'VerdictIssued'>[] =>
  analysis.happened
    .filter((act) => isA(act, 'VerdictIssued'))
    .filter((act) =>
      analysis.effectiveMakersOf(act).some((maker) => analysis.kind(maker) !== 'unnamed' && decides(maker, analysis)),
    )
    .filter((act) => !analysis.hasStanding(act));

/** An effective verdict decides. */
export function rated(analysis: Analysis): Decision | undefined {
  const verdicts = verdictsIn(analysis);
  if (verdicts.length === 0) return undefined;

  /** Verdicts for and against: `disputed`. */
  const directions = verdicts.map((verdict) => direction(verdict.data.rating));
  if (directions.includes('for') && directions.includes('against'))
    return { status: 'disputed', rule: 'disputed/verdicts' };

  /**
   * A verdict without direction yields to a later confirmation or denial with standing, or to a later outcome. A
   * position is confirmed when its holder states it.
   */
  const confirming = [...confirmationsWithStanding(analysis), ...holdersPositions(analysis)];
  const settling = [...confirming, ...denialsWithStanding(analysis), ...outcomes(analysis)];
  const left = verdicts.filter(
    (verdict) => direction(verdict.data.rating) !== 'none' || !settling.some((act) => analysis.follows(act, verdict)),
  );
  if (left.length === 0) return undefined;

  /** A verdict against the claim, and a later confirmation with standing: `disputed`. */
  const unanswered = left.filter(
    (verdict) =>
      direction(verdict.data.rating) !== 'against' || !confirming.some((act) => analysis.follows(act, verdict)),
  );
  if (unanswered.length === 0) return { status: 'disputed', rule: 'disputed/verdict-and-later' };

  /** "Of several raters, verdicts with a direction go before those without, then the latest." */
  const directed = unanswered.filter((verdict) => direction(verdict.data.rating) !== 'none');
  const first = directed.length > 0 ? directed : unanswered;
  const latest = first.filter((verdict) => !first.some((other) => analysis.follows(other, verdict)));
  const rating = RATING_PRECEDENCE.find((word) => latest.some((verdict) => verdict.data.rating === word));
  return { status: 'rated', rule: 'rated/verdict', ...(rating ? { rating } : {}) };
}
