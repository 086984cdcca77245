import { accessDecider } from '../../../src/access/access.decider.js';
import { ACCESS_STREAM, SCOPES } from '../../../src/access/access.events.js';
import type { Command } from '../../../src/command-handling/decider.js';
import type { CommandContext } from '../../../src/command-handling/command-context.js';
import { requestIdempotency } from '../../../src/command-handling/idempotency.js';
import { streamName } from '../../../src/domain/domain-event.js';
import type { RecordedEvent } from '../../../src/event-log/event-log.js';
import { recordedEvents } from '../checks/truth.js';
import type { Instance } from './instance.js';
import type { World } from './world.js';

/** A word of every text that is redacted. */
export const SECRET = 'Zzyzx';
/** The claim whose entries are redacted. */
const CLAIM = 'redacted';

/** A redaction that was acknowledged. */
export interface MadeRedaction {
  readonly id: string;
  /** The event as it was recorded. */
  readonly before: RecordedEvent;
}

/** All that record something. */
const PRINCIPALS = ['tester', 'admin', 'recorder', 'counsel'];

const text = `${SECRET} was there.`;
const REGISTRATION = { type: 'ClaimRegistered', text, language: 'en', kind: 'factual', about: [], topics: [SECRET] };
const VERDICT = {
  type: 'VerdictIssued',
  by: ['a1'],
  rating: 'false',
  label: SECRET,
  rationale: text,
  basis: 'reasoning',
};
const REPORT = { type: 'ClaimReported', by: ['a0'], basis: 'none-given', quote: { text } };
/** What is redacted, one after the other. */
const ENTRIES: readonly Command[] = [REGISTRATION, VERDICT, REPORT];

/** Records entries, and gets each redacted by two principals. Resolves when all of it is acknowledged. */
export async function runRedactor(world: World): Promise<void> {
  const { plan, scheduler } = world;
  const ask = <Answer>(what: string, serve: (instance: Instance) => Answer | Promise<Answer>): Promise<Answer> =>
    world.askUntilAnswered(scheduler.random.pick(world.places), what, serve);
  for (const principal of PRINCIPALS) {
    const command = { command: 'register-principal', principal: { principal, name: principal } } as const;
    const context = contextOf('admin', `registration of ${principal}`);
    await ask(principal, ({ executor }) => executor.record(ACCESS_STREAM, accessDecider, command, context));
  }
  for (const [n, command] of ENTRIES.slice(0, plan.redactions).entries()) {
    const commands = [command];
    const context = contextOf('recorder', `entry ${n}`);
    const { revision, written } = await ask(`entry ${n}`, (instance) =>
      instance.record({ noun: 'claim', id: CLAIM, commands, context }),
    );
    const before = recordedEvents(world).find(({ id }) => id === written[0]?.id) as RecordedEvent;
    await world.sleep(scheduler.between(0, 3_000));
    await ask(`replay ${n}`, (instance) => {
      instance.replay();
    });
    const asked = contextOf('recorder', `request ${n}`);
    const id = await ask(`request ${n}`, (instance) =>
      instance.requestRedaction(streamName('claim', CLAIM), revision, asked),
    );
    const approval = contextOf('counsel', `approval ${n}`);
    await ask(`approval ${n}`, (instance) => instance.approveRedaction(id, approval));
    world.redacted.push({ id, before });
  }
}

const contextOf = (principal: string, what: string): CommandContext => ({
  principal,
  scopes: SCOPES,
  correlationId: `redactor ${what}`,
  causationId: `redactor ${what}`,
  idempotency: requestIdempotency(principal, 'redactor', what, {}),
});
