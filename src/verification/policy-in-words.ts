import { capitalized, counted, listed } from './summary/english-names.js';
import type { PolicyParameters } from './policy-parameters.js';
import { type Rule, RULE_NAMES, RULES } from './standard/rule-names.js';

/** Rules that need a verdict. */
const BY_VERDICT: ReadonlySet<Rule> = new Set<Rule>([
  'disputed/verdicts',
  'rated/verdict',
  'disputed/verdict-and-later',
]);

/** A rule as it applies under some parameters. */
export interface RuleInWords {
  /** Its name, as responses have it. Names never change. */
  readonly rule: Rule;
  /** When it applies, if none before it does. */
  readonly when: string;
}

/** The rules that can decide under these parameters, in the order in which they are applied. */
export function rulesInWords(parameters: PolicyParameters): readonly RuleInWords[] {
  const rules = parameters.verdictsDecide ? RULE_NAMES : RULE_NAMES.filter((rule) => !BY_VERDICT.has(rule));
  return rules.map((rule) => ({ rule, when: whenUnder(rule, parameters) }));
}

function whenUnder(rule: Rule, { denialBases, independentOrigins, unnamedSupport }: PolicyParameters): string {
  const { when } = RULES[rule];
  switch (rule) {
    case 'retracted/taken-back':
      return unnamedSupport
        ? when
        : 'It was retracted whole; what is left is at most reports from unnamed sources or without any, or cycles.';
    case 'confirmed/first-hand':
      return unnamedSupport ? when : 'Confirmed with standing, and also put forward by a third party that is named.';
    case 'denied/holder':
    case 'denied/first-hand':
      return denialBases === undefined ? when : when.replace('.', `, with the basis ${listed(denialBases, 'or')}.`);
    case 'corroborated/independent-origins':
      return `${capitalized(counted(independentOrigins))} independent named origins put it forward.`;
    default:
      return when;
  }
}

/** What a parameter means with the value that it has. */
export interface TermInWords {
  /** The name of the parameter. */
  readonly parameter: keyof PolicyParameters;
  /** What it means, with this value: a sentence. */
  readonly meaning: string;
}

/** What each parameter means with the value that it has here, or if it is absent. */
export function termsInWords(parameters: PolicyParameters): readonly TermInWords[] {
  return PARAMETER_NAMES.map((parameter) => ({ parameter, meaning: MEANINGS[parameter](parameters) }));
}

const MEANINGS: Readonly<Record<keyof PolicyParameters, (parameters: PolicyParameters) => string>> = {
  independentOrigins: ({ independentOrigins }) =>
    `${capitalized(counted(independentOrigins))} named origins, each independent of the others, corroborate a claim.`,
  unnamedSupport: ({ unnamedSupport }) =>
    unnamedSupport
      ? 'What rests only on unnamed sources supports a claim, but never corroborates it.'
      : 'What rests only on unnamed sources supports nothing.',
  denialBases: ({ denialBases }) =>
    denialBases === undefined
      ? 'A denial with standing counts on any basis.'
      : `A denial with standing counts only with the basis ${listed(denialBases, 'or')}.`,
  eyewitnessDisputes: ({ eyewitnessDisputes }) =>
    eyewitnessDisputes
      ? 'One named origin who saw it, or has a recording, is support against a denial or evidence that refutes.'
      : 'One origin, even one who saw it, does not suffice against a denial or evidence that refutes.',
  verdictsDecide: ({ verdictsDecide }) =>
    verdictsDecide ? 'Verdicts decide.' : 'Verdicts are shown, and decide nothing.',
  raters: ({ verdictsDecide, raters }) => {
    if (!verdictsDecide) return 'No rater decides.';
    if (raters === undefined) return 'The verdicts of all named raters decide.';
    return `Only verdicts by ${listed(raters, 'or')} decide; others are shown.`;
  },
  searchGoodForDays: ({ searchGoodForDays: days }) =>
    days === undefined
      ? 'A search without an end of its own is good until the next search.'
      : `A search without an end of its own is good for ${days === 1 ? 'one day' : `${days} days`}, or until the next search.`,
};

export const PARAMETER_NAMES = Object.keys(MEANINGS) as readonly (keyof PolicyParameters)[];
