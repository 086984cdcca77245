import type { Scope } from '../../access/access.events.js';
import type { KeyView } from '../../access/access.views.js';
import type { WriteAnswer } from '../../http/write-response.js';
import type { NewKeyAnswer } from '../../keys/key-answer.js';
import { UsageError } from '../errors.js';
import { keyTable } from '../terminal/key-table.js';
import type { GlobalOptions, Session } from '../ledger/session.js';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface CreateKeyOptions extends GlobalOptions {
  readonly principal: string;
  readonly name?: string;
  readonly scope: readonly Scope[];
  readonly expires?: string;
  readonly label?: string;
}

/** Prints the key alone on standard output, so that it can be sent to where it is kept; all else on standard error. */
export async function createKeyCommand(session: Session, options: CreateKeyOptions): Promise<void> {
  const { principal, name, scope: scopes, expires, label } = options;
  const asked = { principal, name, scopes, expiresAt: expires === undefined ? undefined : moment(expires), label };
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const answer = await client.post<NewKeyAnswer>('/v1/keys', asked);
    if (options.json) {
      session.output.json(answer);
      return;
    }
    session.output.line(answer.key ?? '');
    const until = answer.expiresAt === undefined ? '' : `, until ${answer.expiresAt}`;
    tell(`Key ${answer.id} of ${answer.principal}, for ${answer.scopes.join(' and ')}${until}. ${answer.note}`);
  });
}

export async function listKeysCommand(session: Session, options: GlobalOptions): Promise<void> {
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const { items } = await client.get<{ items: readonly KeyView[] }>('/v1/keys');
    if (options.json) for (const key of items) session.output.json(key);
    else session.output.write(keyTable(items, session.printing(false).colors));
  });
}

export interface RevokeKeyOptions extends GlobalOptions {
  readonly reason?: string;
}

/** @param key its id, or the key itself, of which only the id is sent */
export async function revokeKeyCommand(session: Session, key: string, options: RevokeKeyOptions): Promise<void> {
  const id = key.replace(/^clk_([0-9a-f]{12})(_.*)?$/, '$1');
  const { reason } = options;
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const answer = await client.post<WriteAnswer>(`/v1/keys/${encodeURIComponent(id)}/revoke`, { reason });
    if (options.json) session.output.json(answer);
    else session.output.line(answer.recorded.length > 0 ? `${id} is revoked.` : `${id} was revoked before.`);
  });
}

export async function recoverKeyCommand(session: Session, { data, url }: GlobalOptions): Promise<void> {
  if (url !== undefined) throw new UsageError('A key is recovered on the data folder itself, not through a server.');
  // Loaded only now: nothing else needs the log in this process.
  const { recoverKey } = await import('./keys-recover.js');
  const { file, made } = await recoverKey(data);
  if (!made) {
    session.output.line(`The key in ${file} is good: nothing is changed.`);
    return;
  }
  session.output.line(`The admin's new key is in ${file}`);
  tell('Keys made before are as they were: "claim-ledger keys list" shows them, "claim-ledger keys revoke" ends one.');
}

/** `90d`: so many days from now; anything else is for the ledger to read. */
function moment(text: string): string {
  const [, days] = /^(\d{1,5})d$/.exec(text) ?? [];
  return days === undefined ? text : new Date(Date.now() + Number(days) * DAY_MS).toISOString();
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
