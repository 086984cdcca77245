import { sanitize } from '../terminal/text-layout.js';
import type { ImportJob, JobProblem } from './import-job.js';
import type { Rejection } from './import-request.js';

/** A command, and the part of the input that it was made from. */
export interface SentCommand {
  readonly command: object;
  /** The number of the part: a row, a review. */
  readonly part: number;
  /** In words, where a field of the command is from; undefined for the part as a whole. */
  readonly sourceOf: (pointer: string) => string | undefined;
}

/** Sends commands that were made from the parts of an input, and names the parts in what the ledger answers. */
export abstract class MappedJob implements ImportJob {
  readonly canSkipLines = false;
  abstract readonly total: number;
  abstract readonly problems: readonly JobProblem[];
  readonly idsOfPersons: readonly string[] = [];
  protected readonly rejectedParts: Set<number>;
  private readonly sent: Omit<SentCommand, 'command'>[] = [];

  /** @param rejected parts that aren't sent */
  protected constructor(
    readonly name: string,
    rejected: Iterable<number>,
  ) {
    this.rejectedParts = new Set(rejected);
  }

  notes(): Promise<readonly JobProblem[]> {
    return Promise.resolve([]);
  }

  abstract describe(lines: number): string;
  abstract emptiness(): string | undefined;
  /** What `--json` says of a part. */
  protected abstract partJson(part: number): object;
  /** `row 7, column "who said it"` */
  protected abstract locate(part: number, source: string | undefined): string;
  protected abstract commands(): AsyncIterable<SentCommand> | Iterable<SentCommand>;

  async *lines(): AsyncGenerator<Uint8Array> {
    for await (const { command, part, sourceOf } of this.commands()) {
      this.sent.push({ part, sourceOf });
      yield Buffer.from(`${JSON.stringify(command)}\n`);
    }
  }

  unitsUpTo(line: number): number {
    return line;
  }

  /**
   * `FILE: row 7, column "who said it": message`. Empty if a command of the part only lacks what another one of the part
   * would have registered, and that was rejected.
   */
  rejections({ line, problem }: Rejection): string[] {
    const origin = this.sent[line - 1];
    if (!origin) return [`${this.name}: ${problem.detail}`];
    const { part, sourceOf } = origin;
    const { title, detail, status, errors = [] } = problem;
    const isUnknown = errors.length === 0 ? status === 404 : errors.every(({ code }) => code.startsWith('unknown-'));
    if (isUnknown && this.rejectedParts.has(part)) return [];
    this.rejectedParts.add(part);
    if (errors.length === 0) return [this.message(part, sourceOf(''), `${title}: ${detail}`)];
    return errors.map(({ pointer, message }) => this.message(part, sourceOf(pointer), message));
  }

  origin(line: number): object {
    const part = this.sent[line - 1]?.part;
    return part === undefined ? {} : this.partJson(part);
  }

  protected message(part: number, source: string | undefined, message: string): string {
    return `${this.name}: ${sanitize(`${this.locate(part, source)}: ${message}`)}`;
  }
}
