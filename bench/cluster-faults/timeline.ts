/** Why a request failed: the name of a problem, `lost` for a lost connection or `late` for a timeout. */
export type Failure = string;

/** What happened when, in milliseconds since this process began. */
export class Timeline {
  readonly acknowledged: { readonly at: number; readonly durationMs: number; readonly attempts: number }[] = [];
  readonly failures: { readonly at: number; readonly operation: 'write' | 'read'; readonly failure: Failure }[] = [];
  readonly readiness: { readonly at: number; readonly instance: string; readonly ready: boolean }[] = [];
}

export interface Summary {
  readonly writes: number;
  /** Between two responses to writes of any client, in milliseconds. */
  readonly longestGap: number;
  /** From the first attempt to the response, in milliseconds. */
  readonly slowestWrite: number;
  readonly retried: number;
  readonly failures: ReadonlyMap<string, number>;
  /** The longest time for which an instance reported that it wasn't ready, in milliseconds. */
  readonly longestUnready: number;
}

/** Summarizes what happened from one time to another. */
export function summarize(timeline: Timeline, from: number, to: number): Summary {
  const within = <Item extends { readonly at: number }>(items: readonly Item[]): Item[] =>
    items.filter(({ at }) => at >= from && at < to);
  const acknowledged = within(timeline.acknowledged);
  const times = [from, ...acknowledged.map(({ at }) => at), to];
  const failures = new Map<string, number>();
  for (const { operation, failure } of within(timeline.failures)) {
    const name = `${operation} ${failure}`;
    failures.set(name, (failures.get(name) ?? 0) + 1);
  }
  return {
    writes: acknowledged.length,
    longestGap: largest(times.slice(1).map((time, index) => time - (times[index] ?? time))),
    slowestWrite: largest(acknowledged.map(({ durationMs }) => durationMs)),
    retried: acknowledged.filter(({ attempts }) => attempts > 1).length,
    failures,
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
