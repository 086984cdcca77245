/** What is known of a setting apart from its value. */
export interface SettingInfo {
  readonly variable: string;
  /** What it is without the variable: a value, or in words. */
  readonly default: { readonly value: string } | { readonly words: string };
  /** What it is for, as the documentation says it. */
  readonly meaning: string;
  /** What may be shown of a valid text: nothing that is secret. */
  readonly show: (text: string) => string;
}

/** A setting of the server. */
export interface Setting<Value> extends SettingInfo {
  readonly fallback: Value;
  /** Its value, or a sentence about what is wrong with its variable. */
  readonly read: (env: NodeJS.ProcessEnv) => Parsed<Value>;
}

/** A value, or why there is none. */
export type Parsed<Value> = { readonly value: Value } | { readonly problem: string };

/** Reads a text that isn't empty. The problem is a clause that follows the name of the variable. */
export type Parse<Value> = (text: string) => Parsed<Value>;

/** What a table of settings says of one. */
interface Described<Fallback> {
  readonly variable: string;
  readonly meaning: string;
  readonly fallback: Fallback;
  /** What the fallback means, if its value doesn't say it. */
  readonly inWords?: string;
  readonly show?: (text: string) => string;
}

/** In place of a secret. */
export const ONLY_SET = (): string => 'set';

/** A setting whose variable counts as not set if it is empty. */
export function setting<Value, Fallback extends Value>(
  { fallback, inWords, show = String, ...described }: Described<Fallback>,
  parse: Parse<Value>,
): Setting<Value> {
  return {
    ...described,
    fallback,
    show,
    default: inWords === undefined ? { value: String(fallback) } : { words: inWords },
    read: (env) => {
      const text = env[described.variable];
      if (text === undefined || text === '') return { value: fallback };
      const parsed = parse(text);
      return 'value' in parsed ? parsed : { problem: `${described.variable} ${parsed.problem}` };
    },
  };
}

export const anyText: Parse<string> = (text) => ({ value: text });

export const wholeNumber =
  (max: number, min = 0): Parse<number> =>
  (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return { value };
    return { problem: `must be a whole number from ${min} to ${max}, not "${text}".` };
  };

export const oneOf =
  <Word extends string>(words: readonly Word[]): Parse<Word> =>
  (text) => {
    const value = words.find((each) => each === text);
    return value === undefined ? { problem: `must be one of: ${words.join(', ')}; not "${text}".` } : { value };
  };

/** Items separated by commas. */
export const listOf =
  (isItem: (text: string) => boolean, what: string): Parse<readonly string[]> =>
  (text) => {
    const value = itemsOf(text);
    const wrong = value.find((item) => !isItem(item));
    if (wrong === undefined) return { value };
    return { problem: `must be a list of ${what}, separated by commas; "${wrong}" is not valid.` };
  };

export const itemsOf = (text: string): readonly string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
