/** The ticks whose labels fit: the first, the last, and those between that are far enough from each other. */
export function labelled<Tick extends { readonly at: number }>(ticks: readonly Tick[], apart: number): Tick[] {
  const last = ticks.at(-1);
  const result: Tick[] = [];
  for (const tick of ticks.slice(0, -1)) {
    const previous = result.at(-1);
    const isFree = !previous || tick.at - previous.at >= apart;
    if (isFree && (!last || last.at - tick.at >= apart)) result.push(tick);
  }
  return last ? [...result, last] : result;
}
