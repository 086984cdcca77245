/** Something that is wrong with a log or a read model, and where. */
export interface Fault {
  /** The log file as a whole, an event of the log, a row of the read model, or a claim's state in the read model. */
  readonly in: 'file' | 'log' | 'read-model' | 'claim';
  readonly message: string;
  readonly position?: string;
  readonly stream?: string;
  readonly revision?: number;
  readonly table?: string;
  /** The key of the row, such as `claim=17 position=17 step=0`. */
  readonly key?: string;
  readonly claim?: string;
}

/** Further faults are counted, but not kept. */
const MAX_REPORTED = 100;

/** Collects faults: keeps the first 100 and counts all. */
export class Faults {
  /** The first faults, in the order in which they were found. */
  readonly reported: Fault[] = [];
  private total = 0;

  get count(): number {
    return this.total;
  }

  add(fault: Fault): void {
    this.total += 1;
    if (this.reported.length < MAX_REPORTED) this.reported.push(fault);
  }
}

/** One line of text, such as `log: position 17, claim-talks revision 3: …`. */
export function formatFault({ in: where, message, position, stream, revision, table, key, claim }: Fault): string {
  const location = [
    ...(position === undefined ? [] : [`position ${position}`]),
    ...(stream === undefined ? [] : [revision === undefined ? stream : `${stream} revision ${revision}`]),
    ...(table === undefined ? [] : [`table ${table}`]),
    ...(key === undefined ? [] : [key]),
    ...(claim === undefined ? [] : [`claim ${claim}`]),
  ];
  const subject = { file: 'log file', log: 'log', 'read-model': 'read model', claim: 'read model' }[where];
  return [subject, ...(location.length > 0 ? [location.join(', ')] : []), message].join(': ');
}
