import { accessDecider } from '../../../src/access/access.decider.js';
import { ACCESS_STREAM, SCOPES } from '../../../src/access/access.events.js';
import type { Command } from '../../../src/command-handling/decider.js';
import type { CommandContext } from '../../../src/command-handling/command-context.js';
import { requestIdempotency } from '../../../src/command-handling/idempotency.js';
import type { RecordedEvent } from '../../../src/event-log/event-log.js';
import { recordedEvents } from '../checks/truth.js';
import type { Instance } from './instance.js';
import type { World } from './world.js';

/** A word of every text that is redacted. */
export const SECRET = 'Zzyzx';
/** The claim whose entries are redacted. */
const CLAIM = 'redacted';
/** The webhook whose filter is redacted. */
export const HELD = 'held';

/** When the filter of that webhook was redacted everywhere, and when it began to get another one. */
export interface Hold {
  readonly from: number;
  readonly until: number;
  /** The position of the last event before `from`: what follows is only read by the next filter. */
  readonly after: string;
}

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
const DENIAL = { type: 'ClaimDenied', by: ['a0'], basis: 'none-given' };
const REPORT = { type: 'ClaimReported', by: ['a0'], basis: 'none-given', quote: { text } };
/** What is redacted, one after the other. */
const ENTRIES: readonly Command[] = [REGISTRATION, VERDICT, REPORT];

/** Records entries, and gets each redacted by two principals. Resolves when all of it is acknowledged. */
export async function runRedactor(world: World): Promise<void> {
  const { plan, scheduler } = world;
  const ask: Ask = (what, serve) => world.askUntilAnswered(scheduler.random.pick(world.places), what, serve);
  for (const principal of PRINCIPALS) {
    const command = { command: 'register-principal', principal: { principal, name: principal } } as const;
    const context = contextOf('admin', `registration of ${principal}`);
    await ask(principal, ({ executor }) => executor.record(ACCESS_STREAM, accessDecider, command, context));
  }
  const hasWebhook = plan.parts === 'webhooks';
  if (hasWebhook) {
    const context = contextOf('tester', HELD);
    await ask(HELD, (instance) => instance.createWebhook(HELD, { filter: { topics: [SECRET] } }, context));
  }
  for (const [n, command] of ENTRIES.slice(0, plan.redactions).entries()) {
    const commands = [command];
    const context = contextOf('recorder', `entry ${n}`);
    const { written } = await ask(`entry ${n}`, (instance) =>
      instance.record({ noun: 'claim', id: CLAIM, commands, context }),
    );
    const before = recordedEvents(world).find(({ id }) => id === written[0]?.id) as RecordedEvent;
    await world.sleep(scheduler.between(0, 3_000));
    await ask(`replay ${n}`, (instance) => {
      instance.replay();
    });
    await redact(world, String(n), before);
  }
  if (hasWebhook) await holdWebhook(world, ask);
}

type Ask = <Answer>(what: string, serve: (instance: Instance) => Answer | Promise<Answer>) => Promise<Answer>;

/** Two principals redact an event. Returns the id of the redaction. */
async function redact(world: World, what: string, before: RecordedEvent): Promise<string> {
  const { scheduler, places } = world;
  const { stream, revision } = before;
  const asked = contextOf('recorder', `request ${what}`);
  const id = await world.askUntilAnswered(scheduler.random.pick(places), `request ${what}`, (instance) =>
    instance.requestRedaction(stream, revision, asked),
  );
  const approval = contextOf('counsel', `approval ${what}`);
  await world.askUntilAnswered(scheduler.random.pick(places), `approval ${what}`, (instance) =>
    instance.approveRedaction(id, approval),
  );
  world.redacted.push({ id, before });
  return id;
}

/** Redacts the filter of a webhook, records something for it meanwhile, and gives it another one. */
async function holdWebhook(world: World, ask: Ask): Promise<void> {
  const { scheduler, places } = world;
  const isItself = ({ type, data }: RecordedEvent): boolean => type === 'WebhookCreated' && data['webhook'] === HELD;
  const id = await redact(world, HELD, recordedEvents(world).find(isItself) as RecordedEvent);
  for (const place of places) {
    while (!(await world.askUntilAnswered(place, 'erasure', (instance) => instance.isErased(id)))) {
      await world.sleep(500);
    }
  }
  const from = scheduler.now;
  const after = recordedEvents(world).at(-1)?.position ?? '';
  const context = contextOf('recorder', 'denial');
  await ask('denial', (instance) => instance.record({ noun: 'claim', id: CLAIM, commands: [DENIAL], context }));
  await world.sleep(scheduler.between(0, 30_000));
  world.hold = { from, until: scheduler.now, after };
  const change = contextOf('tester', 'another filter');
  await ask('another filter', (instance) => instance.changeFilter(HELD, { claims: [CLAIM] }, change));
}

const contextOf = (principal: string, what: string): CommandContext => ({
  principal,
  scopes: SCOPES,
  correlationId: `redactor ${what}`,
  causationId: `redactor ${what}`,
  idempotency: requestIdempotency(principal, 'redactor', what, {}),
});
