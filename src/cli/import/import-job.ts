import { sanitize } from '../terminal/text-layout.js';
import type { Rejection } from './import-request.js';
import { readError, type RecognisedInput } from './recognised-input.js';
import { SentLines } from './sent-lines.js';

/** One input on its way into the ledger. */
export interface ImportJob {
  readonly name: string;
  /** In the units of `unitsUpTo`; undefined if it isn't known. */
  readonly total: number | undefined;
  /** Problems that were found before anything is sent, as messages; each is about a part that isn't sent. */
  readonly problems: readonly JobProblem[];
  /** Ids of persons that are made of their names, where that is known before anything is sent. */
  readonly idsOfPersons: readonly string[];
  /** What a dry run says about the parts that are sent. */
  notes(): Promise<readonly JobProblem[]>;
  /** The NDJSON to send. */
  lines(): AsyncIterable<Uint8Array>;
  /** How much of the input the ledger has handled with this line. */
  unitsUpTo(line: number): number;
  /** A message for each error of a rejected line. */
  rejections(rejection: Rejection): string[];
  /** What `--json` adds to an answer about a line. */
  origin(line: number): object;
  /** Whether an interrupted import can be resumed from a line of it. */
  readonly canSkipLines: boolean;
  /** What was imported, before the outcomes of the lines. */
  describe(lines: number): string;
  /** Why there was nothing to import, if there wasn't. */
  emptiness(lines: number): string | undefined;
}

export interface JobProblem {
  readonly message: string;
  readonly json: object;
}

export const NOTHING_RECORDED = 'nothing was recorded. Is it the right file?';

/** Sends a file of NDJSON as it is. */
export class NdjsonJob implements ImportJob {
  readonly name: string;
  readonly total: number | undefined;
  readonly problems = [];
  readonly idsOfPersons = [];
  readonly canSkipLines = true;
  private readonly sent = new SentLines();

  constructor(
    private readonly input: RecognisedInput,
    private readonly signal: AbortSignal,
  ) {
    this.name = input.name;
    this.total = input.bytes;
  }

  async *lines(): AsyncGenerator<Uint8Array> {
    try {
      const { chunks, bytesRead } = await this.input.open();
      for await (const chunk of chunks) {
        this.sent.sent(chunk, bytesRead());
        yield chunk;
      }
    } catch (error) {
      throw readError(this, this.signal, error);
    }
  }

  notes(): Promise<readonly JobProblem[]> {
    return Promise.resolve([]);
  }

  unitsUpTo(line: number): number {
    return this.sent.unitsUpTo(line);
  }

  /** `FILE:LINE: message (pointer)` */
  rejections({ line, problem }: Rejection): string[] {
    const { title, detail, errors = [] } = problem;
    const messages =
      errors.length > 0
        ? errors.map(({ message, pointer }) => (pointer === '' ? message : `${message} (${pointer})`))
        : [`${title}: ${detail}`];
    return messages.map((message) => `${this.name}:${line}: ${sanitize(message)}`);
  }

  origin(): object {
    return {};
  }

  describe(lines: number): string {
    return lines === 1 ? '1 line' : `${lines} lines`;
  }

  emptiness(lines: number): string | undefined {
    return lines === 0 ? `${this.name} is empty: ${NOTHING_RECORDED}` : undefined;
  }
}
