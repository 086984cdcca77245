import { Logger } from '@nestjs/common';
import type { AppendedEvent } from '../command-handling/command-context.js';
import { EventLogError, LogClosedError } from '../event-log/event-log.js';
import type { EventPlace } from '../event-log/position.js';
import { type Problem, problemOf } from '../http/problem.js';
import type { StateChange } from '../read-model/state-preview.js';
import { isFatal, type LineReport } from './line-runner.js';

const PROGRESS_LINES = 10_000;
const PROGRESS_MS = 1_000;

/** Counts of lines so far; blank lines count only as lines. */
export interface ImportProgress {
  readonly lines: number;
  readonly recorded: number;
  /** Recorded before, or without effect. */
  readonly unchanged: number;
  readonly refused: number;
}

export interface ImportSummary extends ImportProgress {
  /**
   * False if the import stopped before the end of the file, because the log failed or the input can't be read: send the
   * same file again to resume.
   */
  readonly complete: boolean;
  /** The last event recorded. */
  readonly place?: EventPlace;
  /** Of an all-or-nothing import: lines that were not recorded because other lines were rejected. */
  readonly withheld?: number;
}

/** The states of claims in a dry run; `unavailable` says why they can't be computed. */
export type StateSummary =
  | {
      /** How many claims would have another state. */
      readonly changed: number;
      /** How many of them are not listed. */
      readonly omitted: number;
    }
  | {
      /** Why that is not known. */
      readonly unavailable: string;
    };

export interface DryRunSummary extends ImportProgress {
  readonly dryRun: true;
  readonly complete: boolean;
  /** Events that would be recorded, by type. */
  readonly events: Readonly<Record<string, number>>;
  readonly states: StateSummary;
}

/** One line of the response to an import. */
export type ImportReport =
  | { readonly line: number; readonly problem: Problem }
  | { readonly progress: ImportProgress }
  /** Lines decided so far, in a dry run or before an all-or-nothing import records anything. */
  | { readonly checked: number }
  /** In a dry run: the events that the line would record. */
  | { readonly line: number; readonly wouldRecord: readonly EventSummary[] }
  /** In a dry run: a claim whose state would change. */
  | { readonly state: StateChange }
  | { readonly summary: ImportSummary | DryRunSummary };

/** An event that would be recorded. */
export interface EventSummary {
  /** The type of the event. */
  readonly type: string;
  /** The entry's id; events of other streams have none. */
  readonly id?: string;
}

/** Counts outcomes, and says when progress is due: once a second or every 10,000 lines. */
export class ImportTally {
  private readonly counts = { lines: 0, recorded: 0, unchanged: 0, refused: 0 };
  private readonly types = new Map<string, number>();
  private readonly logger = new Logger('import');
  private reported = { lines: 0, at: Date.now() };
  private place: EventPlace | undefined;
  private failed = false;

  /** Counts a line, and returns the problem to report if the line was rejected. */
  add({ line, result, error }: LineReport): { readonly line: number; readonly problem: Problem } | undefined {
    this.counts.lines = line;
    if (error !== undefined) {
      this.counts.refused += 1;
      this.failed ||= isFatal(error);
      // Not part of the problem: the message may say where the log is.
      if (error instanceof EventLogError && !(error instanceof LogClosedError)) {
        this.logger.error('The event log failed during an import.', error.stack);
      }
      return { line, problem: problemOf(error) };
    }
    if (!result) return undefined;
    if (result.written.length === 0 || result.replayed) this.counts.unchanged += 1;
    else this.counts.recorded += 1;
    if (!result.replayed) for (const { type } of result.written) this.types.set(type, (this.types.get(type) ?? 0) + 1);
    this.place = later(this.place, result.place);
    return undefined;
  }

  get isProgressDue(): boolean {
    const { lines } = this.counts;
    const isDue = lines - this.reported.lines >= PROGRESS_LINES || Date.now() - this.reported.at >= PROGRESS_MS;
    if (isDue) this.reported = { lines, at: Date.now() };
    return isDue;
  }

  get progress(): ImportProgress {
    return { ...this.counts };
  }

  /** Events recorded, by type. */
  get events(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.types].sort());
  }

  get summary(): ImportSummary {
    const { place } = this;
    return { ...this.counts, complete: !this.failed, ...(place && { place }) };
  }
}

/** What a line would record; undefined if nothing. */
export function wouldRecord({ line, result }: LineReport): ImportReport | undefined {
  if (!result || result.replayed || result.written.length === 0) return undefined;
  return { line, wouldRecord: result.written.map(eventSummary) };
}

function eventSummary({ type, data }: AppendedEvent): EventSummary {
  const id = typeof data === 'object' && data !== null && 'id' in data ? data.id : undefined;
  return { type, ...(typeof id === 'string' && { id }) };
}

/** Lines for different streams may be appended out of line order. */
const later = (one: EventPlace | undefined, other: EventPlace | undefined): EventPlace | undefined =>
  one === undefined || (other !== undefined && other.position > one.position) ? other : one;
