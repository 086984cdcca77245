/** Something that is not as it must be, and where. */
export interface Fault {
  /** Of the log's file, of an event in it, of the read model, or of a claim's state there. */
  readonly in: 'file' | 'log' | 'read-model' | 'claim';
  readonly message: string;
  readonly position?: string;
  readonly stream?: string;
  readonly revision?: number;
  readonly table?: string;
  /** Of a row, as `claim=17 position=17 step=0`. */
  readonly key?: string;
  readonly claim?: string;
}

/** So many are told; all are counted. */
const TOLD = 100;

/** The faults found so far, the first of them in full. */
export class Faults {
  readonly told: Fault[] = [];
  private found = 0;

  get count(): number {
    return this.found;
  }

  add(fault: Fault): void {
    this.found += 1;
    if (this.told.length < TOLD) this.told.push(fault);
  }
}

/** `position 17, claim-talks revision 3: …` */
export function faultLine({ in: where, message, position, stream, revision, table, key, claim }: Fault): string {
  const place = [
    ...(position === undefined ? [] : [`position ${position}`]),
    ...(stream === undefined ? [] : [revision === undefined ? stream : `${stream} revision ${revision}`]),
    ...(table === undefined ? [] : [`table ${table}`]),
    ...(key === undefined ? [] : [key]),
    ...(claim === undefined ? [] : [`claim ${claim}`]),
  ];
  const what = { file: 'log file', log: 'log', 'read-model': 'read model', claim: 'read model' }[where];
  return [what, ...(place.length > 0 ? [place.join(', ')] : []), message].join(': ');
}
