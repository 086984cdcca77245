/** A message, without the name of the field in front. */
export type Message = (value: unknown, constraints: readonly unknown[]) => string;

/**
 * In the place of the library's own messages, by the name of the check. A check that is neither here nor has a message
 * of its own can't be used.
 */
export const LIBRARY_MESSAGES: Readonly<Record<string, Message>> = {
  isString: (value) => `must be text, not ${kindOf(value)}.`,
  isBoolean: (value) => `must be true or false, not ${kindOf(value)}.`,
  isInt: (value) => `must be a whole number, not ${numberIn(value)}.`,
  min: (value, [least]) => `must be at least ${String(least)}, not ${numberIn(value)}.`,
  max: (value, [most]) => `must be at most ${String(most)}, not ${numberIn(value)}.`,
  isObject: (value) => `must be an object, not ${kindOf(value)}.`,
  isArray: (value) => `must be a list, not ${kindOf(value)}.`,
  arrayMaxSize: (value, [most]) => `has ${lengthOf(value)} items. At most ${String(most)} are allowed.`,
  arrayMinSize: (_value, [least]) => `needs at least ${least === 1 ? '1 item' : `${String(least)} items`}.`,
  arrayUnique: () => 'has the same item more than once.',
  maxLength: (value, [most]) =>
    typeof value === 'string'
      ? `has ${value.length} characters. At most ${String(most)} are allowed.`
      : `must be text, not ${kindOf(value)}.`,
};

/** What a JSON value is, in words. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'boolean' ? String(value) : typeof value === 'number' ? 'a number' : 'text';
}

const numberIn = (value: unknown): string | number => (typeof value === 'number' ? value : kindOf(value));
const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
