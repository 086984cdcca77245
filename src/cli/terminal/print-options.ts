import type { Colors } from 'picocolors/types.js';
import type { Status } from '../../domain/vocabulary.js';
import type { Span, Style } from './text-layout.js';

/** How a story is printed. */
export interface Printing {
  /** In columns; from 40. */
  readonly width: number;
  readonly colors: Colors;
  /** Also tell when everything was recorded, and by whom. */
  readonly recorded: boolean;
}

export function statusStyle(status: Status, colors: Colors): Style {
  const styles: Readonly<Record<Status, Style>> = {
    rated: colors.magenta,
    retracted: colors.red,
    disputed: colors.yellow,
    confirmed: colors.green,
    denied: colors.red,
    corroborated: colors.green,
    open: colors.cyan,
    unsubstantiated: colors.yellow,
    unverified: colors.blue,
  };
  return Object.hasOwn(styles, status) ? styles[status] : (text) => text;
}

/** "[entry]", standing off from what it names. */
export const tag = (text: string, { colors }: Printing): Span => ({ text, style: colors.dim, apart: true });
