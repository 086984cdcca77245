import { setImmediate as nextTurn } from 'node:timers/promises';
import { REDACTED_TEXT } from '../../../../src/event-log/redaction.js';
import type { LaneHost } from '../../../../src/webhooks/outbound/dispatch/lane-host.js';
import { LaneRunner } from '../../../../src/webhooks/outbound/dispatch/lane-runner.js';
import { LedgerItems } from '../../../../src/webhooks/outbound/dispatch/ledger-items.js';
import type { Notification } from '../../../../src/webhooks/formats/notification.js';
import type { WebhookFilter } from '../../../../src/webhooks/outbound/subscriptions/subscription.events.js';
import type { Webhook } from '../../../../src/webhooks/outbound/subscriptions/subscription.state.js';
import { InMemoryLedger } from '../../../support/test-ledger.js';

/** More than one scan reads. */
const BEFORE = 250;
const TOPIC = 'fisheries';

const webhookWith = (filter: WebhookFilter): Webhook =>
  ({
    id: 'desk',
    settings: { filter, order: 'parallel', url: {} },
    start: { position: '0'.repeat(20) },
    agreement: 'not-required',
    replays: [],
    resumed: 0,
  }) as unknown as Webhook;
const OF_TOPIC = webhookWith({ topics: [TOPIC], types: ['claim.confirmed'] });

/** A runner of a ledger in which only the last two events are for its webhook. */
class TriedRunner {
  readonly sent: string[] = [];
  /** Called when the runner begins to read, with how often it has. */
  onRead: (times: number) => void = () => undefined;
  readonly runner: LaneRunner;
  private reads = 0;
  private readonly items: LedgerItems;

  constructor() {
    const ledger = new InMemoryLedger();
    ledger.actor('nato');
    ledger.claim('other', { about: ['nato'] });
    ledger.claim('quota', { about: ['nato'], topics: [TOPIC] });
    const said = { by: ['nato'], basis: 'none-given', extent: 'whole' } as never;
    for (let n = 0; n < BEFORE; n += 1) ledger.entry('other', 'ClaimDenied', said);
    for (let n = 0; n < 2; n += 1) ledger.entry('quota', 'ClaimConfirmed', said);
    this.items = new LedgerItems(ledger.model.readModel, 'log');
    this.runner = new LaneRunner(OF_TOPIC, undefined, undefined, this.host());
  }

  /** Resolves when it has read so often. */
  async untilReads(times: number): Promise<void> {
    while (this.reads < times) await nextTurn();
  }

  async untilSent(count: number): Promise<void> {
    while (this.sent.length < count) await nextTurn();
  }

  private host(): LaneHost {
    const send = (_webhook: Webhook, { event }: Notification) => {
      this.sent.push(event.id);
      return Promise.resolve({ kind: 'answered', status: 204, durationMs: 1, headers: {}, body: '' });
    };
    return {
      sender: { send },
      deliveries: { isDelivered: () => false, erasures: 0, add: () => undefined },
      retryDelaysMs: [1_000],
      clock: () => Date.now(),
      random: () => 0.5,
      ledger: () => {
        this.reads += 1;
        this.onRead(this.reads);
        return this.items;
      },
      version: () => 1,
      caughtUp: () => true,
      leads: () => true,
      saveProgress: () => Promise.resolve(),
      onAttempt: () => undefined,
      onTrouble: (message: string, error: unknown) => {
        throw new Error(message, { cause: error });
      },
    } as unknown as LaneHost;
  }
}

it('sends what is for the webhook', async () => {
  const tried = new TriedRunner();
  tried.runner.start();
  await tried.untilSent(2);
  await tried.runner.stop(0);
  expect(tried.sent).toHaveLength(2);
});

it('stops in the midst of a long history when its webhook is paused', async () => {
  const tried = new TriedRunner();
  tried.onRead = (times) => {
    if (times === 2) tried.runner.update({ ...OF_TOPIC, paused: {} });
  };
  tried.runner.start();
  await tried.untilReads(2);
  const { position } = tried.runner.state();
  // A running one would have read the rest in so many turns.
  for (let turn = 0; turn < 20; turn += 1) await nextTurn();
  expect([tried.runner.state().position, tried.sent]).toEqual([position, []]);
  await tried.runner.stop(0);
});

it('skips nothing while its filter is redacted in the midst of a long history', async () => {
  const tried = new TriedRunner();
  const redacted = webhookWith({ topics: [REDACTED_TEXT], types: ['claim.confirmed'] });
  tried.onRead = (times) => {
    if (times === 2) tried.runner.update(redacted);
  };
  tried.runner.start();
  await tried.untilReads(2);
  for (let turn = 0; turn < 20; turn += 1) await nextTurn();
  expect(tried.sent).toEqual([]);
  tried.runner.update(OF_TOPIC);
  await tried.untilSent(2);
  await tried.runner.stop(0);
});
