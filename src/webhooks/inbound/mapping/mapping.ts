import { MarkupFileError } from '../../../interchange/claimreview/field-rejection.js';
import { checkReviewMapping, type ReviewMapping } from '../../../interchange/claimreview/review-mapping.js';
import { hasRedacted } from '../../../event-log/redaction.js';
import { MAX_EXPRESSION_LENGTH, syntaxProblem } from '../../expressions/expressions.js';

/** How the payload of a delivery becomes commands. */
export type Mapping = CommandsMapping | CloudEventsMapping | ClaimReviewMapping | ExpressionMapping;

/** The payload has commands of the ledger: one, a list of them, or one per line, in the form of an import's lines. */
export interface CommandsMapping {
  readonly kind: 'commands';
}

/** The payload has CloudEvents, whose data are commands, or the events of another ledger. */
export interface CloudEventsMapping {
  readonly kind: 'cloudevents';
}

/** The payload is ClaimReview markup; the other members are those of a mapping of labels and names. */
export interface ClaimReviewMapping extends ReviewMapping {
  readonly kind: 'claimreview';
  /** The address of the page that the markup is from, by which relative addresses are resolved. */
  readonly pageUrl?: string;
}

/** The payload becomes commands by an expression. */
export interface ExpressionMapping {
  readonly kind: 'expression';
  /** In JSONata, with `payload`, `headers` and `delivery` as its input. Its result is a command, a list of them, or nothing. */
  readonly expression: string;
}

export const MAPPING_KINDS = [
  'commands',
  'cloudevents',
  'claimreview',
  'expression',
] as const satisfies readonly Mapping['kind'][];

/** The longest mapping as JSON, in UTF-16 code units. */
export const MAX_MAPPING_LENGTH = 50_000;

/** What is wrong with a mapping, as a sentence that begins with the name of the field; undefined if it is one. */
export function mappingProblem(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'mapping must be a JSON object.';
  if (JSON.stringify(value).length > MAX_MAPPING_LENGTH) {
    return `mapping may have at most ${MAX_MAPPING_LENGTH} characters as JSON.`;
  }
  if (hasRedacted(value)) return 'mapping has what stands for a text that was redacted. Give it without.';
  const { kind, ...members } = value as Readonly<Record<string, unknown>>;
  switch (kind) {
    case 'commands':
    case 'cloudevents':
      return otherMember(members, []);
    case 'expression':
      return otherMember(members, ['expression']) ?? expressionProblem(members['expression']);
    case 'claimreview':
      return reviewProblem(members);
    default:
      return `mapping.kind must be one of: ${MAPPING_KINDS.join(', ')}.`;
  }
}

function otherMember(members: object, allowed: readonly string[]): string | undefined {
  const other = Object.keys(members).find((name) => !allowed.includes(name));
  if (other === undefined) return undefined;
  const has = allowed.length === 0 ? 'has no other members' : `has only: kind, ${allowed.join(', ')}`;
  return `mapping.${other} is unknown. A mapping of this kind ${has}.`;
}

function expressionProblem(expression: unknown): string | undefined {
  if (typeof expression !== 'string') {
    return `mapping.expression must be text: JSONata of at most ${MAX_EXPRESSION_LENGTH} characters.`;
  }
  const problem = syntaxProblem(expression);
  return problem === undefined ? undefined : `mapping.expression can't be read. ${problem}`;
}

function reviewProblem({ pageUrl, ...mapping }: Readonly<Record<string, unknown>>): string | undefined {
  if (
    pageUrl !== undefined &&
    !(typeof pageUrl === 'string' && /^https?:\/\//i.test(pageUrl) && URL.canParse(pageUrl))
  ) {
    return 'mapping.pageUrl must be a web address, such as https://factcheck.example/.';
  }
  try {
    checkReviewMapping(mapping);
    return undefined;
  } catch (error) {
    if (error instanceof MarkupFileError) return `mapping: ${error.message}`;
    throw error;
  }
}
