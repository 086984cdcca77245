import { scenarioInWords } from '../../domain/scenario-in-words.js';
import type { Printing } from './print-options.js';
import { paragraph } from './text-layout.js';

/** Says first under which scenario everything below is so; empty if the scenario has only a moment. */
export function scenarioHeading(
  scenario: Parameters<typeof scenarioInWords>[0],
  { width, colors }: Pick<Printing, 'width' | 'colors'>,
): string {
  const words = scenarioInWords(scenario);
  if (words === undefined) return '';
  const lines = paragraph([{ text: `As it would be ${words}:`, style: colors.bold }], { width });
  return `${lines.join('\n')}\n\n`;
}
