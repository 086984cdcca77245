import type { Option } from 'commander';
import { UsageError } from './errors.js';
import { closest } from './lookup/close-names.js';

/**
 * Makes an option take one of these values, in any case, and with spaces for hyphens.
 *
 * @param elsewhere says where a value that the option doesn't take belongs
 */
export function withChoices(
  option: Option,
  values: readonly string[],
  elsewhere: (value: string) => string | undefined = () => undefined,
): Option {
  const flag = option.long ?? option.flags;
  return option.choices(values).argParser((text) => {
    const value = text
      .trim()
      .toLowerCase()
      .replace(/[\s_]+/g, '-');
    if (values.includes(value)) return value;
    const close = closest(value, values);
    const hint = elsewhere(value) ?? (close === undefined ? '' : `Did you mean ${close}?`);
    const all = `It takes ${orList(values)}.`;
    throw new UsageError([`${flag} takes no "${text}".`, hint, all].filter((part) => part !== '').join(' '));
  });
}

/** `whole, part or nothing` */
export const orList = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
