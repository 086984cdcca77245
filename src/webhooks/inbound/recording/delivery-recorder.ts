import type { Principal } from '../../../access/access.service.js';
import type { Command } from '../../../command-handling/decider.js';
import { InvalidAppendError, EventLogError, StreamDeletedError } from '../../../event-log/event-log.js';
import { type Problem, problemOf } from '../../../http/problem.js';
import type { CheckedImportService } from '../../../import/checked-import.service.js';
import type { ImportService } from '../../../import/import.service.js';
import type { LineReport } from '../../../import/line-runner.js';
import type { CurrentReadModel } from '../../../read-model/current-read-model.js';
import type { InboundPayload } from '../mapping/inbound-payload.js';
import { type Mapped, MappingError } from '../mapping/mapped.js';
import type { Mapping } from '../mapping/mapping.js';
import type { PayloadMapper } from '../mapping/payload-mapper.js';
import type { DeliveryFailure, DeliveryOutcome, DeliveryPreview } from './delivery-outcome.js';
import { RecordTally } from './record-tally.js';

/** How long the read model is waited for after a delivery: the next one looks up what this one has recorded. */
const READ_MODEL_WAIT_MS = 5_000;
const MAX_ERRORS = 10;

/** Maps deliveries, and records what they lead to. */
export class DeliveryRecorder {
  constructor(
    private readonly mapper: PayloadMapper,
    private readonly imports: Pick<ImportService, 'record'>,
    private readonly checked: Pick<CheckedImportService, 'decide' | 'dryRun' | 'reserve'>,
    private readonly current: Pick<CurrentReadModel, 'waitFor'>,
  ) {}

  /**
   * Records a delivery. Idempotent: what an earlier attempt recorded is recognised, also if the mapping has changed.
   *
   * All commands are decided first, and none is recorded if one is rejected; of ClaimReview, the reviews without a
   * rejected command are recorded. Recording them then is not atomic: if a concurrent write makes a command invalid
   * meanwhile, the others are recorded, and the failure names it.
   *
   * @param principal of the integration, with what it may record
   * @param causedBy the id of the event that caused this
   * @throws EventLogError and others for what may succeed later without a change
   */
  async process(
    mapping: Mapping,
    payload: InboundPayload,
    principal: Principal,
    causedBy: string,
  ): Promise<DeliveryOutcome> {
    const tally = new RecordTally();
    const mapped = await this.mapped(mapping, payload, principal);
    if ('failure' in mapped) return { recorded: tally.record, failure: mapped.failure };
    const { commands, faults } = mapped;
    if (commands.length > 0) {
      const rejected = await firstFailure(this.checked.decide(asLines(commands), principal), commands);
      if (rejected) return { recorded: tally.record, failure: rejected };
      const lines = this.imports.record(once(asLines(commands)), principal, { causedBy });
      const failure = await firstFailure(lines, commands, tally);
      const { position } = tally.record;
      if (position !== undefined) await this.current.waitFor(position, READ_MODEL_WAIT_MS);
      if (failure) return { recorded: tally.record, failure };
    }
    const [fault] = faults.map(failureOf);
    return { recorded: tally.record, ...(fault && { failure: withRest(fault, faults.length - 1) }) };
  }

  /** What a delivery would record. Throws a `TooManyDryRunsError`. */
  async tryOut(mapping: Mapping, payload: InboundPayload, principal: Principal): Promise<DeliveryPreview> {
    const release = this.checked.reserve(principal);
    try {
      const mapped = await this.mapped(mapping, payload, principal);
      if ('failure' in mapped) return { commands: [], failures: [mapped.failure], states: [], summary: NOTHING };
      return await this.preview(mapped, principal);
    } finally {
      release();
    }
  }

  private async preview({ commands, faults, reviews }: Mapped, principal: Principal): Promise<DeliveryPreview> {
    const previews: Preview[] = commands.map((command) => ({ command, wouldRecord: [] }));
    const states: DeliveryPreview['states'][number][] = [];
    let summary: DeliveryPreview['summary'] = NOTHING;
    for await (const report of this.checked.dryRun(once(asLines(commands)), principal)) {
      const preview = 'line' in report ? previews[report.line - 1] : undefined;
      if ('wouldRecord' in report && preview) preview.wouldRecord = report.wouldRecord;
      else if ('problem' in report && preview) {
        preview.failure = commandFailure(report.line, preview.command, report.problem);
      } else if ('state' in report) states.push(report.state);
      else if ('summary' in report && 'states' in report.summary) summary = report.summary.states;
    }
    const rejected = previews.flatMap(({ failure }) => failure ?? []);
    return {
      commands: previews,
      ...(reviews && { reviews }),
      failures: [...rejected, ...faults.map(failureOf)],
      ...(rejected.length > 0 ? { states: [], summary: NOTHING } : { states, summary }),
    };
  }

  private async mapped(
    mapping: Mapping,
    payload: InboundPayload,
    principal: Principal,
  ): Promise<Mapped | { readonly failure: DeliveryFailure }> {
    try {
      return await this.mapper.map(mapping, payload, principal);
    } catch (error) {
      if (error instanceof MappingError) return { failure: failureOf(error) };
      throw error;
    }
  }
}

type Preview = {
  -readonly [Name in keyof DeliveryPreview['commands'][number]]: DeliveryPreview['commands'][number][Name];
};

const NOTHING = { unavailable: 'Nothing would be recorded.' };

const asLines = (commands: readonly Command[]): Buffer =>
  Buffer.from(commands.map((command) => `${JSON.stringify(command)}\n`).join(''));

/** Reads all reports, and returns the first failure. Throws what may succeed later. */
async function firstFailure(
  reports: AsyncIterable<LineReport>,
  commands: readonly Command[],
  tally?: RecordTally,
): Promise<DeliveryFailure | undefined> {
  let first: DeliveryFailure | undefined;
  for await (const { line, result, error } of reports) {
    if (isTransient(error)) throw error;
    const command = commands[line - 1];
    if (command && result) tally?.add(command, result);
    if (!command || error === undefined) continue;
    first ??= commandFailure(line, command, problemOf(error));
  }
  return first;
}

const isTransient = (error: unknown): error is Error =>
  error instanceof EventLogError && !(error instanceof InvalidAppendError || error instanceof StreamDeletedError);

function commandFailure(number: number, { type }: Command, { detail, scope, errors = [] }: Problem): DeliveryFailure {
  const what = typeof type === 'string' ? `Command ${number} (${type.slice(0, 50)})` : `Command ${number}`;
  const reason =
    scope === undefined ? detail : `The integration lacks the scope "${scope}". Change its scopes, then retry.`;
  return { ...failureOf({ message: `${what} is rejected. ${reason}`, errors }), command: number };
}

const failureOf = ({ message, errors = [] }: Pick<DeliveryFailure, 'message' | 'errors'>): DeliveryFailure => ({
  message: message.length <= MAX_MESSAGE ? message : `${message.slice(0, MAX_MESSAGE - 1).toWellFormed()}…`,
  ...(errors.length > 0 && { errors: errors.slice(0, MAX_ERRORS) }),
});

const MAX_MESSAGE = 1_000;

const withRest = (failure: DeliveryFailure, more: number): DeliveryFailure =>
  more === 0 ? failure : { ...failure, message: `${failure.message} ${more} more of its reviews can't be recorded.` };

async function* once(body: Buffer): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(body);
}
