import { Injectable } from '@nestjs/common';
import type { Principal } from '../access/access.service.js';
import { ActorsService } from '../actors/actors.service.js';
import { ClaimsService } from '../claims/claims.service.js';
import { type DryRun, DryRuns } from '../command-handling/dry-run.js';
import { DocumentsService } from '../documents/documents.service.js';
import { NarrativesService } from '../narratives/narratives.service.js';
import { TooManyDryRunsError } from '../http/errors.js';
import { Places } from '../http/places.js';
import { callerOf } from '../http/requester.js';
import { PoliciesService } from '../policies/policies.service.js';
import { PreviewUnavailableError, type StatePreview, StatePreviews } from '../read-model/state-preview.js';
import { type ImportReport, ImportTally, type StateSummary, wouldRecord } from './import-report.js';
import { ImportService } from './import.service.js';
import { limitInput } from './input-limits.js';
import { type LineOptions, type LineReport, runLines } from './line-runner.js';

/** Dry runs and all-or-nothing imports: each holds its events in memory. */
const MAX_AT_THE_SAME_TIME = 2;

/** Nothing waits for a disk here, so few lines need to be in progress. */
const CAPACITY = { items: 100, bytes: 1024 * 1024 };

/** Imports that decide every line before they record any: dry runs, which record none, and all-or-nothing imports. */
@Injectable()
export class CheckedImportService {
  private readonly places = new Places(MAX_AT_THE_SAME_TIME, (max, whose) => new TooManyDryRunsError(max, whose));

  constructor(
    private readonly dryRuns: DryRuns,
    private readonly previews: StatePreviews,
    private readonly imports: ImportService,
  ) {}

  /**
   * Reserves one of the places for what holds the events of a whole import in memory. Throws a `TooManyDryRunsError`.
   *
   * @param principal that has it done: one place is left to others
   * @returns releases it
   */
  reserve({ id }: Pick<Principal, 'id'>): () => void {
    return this.places.take(callerOf(id));
  }

  /**
   * Decides the lines as an import would, in line order. Records nothing.
   *
   * @param body all lines, within the bounds of `limitInput`
   */
  async *decide(body: Buffer, principal: Principal): AsyncGenerator<LineReport> {
    yield* decide(await this.dryRuns.begin(), limitInput(only(body)), principal);
  }

  /** Reports what an import of the same lines would do. Records nothing. */
  async *dryRun(
    chunks: AsyncIterable<Uint8Array>,
    principal: Principal,
    { fromLine = 1 }: Pick<LineOptions, 'fromLine'> = {},
  ): AsyncGenerator<ImportReport> {
    const preview = await this.beginPreview();
    try {
      const run = await this.dryRuns.begin('unavailable' in preview ? undefined : preview.position);
      const tally = new ImportTally();
      for await (const line of decide(run, limitInput(chunks), principal, fromLine)) {
        const report = tally.add(line) ?? wouldRecord(line);
        if (report) yield report;
        if (tally.isProgressDue) yield { checked: line.line };
      }
      const { place: _none, ...counts } = tally.summary;
      const states = counts.complete ? yield* statesAfter(run, preview) : STOPPED;
      yield { summary: { dryRun: true, ...counts, events: tally.events, states } };
    } finally {
      if ('close' in preview) await preview.close();
    }
  }

  /**
   * Records all lines, or none if one of them is rejected.
   *
   * All lines are decided first. Recording them then is not atomic: after a crash, or if a concurrent write makes a line
   * invalid meanwhile, only a part is recorded. Importing the same lines again records the rest.
   *
   * @param body all lines, within the bounds of `limitInput`
   */
  async *importAllOrNothing(
    body: Buffer,
    principal: Principal,
    options: Pick<LineOptions, 'silent'> = {},
  ): AsyncGenerator<ImportReport> {
    const tally = new ImportTally();
    for await (const line of this.decide(body, principal)) {
      const rejection = tally.add(line);
      if (rejection) yield rejection;
      if (tally.isProgressDue) yield { checked: line.line };
    }
    const { place: _none, recorded: withheld, ...counts } = tally.summary;
    if (counts.refused === 0) yield* this.imports.import(only(body), principal, options);
    else yield { summary: { ...counts, recorded: 0, withheld } };
  }

  private async beginPreview(): Promise<StatePreview | UnavailableStates> {
    try {
      return await this.previews.begin();
    } catch (error) {
      if (error instanceof PreviewUnavailableError) return { unavailable: error.message };
      throw error;
    }
  }
}

type UnavailableStates = Extract<StateSummary, { readonly unavailable: string }>;

const STOPPED: UnavailableStates = { unavailable: 'The dry run stopped before the end of the file.' };

async function* decide(
  { executor, references }: DryRun,
  chunks: AsyncIterable<Uint8Array>,
  principal: Principal,
  fromLine = 1,
): AsyncGenerator<LineReport> {
  const handlers = {
    actor: new ActorsService(executor, references),
    document: new DocumentsService(executor, references),
    claim: new ClaimsService(executor, references),
    narrative: new NarrativesService(executor, references),
    policy: new PoliciesService(executor, references),
  };
  yield* runLines(handlers, chunks, principal, { fromLine, capacity: CAPACITY });
}

/** Yields the states that the run's events would change; returns how many they are. */
async function* statesAfter(
  run: DryRun,
  preview: StatePreview | UnavailableStates,
): AsyncGenerator<ImportReport, StateSummary> {
  if ('unavailable' in preview) return preview;
  try {
    const { changes, omitted } = await preview.changes(run.through, run.events);
    for (const state of changes) yield { state };
    return { changed: changes.length + omitted, omitted };
  } catch (error) {
    if (error instanceof PreviewUnavailableError) return { unavailable: error.message };
    throw error;
  }
}

async function* only(body: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(body);
}
