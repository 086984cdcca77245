/** `least`: the ratio, or the value where there is no yardstick, must be at least that; `most`: at most. */
export type Bound = { readonly least: number } | { readonly most: number };

/** What one measurement came to. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same work without what is measured, in the same unit, from the same run. */
  readonly yardstick?: { readonly name: string; readonly value: number };
  /** Of value to yardstick: the median over rounds, so it may differ a little from that of the two medians. */
  readonly ratio?: number;
  readonly bound?: Bound;
}

/** True without a bound. */
export function isMet({ value, ratio, bound }: Figure): boolean {
  if (!bound) return true;
  const judged = ratio ?? value;
  return 'least' in bound ? judged >= bound.least : judged <= bound.most;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The smallest of the values that is not exceeded by this part of them. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)];
  if (found === undefined) throw new RangeError('Nothing was measured.');
  return found;
}

/** What both sides of a comparison came to. */
export interface Compared {
  readonly value: number;
  readonly yardstick: number;
  readonly ratio: number;
}

type Measurement = () => number | Promise<number>;

/**
 * Measures both sides in turn, as often as told, each once before to warm up. Machines get slower and faster for reasons
 * of their own: what is measured next to each other is compared, and the median of these ratios taken.
 */
export async function alternate(rounds: number, value: Measurement, yardstick: Measurement): Promise<Compared> {
  await value();
  await yardstick();
  const pairs: { readonly value: number; readonly yardstick: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // Each side comes first every other time.
    const first = round % 2 === 0 ? await value() : undefined;
    const beside = await yardstick();
    pairs.push({ value: first ?? (await value()), yardstick: beside });
  }
  return {
    value: median(pairs.map((pair) => pair.value)),
    yardstick: median(pairs.map((pair) => pair.yardstick)),
    ratio: median(pairs.map((pair) => pair.value / pair.yardstick)),
  };
}

/** In milliseconds. */
export async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
