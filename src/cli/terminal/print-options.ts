import type { Colors } from 'picocolors/types.js';
import type { Status } from '../../domain/vocabulary.js';
import type { Span, Style } from './text-layout.js';

/** How output is printed. */
export interface Printing {
  /** In columns; at least 40. */
  readonly width: number;
  readonly colors: Colors;
  /** Whether to print when each entry was recorded, and by whom. */
  readonly recorded: boolean;
}

export function statusStyle(status: Status, colors: Colors): Style {
  const styles: Readonly<Record<Status, Style>> = {
    rated: colors.magenta,
    fulfilled: colors.green,
    unfulfilled: colors.red,
    'partly-fulfilled': colors.yellow,
    lapsed: colors.dim,
    retracted: colors.red,
    disputed: colors.yellow,
    stated: colors.cyan,
    confirmed: colors.green,
    refuted: colors.red,
    denied: colors.red,
    corroborated: colors.green,
    open: colors.cyan,
    unsubstantiated: colors.yellow,
    unverified: colors.blue,
  };
  return Object.hasOwn(styles, status) ? styles[status] : (text) => text;
}

/** `[entry]`, two spaces after what it names. */
export const tag = (text: string, { colors }: Printing): Span => ({ text, style: colors.dim, apart: true });
