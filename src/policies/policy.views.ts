import type { Status } from '../domain/vocabulary.js';
import type { PolicyParameters } from '../verification/policy-parameters.js';
import { rulesInWords, type TermInWords, termsInWords } from '../verification/policy-in-words.js';
import type { RulePolicy } from '../verification/standard/rule-policy.js';
import { type Rule, statusOf } from '../verification/standard/rule-names.js';

/** A rule of a policy. */
export interface PolicyRule {
  /** The name of the rule, as claims have it. Names never change. */
  readonly rule: Rule;
  /** The status that it gives. */
  readonly status: Status;
  /** When it applies, if no rule before it does. */
  readonly when: string;
}

/** A policy, by which claims are evaluated. */
export interface PolicyView {
  /** Its id and version, such as `strict/1`: its name in settings, queries and responses. */
  readonly name: string;
  /** The id of the policy, which its versions share. */
  readonly id: string;
  /** The version, from 1. */
  readonly version: number;
  /** Whether this ledger evaluates claims by it. */
  readonly inUse: boolean;
  /** When it was defined; absent for a policy that every ledger has. */
  readonly definedAt?: string;
  /** What differs between policies: all apply the same rules. */
  readonly parameters: PolicyParameters;
  /** What each parameter means with its value, or without one. */
  readonly terms: readonly TermInWords[];
  /** The rules that can decide, in the order in which they are tried: the first that applies decides. */
  readonly rules: readonly PolicyRule[];
}

/** @param inUse the name of the policy that the ledger runs under */
export function policyView({ name, id, version, parameters }: RulePolicy, inUse: string): PolicyView {
  return {
    name,
    id,
    version,
    inUse: name === inUse,
    parameters,
    terms: termsInWords(parameters),
    rules: rulesInWords(parameters).map(({ rule, when }) => ({ rule, status: statusOf(rule), when })),
  };
}
