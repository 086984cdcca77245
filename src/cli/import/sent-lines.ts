const NEWLINE = 0x0a;

interface Mark {
  readonly lines: number;
  readonly units: number;
}

/**
 * How much of an input its first lines are, in units such as bytes: so that progress is of what the ledger has handled,
 * not of what was sent to it. Remembers only lines that the ledger hasn't handled yet.
 */
export class SentLines {
  private readonly marks: Mark[] = [];
  private last: Mark = { lines: 0, units: 0 };
  private handled: Mark = { lines: 0, units: 0 };

  /** @param units of the input that have been read, up to the end of this chunk */
  sent(chunk: Uint8Array, units: number): void {
    let { lines } = this.last;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) lines += 1;
    this.last = { lines, units };
    this.marks.push(this.last);
  }

  /** Units up to the end of this line, which the ledger has handled. Ask in ascending order. */
  unitsUpTo(line: number): number {
    while (this.marks[0] && this.marks[0].lines <= line) this.handled = this.marks.shift() as Mark;
    const [next] = this.marks;
    if (!next || next.lines === this.handled.lines) return this.handled.units;
    const share = Math.max(0, line - this.handled.lines) / (next.lines - this.handled.lines);
    return this.handled.units + share * (next.units - this.handled.units);
  }
}
