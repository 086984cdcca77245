import { digestOf } from '../lib/digest.js';
import type { Json } from '../lib/json.js';
import { SLUG_PATTERN } from './ids.js';

/** The conditions under which the log is read. Times are ISO instants in UTC with milliseconds. */
export interface Scenario {
  /** What the ledger knew then: events that were recorded later don't exist. */
  readonly asOf: string;
  /** What had happened in the world by then. Default: by `asOf`. */
  readonly validAt?: string | undefined;
  /** The policy and its version, such as `standard/1`. */
  readonly policy: string;
  /** What is left out, such as `actor:tass`: an excluded entry counts as if it were voided. */
  readonly without: readonly string[];
  /** The types of acts that are left, such as `type:ClaimDenied`; empty for all. */
  readonly only: readonly string[];
}

/** What a scenario can leave out. */
export const EXCLUDABLE = ['actor', 'publisher', 'document', 'entry', 'type'] as const;
export type Excludable = (typeof EXCLUDABLE)[number];

/** One item of `without` or `only`. */
export interface Exclusion {
  readonly noun: Excludable;
  /** An id, a reference `claim/entry`, or a type of entries. */
  readonly name: string;
}

/** The most items of `without`, and of `only`. */
export const MAX_EXCLUSIONS = 50;

/** The pattern of an item of `without`, as a regular expression. */
export const EXCLUSION = `^(?:(?:actor|publisher|document):${SLUG_PATTERN}|entry:${SLUG_PATTERN}/${SLUG_PATTERN}|type:[A-Za-z]{1,40})$`;

/** @param text must match `EXCLUSION` */
export function parseExclusion(text: string): Exclusion {
  const colon = text.indexOf(':');
  return { noun: text.slice(0, colon) as Excludable, name: text.slice(colon + 1) };
}

/** Whether it is more than a cut: then the states that the ledger has aren't those of the scenario. */
export const changesStates = ({ validAt, policy, without, only }: Scenario, ownPolicy: string): boolean =>
  validAt !== undefined || policy !== ownPolicy || without.length + only.length > 0;

/** The scenario in the one form that it has: each item once, in order. */
export function canonicalScenario({ asOf, validAt, policy, without, only }: Scenario): Scenario {
  const sorted = (items: readonly string[]) => [...new Set(items)].sort();
  return { asOf, ...(validAt !== undefined && { validAt }), policy, without: sorted(without), only: sorted(only) };
}

/** The digest of its canonical form: SHA-256 of canonical JSON (RFC 8785), in lower-case hex. */
export const scenarioDigest = (scenario: Scenario): string => digestOf(canonicalScenario(scenario) as unknown as Json);
