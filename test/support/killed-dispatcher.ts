import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder, type RunningServer, serveWith } from './run-cli.js';
import { WebhookReceiver } from './webhook-receiver.js';

const SETTINGS = {
  CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
  CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
  CLAIM_LEDGER_WEBHOOK_RETRY_SECONDS: Array.from({ length: 40 }, () => '0.05').join(','),
};

export interface KillPlan {
  /** How often the server is killed. */
  readonly kills: number;
  /** How many entries are recorded between two kills. */
  readonly entries: number;
  /** A random number in [0, 1). */
  readonly random: () => number;
}

/** What receivers got, and what they should have got. */
export interface KilledDispatcher {
  /** How many servers ended by the signal. */
  readonly killed: number;
  /** The ids of the entries in the order in which they were recorded. */
  readonly recorded: readonly string[];
  /** Of the parallel and of the ordered receiver: the entries that it took, as they came, repetitions included. */
  readonly taken: readonly (readonly string[])[];
  /** All ids under which an entry was sent, by entry. */
  readonly idsByEntry: ReadonlyMap<string, ReadonlySet<string | undefined>>;
  /** Of each claim: its entries in the order in which they were recorded, and in which the ordered receiver first took them. */
  readonly orders: readonly { readonly recorded: readonly string[]; readonly taken: readonly string[] }[];
}

/**
 * Kills a server at random moments, with two webhooks whose receivers fail and drop connections at random, one of them
 * ordered per claim, and starts it again, until everything that it recorded has arrived.
 */
export async function runKilledDispatcher({ kills, entries, random }: KillPlan): Promise<KilledDispatcher> {
  const folder = await newFolder();
  const receivers = [await WebhookReceiver.start(), await WebhookReceiver.start()];
  const taken: string[][] = receivers.map(() => []);
  const idsByEntry = new Map<string, Set<string | undefined>>();
  for (const [index, receiver] of receivers.entries()) {
    receiver.answer = ({ body, headers }) => {
      const entry = (JSON.parse(body) as { data: { id: string } }).data.id;
      idsByEntry.set(entry, (idsByEntry.get(entry) ?? new Set()).add(headers['webhook-id']));
      const chance = random();
      if (chance < 0.15) return 'drop';
      if (chance < 0.3) return { status: 500 };
      taken[index]?.push(entry);
      // What is taken may still get no answer.
      return chance < 0.4 ? 'drop' : { status: 204 };
    };
  }
  let server: RunningServer = await serveWith(SETTINGS, folder);
  const call = (method: string, path: string, body: object) => send(server.url, folder, method, path, body);
  await call('PUT', '/v1/actors/nato', { kind: 'organization', name: 'NATO' });
  for (const claim of ['a', 'b']) {
    await call('PUT', `/v1/claims/${claim}`, { text: 'A claim.', language: 'en', kind: 'factual', about: ['nato'] });
  }
  const filter = { types: ['claim.denied'] };
  await call('POST', '/v1/webhooks', { url: receivers[0]?.url, filter });
  await call('POST', '/v1/webhooks', { url: receivers[1]?.url, filter, order: 'ordered-per-claim' });
  const recorded: string[] = [];
  let killed = 0;
  const ofClaim: Record<string, string[]> = { a: [], b: [] };
  for (let kill = 0; kill <= kills; kill += 1) {
    for (let n = 0; n < entries; n += 1) {
      const id = `e${recorded.length}`;
      const claim = random() < 0.5 ? 'a' : 'b';
      const entry = { id, type: 'ClaimDenied', by: ['nato'], basis: 'none-given' };
      await call('POST', `/v1/claims/${claim}/entries`, entry);
      recorded.push(id);
      ofClaim[claim]?.push(id);
    }
    if (kill === kills) break;
    await new Promise((resolve) => setTimeout(resolve, random() * 100));
    const code = await server.stop('SIGKILL');
    if (code === null) killed += 1;
    server = await serveWith(SETTINGS, folder);
  }
  for (const [index, receiver] of receivers.entries()) {
    await receiver.until(() => new Set(taken[index]).size === recorded.length);
  }
  await server.stop();
  for (const receiver of receivers) await receiver.stop();
  const firstTaken = [...new Set(taken[1])];
  const orders = Object.values(ofClaim).map((own) => ({
    recorded: own,
    taken: firstTaken.filter((entry) => own.includes(entry)),
  }));
  return { killed, recorded, taken, idsByEntry, orders };
}

async function send(url: string, folder: string, method: string, path: string, body: object): Promise<void> {
  const authorization = `Bearer ${readFileSync(join(folder, 'admin.key'), 'utf8').trim()}`;
  const headers = { 'content-type': 'application/json', authorization };
  const answer = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
}
