import type { StatusView, VerificationView } from '../../claims/queries/views.js';
import { type Printing, statusStyle } from '../terminal/print-options.js';
import type { Text } from '../terminal/text-layout.js';
import { explainRule } from './rule-explanations.js';

/** A status with its rule and what the rule says. */
export function statusText(
  { status, rule, rating, summary }: StatusView & Partial<Pick<VerificationView, 'summary'>>,
  { colors }: Printing,
): Text {
  const text = rating === undefined ? status : `${status} ${rating}`;
  return [{ text, style: statusStyle(status, colors) }, ` (${rule}): ${explainRule(rule, summary?.parts)}`];
}
