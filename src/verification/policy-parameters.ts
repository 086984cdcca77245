import type { Basis } from '../domain/vocabulary.js';

/** What differs between policies: all of them apply the same rules in the same order. */
export interface PolicyParameters {
  /** How many named origins, each independent of the others, corroborate a claim: 2 or more. */
  readonly independentOrigins: number;
  /** Whether what rests only on unnamed sources supports a claim. */
  readonly unnamedSupport: boolean;
  /** The bases on which a denial with standing counts; any, if absent. */
  readonly denialBases?: readonly Basis[];
  /** Whether one named origin who saw it, or has a recording, makes a denied or refuted claim disputed. */
  readonly eyewitnessDisputes: boolean;
  /** Whether verdicts decide. If not, they are only shown. */
  readonly verdictsDecide: boolean;
  /** The ids of the actors whose verdicts decide; all raters, if absent. */
  readonly raters?: readonly string[];
  /** For how many days a search without an end of its own is good; until the next search, if absent. */
  readonly searchGoodForDays?: number;
}

/** A policy as plain data. */
export interface PolicyDefinition {
  readonly id: string;
  readonly version: number;
  readonly parameters: PolicyParameters;
}

/** The parameters of `standard/1`. */
export const STANDARD_PARAMETERS: PolicyParameters = {
  independentOrigins: 2,
  unnamedSupport: true,
  eyewitnessDisputes: true,
  verdictsDecide: true,
};

/** The parameters of `strict/1`. */
export const STRICT_PARAMETERS: PolicyParameters = {
  independentOrigins: 3,
  unnamedSupport: false,
  denialBases: ['document', 'recording'],
  eyewitnessDisputes: true,
  verdictsDecide: false,
};
