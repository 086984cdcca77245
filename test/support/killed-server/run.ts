import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../../../bench/workloads/random.js';
import type { WebhookView } from '../../../src/webhooks/outbound/subscriptions/webhook.views.js';
import { newFolder } from '../run-cli.js';
import { WebhookReceiver } from '../webhook-receiver.js';
import { Caller, type SeenReplay, type SentUnit } from './caller.js';
import { recordedEntries } from './recorded.js';
import { KilledServer } from './server.js';

const SETTINGS = {
  CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
  CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
  CLAIM_LEDGER_WEBHOOK_RETRY_SECONDS: Array.from({ length: 60 }, () => '0.4').join(','),
  CLAIM_LEDGER_RATE_PER_MINUTE: '0',
  // Answers as soon as it may: otherwise the read model also vouches for what was recorded.
  CLAIM_LEDGER_PROJECTION_WAIT_MS: '0',
};
const CALLERS = 4;

/** What became of a server that was killed again and again. It has ended in order. */
export interface KilledRun {
  readonly folder: string;
  readonly killed: number;
  readonly exitCode: number | null | undefined;
  readonly sent: readonly SentUnit[];
  readonly unanswered: number;
  /** Of a receiver in any order, and of one per claim: the ids of the events that it took, as they came. */
  readonly taken: readonly (readonly string[])[];
  /** Replays made meanwhile, and what the same replay finds at the end. */
  readonly replays: readonly (SeenReplay & { readonly atTheEnd: string | undefined })[];
}

/**
 * Runs a server under load, with two webhooks, and kills it at random moments, which the seed chooses. Then it waits until
 * the server says that everything is delivered to the webhooks, and stops it.
 */
export async function runKilledServer(kills: number, seed: number): Promise<KilledRun> {
  const random = new Random(seed);
  const folder = await newFolder();
  const server = new KilledServer(folder, SETTINGS, random);
  const receivers = [await WebhookReceiver.start(), await WebhookReceiver.start()];
  const taken = receivers.map((receiver) => takenBy(receiver, server, new Random(random.between(0, 2 ** 31)), kills));
  const callerOf = (name: string) => new Caller(server, name, new Random(random.between(0, 2 ** 31)));
  const callers = Array.from({ length: CALLERS }, (_, n) => callerOf(`caller-${n}`));
  const auditor = callerOf('auditor');

  await server.start();
  await auditor.call('PUT', '/v1/actors/nato', { kind: 'organization', name: 'NATO' });
  await auditor.call('PUT', '/v1/actors/tass', { kind: 'outlet', name: 'TASS' });
  const filter = { types: ['claim.denied', 'claim.asserted', 'claim.reported'] };
  for (const [n, order] of ['any', 'ordered-per-claim'].entries()) {
    const url = receivers[n]?.url;
    await auditor.call('POST', '/v1/webhooks', { url, filter, ...(order !== 'any' && { order }) });
  }

  const running = [...callers.map((caller) => caller.run()), auditor.replay()];
  const loading = Promise.all(running);
  while (server.killed < kills) {
    await Promise.race([server.kill(), loading]);
    await Promise.race([server.start(), loading]);
  }
  for (const caller of [...callers, auditor]) caller.stop();
  await loading;
  await untilDelivered(auditor, (await recordedEntries(folder)).at(-1)?.position ?? '');
  const replays = [];
  for (const seen of auditor.replays) replays.push({ ...seen, atTheEnd: await auditor.digestAsOf(seen.asOf) });
  const exitCode = await server.stop('SIGTERM');
  for (const receiver of receivers) await receiver.stop();
  return {
    folder,
    exitCode,
    taken,
    replays,
    killed: server.killed,
    sent: callers.flatMap(({ sent }) => sent),
    unanswered: callers.reduce((sum, { unanswered }) => sum + unanswered, 0),
  };
}

/** Resolves once the server says that both webhooks got everything up to this position. */
async function untilDelivered(caller: Caller, position: string): Promise<void> {
  for (;;) {
    const { items } = JSON.parse(await caller.call('GET', '/v1/webhooks')) as {
      readonly items: readonly WebhookView[];
    };
    const isDelivered = ({ progress }: WebhookView): boolean =>
      progress !== undefined && progress.position >= position && progress.pending + progress.heldBack === 0;
    if (items.every(isDelivered)) return;
    await pause(50);
  }
}

/**
 * Makes the receiver fail now and then, also after it took an event; and refuse what is about some claims until the next
 * kill. Returns the ids of what it takes.
 */
function takenBy(receiver: WebhookReceiver, server: KilledServer, random: Random, kills: number): readonly string[] {
  const taken: string[] = [];
  const refused = new Map<string, boolean>();
  receiver.answer = ({ body }) => {
    const { id, subject } = JSON.parse(body) as { readonly id: string; readonly subject: string };
    const life = `${server.killed} ${subject}`;
    if (!refused.has(life)) refused.set(life, random.chance(0.3));
    if (server.killed < kills && refused.get(life) === true) return { status: 500 };
    if (random.chance(0.05)) return random.chance(0.5) ? 'drop' : { status: 500 };
    taken.push(id);
    return random.chance(0.05) ? 'drop' : { status: 204 };
  };
  return taken;
}
