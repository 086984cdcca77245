import type { Command } from 'commander';
import type { ApprovedRedaction } from '../../erasure/redaction.views.js';
import type { CommandContext } from '../command-definition.js';
import type { ApiClient } from '../ledger/api-client.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { erasureInWords } from '../terminal/redaction-report.js';

export function defineRedactionsApprove(command: Command, { session }: CommandContext): void {
  command.argument('<id...>', 'the ids of requests').action((ids: readonly string[], _options, self: Command) =>
    session.withLedger(globalsOf(self), { create: false }, async ({ client }) => {
      for (const id of ids) await approve(session, client, id, { ...globalsOf(self), isOne: ids.length === 1 });
    }),
  );
}

/**
 * Prints only the salt on standard output, so that it can be redirected, after the id if there are several; the rest on
 * standard error.
 */
async function approve(
  session: Session,
  client: ApiClient,
  id: string,
  { json, isOne }: Pick<GlobalOptions, 'json'> & { readonly isOne: boolean },
): Promise<void> {
  const answer = await client.post<ApprovedRedaction>(`/v1/redactions/${encodeURIComponent(id)}/approve`, {});
  if (json) {
    session.output.json(answer);
    return;
  }
  const { salt, note, recorded, erasure } = answer;
  if (salt !== null) session.output.line(isOne ? salt : `${id}  ${salt}`);
  const done = recorded.length > 0 ? 'Redacted' : 'The event had been redacted before';
  process.stderr.write(`${done}. Files of this instance: ${erasureInWords(erasure)}. ${note}\n`);
}
