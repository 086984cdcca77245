import { Injectable } from '@nestjs/common';
import type { CommandContext, CommandResult } from '../command-handling/command-context.js';
import type { CommandExecutor } from '../command-handling/command-executor.js';
import type { Command } from '../command-handling/decider.js';
import type { DryRun, DryRuns } from '../command-handling/dry-run.js';
import type { ReferenceChecker } from '../command-handling/reference-checker.js';
import { abortable } from '../lib/abortable.js';
import type { CurrentReadModel } from '../read-model/current-read-model.js';
import { Describe, OneOf, Optional } from '../validation/field-decorators.js';
import { type AdjustedField, adjustedFields } from './adjusted-fields.js';
import { TooManyDryRunsError } from './errors.js';
import { readQuery } from './list-query.js';
import { Places } from './places.js';
import type { Requester } from './requester.js';
import type { Turns } from './turns.js';
import { idOfWritten } from './write-response.js';

/** The parameter of writes. */
export class DryRunQuery {
  @Describe(
    '`true`: respond with what the request would record, and record nothing. It fails as the request would. An `Idempotency-Key` is ignored. Default: `false`.',
  )
  @Optional()
  @OneOf(['true', 'false'])
  dryRun?: 'true' | 'false';
}

export const isDryRun = (query: unknown): boolean => readQuery(DryRunQuery, query).dryRun === 'true';

/** What a write would record. Nothing was recorded. */
export interface TriedWrite {
  /** Distinguishes it from what was recorded. */
  readonly dryRun: true;
  /** The id of what would be written to; if the ledger generates it, the write has another one. */
  readonly id: string;
  /** The revision that its stream would have; −1 if there would be none. */
  readonly revision: number;
  /** The events that would be recorded, in order; empty if there is nothing to record. */
  readonly wouldRecord: readonly {
    /** The id of the entry within its claim; for other events, the id of the event. If it is generated, the write has another one. */
    readonly id: string;
    /** The type of the event. */
    readonly type: string;
    /** The number that the event would have in its stream, from 0. */
    readonly revision: number;
    /** The data as they would be stored. */
    readonly data: unknown;
  }[];
  /** Fields that would be stored in another form than they were sent in. */
  readonly adjusted?: readonly AdjustedField[];
}

/** What executes commands: the same class for writes and for dry runs. */
export type ServiceClass<Service> = new (executor: CommandExecutor, references: ReferenceChecker) => Service;

/** A write that is tried. */
export interface Trial<Service> {
  readonly id: string;
  readonly commands: readonly Command[];
  readonly context: CommandContext;
  readonly service: ServiceClass<Service>;
  readonly execute: (service: Service, context: CommandContext) => Promise<CommandResult>;
}

/** Dry runs of single requests at the same time: each reads streams that the ledger may not have cached. */
const MAX_TRIALS = 8;

/** Answers writes that are only tried. */
@Injectable()
export class DryRunResponder {
  private readonly places = new Places(MAX_TRIALS, (max, whose) => new TooManyDryRunsError(max, whose));

  constructor(
    private readonly dryRuns: DryRuns,
    private readonly current: CurrentReadModel,
    private readonly waitMs: number,
    private readonly turns: Turns,
  ) {}

  /**
   * Executes the write on an overlay of the log. Rejects as the write would, with a `TooManyDryRunsError`, with a
   * `TooManyWaitingError`, and with a `RequestAbortedError` as soon as the requester leaves.
   *
   * @param preview returns further members of the response, within its call. `isReadable`: everything that the run was
   *   decided on can be read
   */
  async answer<Service, More extends object>(
    trial: Trial<Service>,
    requester: Requester,
    preview: (run: DryRun, isReadable: boolean) => More,
  ): Promise<TriedWrite & More> {
    const release = this.places.take(requester.caller);
    const { gone } = requester;
    // What is under way when the server stops loses the log and the read model, which nobody has to know.
    return abortable(this.run(trial, requester, preview).finally(release), gone, () => undefined);
  }

  private async run<Service, More extends object>(
    { id, commands, context, service, execute }: Trial<Service>,
    { caller, gone }: Requester,
    preview: (run: DryRun, isReadable: boolean) => More,
  ): Promise<TriedWrite & More> {
    const run = await this.dryRuns.begin();
    const { idempotency: _ignored, ...unrepeatable } = context;
    const { written, revision } = await execute(new service(run.executor, run.references), unrepeatable);
    const adjusted = adjustedFields(commands, written);
    const isReadable = run.through === undefined || (await this.current.waitFor(run.through, this.waitMs));
    gone.throwIfAborted();
    await this.turns.take(caller);
    gone.throwIfAborted();
    return {
      dryRun: true,
      id,
      revision,
      wouldRecord: written.map((event) => {
        return { id: idOfWritten(event), type: event.type, revision: event.revision, data: event.data };
      }),
      ...(adjusted.length > 0 && { adjusted }),
      ...preview(run, isReadable),
    };
  }
}
