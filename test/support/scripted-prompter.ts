import type { Choice, Prompter } from '../../src/cli/terminal/prompter.js';

/** What a person answers to a question whose text has these words: a text, a choice by its label or hint, yes or no. */
export type Step = readonly [question: string, answer: string | boolean];

/** Answers questions as a script says, in its order. */
export class ScriptedPrompter implements Prompter {
  /** Everything that was asked, shown and said, a line each. */
  readonly transcript: string[] = [];
  private readonly steps: Step[];

  constructor(steps: readonly Step[]) {
    this.steps = [...steps];
  }

  /** Answers that nobody asked for. */
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
      throw new Error(`"${message}" was asked where "${question}" was expected.\n${this.transcript.join('\n')}`);
    }
    return answer;
  }
}
