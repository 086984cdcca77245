import type { Rule } from '../../../../src/verification/standard/rule-names.js';
import { BASES } from '../../../../src/domain/vocabulary.js';
import type { PolicyParameters } from '../../../../src/verification/policy-parameters.js';
import type { Rating, Status } from '../../../../src/domain/vocabulary.js';
import type { Origins } from './origins.js';
import { isDenial, isSupport, type EffectiveActs } from './effective.js';
import { isA, type Act, type ActOf, type View } from './view.js';

export interface Decision {
  readonly status: Status;
  readonly rule: Rule;
  readonly rating?: Rating;
}

/** Everything that the rules look at. */
export interface Analysis extends View, EffectiveActs, Origins {
  readonly parameters: PolicyParameters;
}

export const isPosition = ({ input: { claims } }: Analysis): boolean => claims[0]?.kind === 'position';
export const isForecast = ({ input: { claims } }: Analysis): boolean => claims[0]?.kind === 'forecast';

export const confirmationsWithStanding = (analysis: Analysis): Act[] =>
  analysis.happened.filter((act) => isA(act, 'ClaimConfirmed') && isSupport(act) && analysis.hasStanding(act));

/** Only denials on a basis that the policy accepts count. */
export const denialsWithStanding = (analysis: Analysis): Act[] =>
  analysis.happened
    .filter((act) => isDenial(act) && analysis.hasStanding(act))
    .filter(({ data }) => {
      const accepted: readonly string[] = analysis.parameters.denialBases ?? BASES;
      return 'basis' in data && accepted.includes(data.basis);
    });

/** The holder of a position asserts or confirms it. */
export const holdersPositions = (analysis: Analysis): Act[] =>
  analysis.happened.filter(
    (act) =>
      isPosition(analysis) &&
      isA(act, 'ClaimAsserted', 'ClaimConfirmed') &&
      isSupport(act) &&
      analysis.hasStanding(act),
  );

/** Interpretations put a claim forward, too. A group puts nothing forward. */
export const putsForward = (act: Act): boolean =>
  isSupport(act) || (act.type === 'ClaimInterpreted' && act.makers.length > 0);

export const outcomes = (analysis: Analysis): ActOf<'ForecastResolved'>[] =>
  isForecast(analysis)
    ? analysis.happened.filter((act) => isA(act, 'ForecastResolved')).filter((act) => analysis.isEffective(act))
    : [];
