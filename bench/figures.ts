/** The smallest or the largest ratio that is accepted, or value if there is no yardstick. */
export type Bound = { readonly least: number } | { readonly most: number };

/** The result of one measurement. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same work without what the ledger adds to it, in the same unit, from the same run. */
  readonly yardstick?: { readonly name: string; readonly value: number };
  /** Value to yardstick: the median over rounds, which may differ a little from the ratio of the two medians. */
  readonly ratio?: number;
  readonly bound?: Bound;
}

/** Returns whether a figure is within its bound; true if it has none. */
export function isMet({ value, ratio, bound }: Figure): boolean {
  if (!bound) return true;
  const compared = ratio ?? value;
  return 'least' in bound ? compared >= bound.least : compared <= bound.most;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Returns the smallest of the values that is at least as large as this part of them. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)];
  if (found === undefined) throw new RangeError('Nothing was measured.');
  return found;
}

/** Medians of both sides of a comparison, and of their ratios. */
export interface Comparison {
  readonly value: number;
  readonly yardstick: number;
  readonly ratio: number;
}

type Measurement = () => number | Promise<number>;

/**
 * Measures both sides alternately for so many rounds, after one round to warm up. A machine's speed varies: so each
 * value is compared with the yardstick measured next to it, and the ratio is the median over the rounds.
 */
export async function alternate(rounds: number, value: Measurement, yardstick: Measurement): Promise<Comparison> {
  await value();
  await yardstick();
  const pairs: { readonly value: number; readonly yardstick: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // Each side is measured first every other time.
    const first = round % 2 === 0 ? await value() : undefined;
    const other = await yardstick();
    pairs.push({ value: first ?? (await value()), yardstick: other });
  }
  return {
    value: median(pairs.map((pair) => pair.value)),
    yardstick: median(pairs.map((pair) => pair.yardstick)),
    ratio: median(pairs.map((pair) => pair.value / pair.yardstick)),
  };
}

/** Returns how many milliseconds the work takes. */
export async function measureMs(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
