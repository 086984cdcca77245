import type { Option } from 'commander';
import { listed } from '../verification/summary/english-names.js';
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
  return option.choices(values).argParser<unknown>((text, previous) => {
    const value = text
      .trim()
      .toLowerCase()
      .replace(/[\s_]+/g, '-');
    if (!values.includes(value)) throw new UsageError(`${flag} takes no "${text}". ${remedyFor(value)}`);
    if (!option.variadic) return value;
    return Array.isArray(previous) ? [...(previous as readonly unknown[]), value] : [value];
  });

  function remedyFor(value: string): string {
    const hint = elsewhere(value);
    if (hint !== undefined) return hint;
    const close = closest(value, values);
    return `${close === undefined ? '' : `Did you mean ${close}? `}It takes ${listed(values, 'or')}.`;
  }
}
