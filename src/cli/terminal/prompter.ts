import { autocomplete, confirm, isCancel, log, note, select, text } from '@clack/prompts';
import { CliError } from '../errors.js';

export interface TextQuestion {
  readonly message: string;
  /** What an answer looks like; shown while there is none. */
  readonly example?: string;
  readonly initial?: string;
  /** Why an answer can't be used; undefined if it can. Without this, any answer can, also an empty one. */
  readonly validate?: (answer: string) => string | undefined;
}

export interface Choice<Value> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
}

/** Asks the person at the terminal. Every question throws a `CancelledError` if they cancel it. */
export interface Prompter {
  /** The answer without spaces around it. */
  text(question: TextQuestion): Promise<string>;
  choose<Value>(message: string, choices: readonly Choice<Value>[]): Promise<Value>;
  confirm(message: string): Promise<boolean>;
  /** Shows some lines in a box. */
  show(title: string, lines: readonly string[]): void;
  /** Shows one line. */
  say(line: string): void;
}

/** The person at the terminal cancelled, with Ctrl-C or Esc. */
export class CancelledError extends CliError {
  /** As after SIGINT. */
  readonly exitCode = 130;
  readonly kind = ['cancelled', 'Cancelled'] as const;
}

/** Longer lists are narrowed by typing. */
const MAX_PLAIN = 7;
const MAX_LINES = 12;

export interface PrompterStreams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly signal: AbortSignal;
}

/** Asks on a terminal. */
export function terminalPrompter({ signal, ...streams }: PrompterStreams): Prompter {
  // The library leaves a listener on the signal of every question.
  const once = () => ({ ...streams, signal: AbortSignal.any([signal]) });
  return {
    text: async ({ message, example, initial, validate }) => {
      const check = (answer = '') => validate?.(answer.trim());
      const shown = { ...(example !== undefined && { placeholder: example }) };
      const begun = { ...(initial !== undefined && { initialValue: initial }) };
      return answered(await text({ message, ...shown, ...begun, validate: check, ...once() })).trim();
    },
    choose: async (message, choices) => {
      // The library compares values, which works for numbers.
      const options = choices.map(({ label, hint }, value) => ({ value, label, ...(hint !== undefined && { hint }) }));
      const question = { message, options, maxItems: MAX_LINES, ...once() };
      const isLong = choices.length > MAX_PLAIN;
      const chosen =
        choices[answered(await (isLong ? autocomplete({ ...question, filter: matches }) : select(question)))];
      if (!chosen) throw new RangeError('A choice was made that was not offered.');
      return chosen.value;
    },
    confirm: async (message) => answered(await confirm({ message, ...once() })),
    show: (title, lines) => {
      note(lines.join('\n'), title, { ...streams, format: (line) => line });
    },
    say: (line) => {
      log.message(line, streams);
    },
  };
}

function answered<Answer>(answer: Answer): Exclude<Answer, symbol> {
  if (isCancel(answer)) throw new CancelledError('Cancelled. Nothing was recorded.');
  return answer as Exclude<Answer, symbol>;
}

/** Whether every typed word is in the text of the option. */
function matches(search: string, { label = '', hint = '' }: { label?: string; hint?: string }): boolean {
  const offered = `${label} ${hint}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => offered.includes(word));
}
