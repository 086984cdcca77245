/** Why a request got no good answer: the name of a problem, `lost` or `late`. */
export type Trouble = string;

/** What happened when, in milliseconds of this process. */
export class Timeline {
  readonly answers: { readonly at: number; readonly took: number; readonly sent: number }[] = [];
  readonly troubles: { readonly at: number; readonly of: 'write' | 'read'; readonly trouble: Trouble }[] = [];
  readonly readiness: { readonly at: number; readonly instance: string; readonly ready: boolean }[] = [];
}

export interface Summary {
  readonly writes: number;
  /** Between two answers to writes, whoever sent them, in milliseconds. */
  readonly longestGap: number;
  /** From the first time that it was sent to its answer, in milliseconds. */
  readonly slowestWrite: number;
  readonly sentAgain: number;
  readonly troubles: ReadonlyMap<string, number>;
  /** The longest that one instance said, whenever it was asked, that it isn't ready, in milliseconds. */
  readonly longestUnready: number;
}

/** What there was to be seen from one time to another. */
export function summaryOf(timeline: Timeline, from: number, to: number): Summary {
  const within = <Item extends { readonly at: number }>(items: readonly Item[]): Item[] =>
    items.filter(({ at }) => at >= from && at < to);
  const answers = within(timeline.answers);
  const times = [from, ...answers.map(({ at }) => at), to];
  const troubles = new Map<string, number>();
  for (const { of, trouble } of within(timeline.troubles)) {
    const name = `${of} ${trouble}`;
    troubles.set(name, (troubles.get(name) ?? 0) + 1);
  }
  return {
    writes: answers.length,
    longestGap: largest(times.slice(1).map((time, index) => time - (times[index] ?? time))),
    slowestWrite: largest(answers.map(({ took }) => took)),
    sentAgain: answers.filter(({ sent }) => sent > 1).length,
    troubles,
    longestUnready: longestUnready(within(timeline.readiness)),
  };
}

function longestUnready(readiness: Timeline['readiness']): number {
  let longest = 0;
  const since = new Map<string, number>();
  for (const { at, instance, ready } of readiness) {
    const began = since.get(instance);
    if (began !== undefined) longest = Math.max(longest, at - began);
    if (ready) since.delete(instance);
    else since.set(instance, began ?? at);
  }
  return longest;
}

const largest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), 0);
