import type { PolicyInput, Verification } from './policy-input.js';

/** A named and versioned way to judge. The same case gives the same answer for ever; a change is a new version. */
export interface Policy {
  readonly id: string;
  readonly version: number;
  evaluate(given: PolicyInput): Verification;
  /**
   * What `evaluate` says as of the case's moment, and then as of each `changesAt` that follows from the one before. To be
   * gone through before the list of entries grows.
   */
  evaluateOverTime(given: PolicyInput): Iterable<Verification>;
}
