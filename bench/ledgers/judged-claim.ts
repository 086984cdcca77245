import { join } from 'node:path';
import type { ClaimEvent } from '../../src/claims/claim.events.js';
import { ClaimFold } from '../../src/claims/projection/claim-fold.js';
import { policyContextOf, policyInputOf } from '../../src/claims/projection/policy-input.js';
import { ReferenceData } from '../../src/claims/projection/reference-data.js';
import { stateTimelineOf } from '../../src/claims/projection/state-timeline.js';
import { streamName } from '../../src/domain/domain-event.js';
import { positionNumber } from '../../src/event-log/position.js';
import { toEvent } from '../../src/event-log/sqlite/rows.js';
import { ledgerProjection } from '../../src/ledger/ledger.projection.js';
import { standard } from '../../src/verification/standard/standard-policy.js';
import { ReadModelWriter } from '../../src/projections/read-model-writer.js';
import type { Line } from '../workloads/world.js';
import { readEventRows } from './bare-log.js';
import { BulkLog } from './bulk-log.js';
import { recordLines } from './record-lines.js';

const START = Date.parse('2025-01-01T00:00:00Z');
const NOW = '2025-06-01T00:00:00.000Z';

/** A recorded claim that is folded and evaluated from its first entry each time, as after a restart or a void. */
export class JudgedClaim {
  private constructor(
    private readonly model: ReadModelWriter,
    private readonly reference: ReferenceData,
    private readonly fold: () => ClaimFold,
  ) {}

  /** Records these lines with the ledger's own services, a second apart, in an empty folder. */
  static async record(folder: string, claim: string, lines: Iterable<Line>): Promise<JudgedClaim> {
    const file = join(folder, 'log.sqlite');
    const log = await BulkLog.create(file);
    await recordLines(log, timed(lines));
    await log.close();
    const model = ReadModelWriter.open(':memory:', ledgerProjection(standard));
    const entries: Parameters<ClaimFold['apply']>[0][] = [];
    for (const row of readEventRows(file, -1)) {
      const event = toEvent(row);
      if (event.stream === streamName('claim', claim)) {
        const { type, data, revision } = event;
        const position = positionNumber(event.position);
        entries.push({ event: { type, data } as unknown as ClaimEvent, revision, position, recordedAt: NOW });
      } else model.projector.project({ ...event, recordedAt: NOW });
    }
    const [registration, ...others] = entries;
    if (!registration) throw new Error(`There is no claim "${claim}".`);
    const fold = (): ClaimFold => {
      const made = new ClaimFold(claim, registration);
      for (const entry of others) made.apply(entry);
      return made;
    };
    return new JudgedClaim(model, new ReferenceData(model.database), fold);
  }

  /** Returns how many milliseconds of CPU time it takes. */
  judge(): number {
    const { reference } = this;
    const started = process.cpuUsage();
    const context = policyContextOf(reference, () => true, reference.makersElsewhere);
    stateTimelineOf(standard, policyInputOf([this.fold()], context, NOW));
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1_000;
  }

  close(): void {
    this.model.close();
  }
}

function* timed(lines: Iterable<Line>) {
  let at = START;
  for (const line of lines) yield { at: (at += 1_000), line };
}
