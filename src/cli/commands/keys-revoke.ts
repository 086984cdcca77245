import { Argument, type Command } from 'commander';
import type { WriteResult } from '../../http/write-response.js';
import type { CommandContext, OwnOptions } from '../command-definition.js';
import { ApiProblemError } from '../errors.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';

interface RevokeKeyOptions extends GlobalOptions {
  readonly reason?: string;
}

export function defineKeysRevoke(command: Command, { session }: CommandContext): void {
  command
    .addArgument(new Argument('<id>', 'the id of a key, as "keys list" prints it'))
    .option('--reason <text>', 'why it is revoked')
    .action((id: string, options: OwnOptions<RevokeKeyOptions>, self: Command) =>
      revokeKey(session, id, { ...options, ...globalsOf(self) }),
    );
}

/** @param key its id, or the key itself, from which only the id is sent */
async function revokeKey(session: Session, key: string, options: RevokeKeyOptions): Promise<void> {
  const id = key.replace(/^clk_([0-9a-f]{12})(_.*)?$/, '$1');
  const { reason } = options;
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const answer = await withHint(() =>
      client.post<WriteResult>(`/v1/keys/${encodeURIComponent(id)}/revoke`, { reason }),
    );
    if (options.json) session.output.json(answer);
    else session.output.line(answer.recorded.length > 0 ? `${id} is revoked.` : `${id} had been revoked before.`);
  });
}

/** Reports an unknown id with the way to find the right one. */
async function withHint<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiProblemError) || error.problem.status !== 404) throw error;
    const detail = `${error.problem.detail} "claim-ledger keys list" prints the ids.`;
    throw new ApiProblemError({ ...error.problem, detail });
  }
}
