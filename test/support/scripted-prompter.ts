import type { Choice, Prompter } from '../../src/cli/terminal/prompter.js';

/** A part of a question's text and the reply to it: a text, the label or hint of a choice, or yes or no. */
export type Step = readonly [question: string, answer: string | boolean];

/** A prompter that replies to questions from a script, in order. */
export class ScriptedPrompter implements Prompter {
  /** Every question, reply and note, one per line. */
  readonly transcript: string[] = [];
  private readonly steps: Step[];

  constructor(steps: readonly Step[]) {
    this.steps = [...steps];
  }

  /** Steps whose question did not come. */
  get left(): readonly Step[] {
    return this.steps;
  }

  text: Prompter['text'] = async ({ message, validate }) => {
    for (;;) {
      const answer = this.next(message);
      if (typeof answer !== 'string') throw new TypeError(`"${message}" wants a text.`);
      const problem = await Promise.resolve(validate?.(answer));
      if (problem === undefined) return answer;
      this.transcript.push(`! ${problem}`);
    }
  };

  choose = <Value>(message: string, choices: readonly Choice<Value>[]): Promise<Value> => {
    const answer = this.next(message);
    const chosen = choices.find(
      ({ label, hint }) => label === answer || hint === answer || hint?.endsWith(` ${String(answer)}`),
    );
    if (!chosen) {
      const offered = choices.map(({ label, hint = '' }) => `${label} (${hint})`).join('; ');
      throw new RangeError(`"${message}" doesn't offer "${String(answer)}", but: ${offered}`);
    }
    return Promise.resolve(chosen.value);
  };

  confirm = (message: string): Promise<boolean> => Promise.resolve(this.next(message) === true);

  show = (title: string, lines: readonly string[]): void => {
    this.transcript.push(title, ...lines);
  };

  say = (line: string): void => {
    this.transcript.push(line);
  };

  private next(message: string): string | boolean {
    const [question, answer] = this.steps.shift() ?? ['', ''];
    this.transcript.push(`? ${message}`);
    if (!message.includes(question) || question === '') {
      throw new Error(`The question is "${message}", expected "${question}".\n${this.transcript.join('\n')}`);
    }
    return answer;
  }
}
