/** A range of time, both ends included, in milliseconds since 1970. An open end is infinite. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** ISO 8601 with reduced precision (`2023`, `2023-04`, `2023-04-20`), or an instant with an offset. Days are UTC. */
function oneDate(text: string): Span {
  if (text.includes('T')) {
    const instant = Date.parse(text);
    return { from: instant, to: instant };
  }
  const [year = NaN, month, day] = text.split('-').map(Number);
  const next =
    month === undefined
      ? Date.UTC(year + 1, 0, 1)
      : day === undefined
        ? Date.UTC(year, month, 1)
        : Date.UTC(year, month - 1, day + 1);
  return { from: Date.UTC(year, (month ?? 1) - 1, day ?? 1), to: next - 1 };
}

/** One date, an EDTF interval (`2023-05/2023-07`, `../2024-04-04`), or absent. */
export function spanOf(text: string | undefined): Span | undefined {
  if (text === undefined) return undefined;
  const [first = '', last] = text.split('/');
  if (last === undefined) return oneDate(first);
  return {
    from: first === '..' ? -Infinity : oneDate(first).from,
    to: last === '..' ? Infinity : oneDate(last).to,
  };
}

/** Mandates include both ends. An absent end is open. */
export function mandateSpan(mandate: { readonly from?: string; readonly until?: string }): Span {
  return {
    from: mandate.from === undefined ? -Infinity : oneDate(mandate.from).from,
    to: mandate.until === undefined ? Infinity : oneDate(mandate.until).to,
  };
}

/** An entry without a date overlaps every mandate. */
export function overlap(a: Span | undefined, b: Span | undefined): boolean {
  return a === undefined || b === undefined || (a.from <= b.to && b.from <= a.to);
}
