import type { Command } from 'commander';
import type { WriteResult } from '../../http/write-response.js';
import type { CommandContext, OwnOptions } from '../command-definition.js';
import { UsageError } from '../errors.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { inOptions } from '../option-names.js';
import { addWebhookOptions, WEBHOOK_FIELDS, webhookBody, type WebhookOptions } from '../webhooks/webhook-options.js';

interface ChangeOptions extends GlobalOptions, WebhookOptions {
  readonly newUrl?: string;
  readonly everything?: boolean;
}

export function defineWebhooksChange(command: Command, { session }: CommandContext): void {
  addWebhookOptions(command.argument('<id>', 'the id of a webhook'))
    .option('--new-url <url>', 'where to send from now on')
    .option('--everything', 'send everything, without a filter')
    .action((id: string, options: OwnOptions<ChangeOptions>, self: Command) =>
      change(session, id, { ...options, ...globalsOf(self) }),
    );
}

/** The options of a filter replace the whole filter. */
async function change(session: Session, id: string, options: ChangeOptions): Promise<void> {
  const { newUrl, everything = false } = options;
  const given = webhookBody(options);
  if (everything && 'filter' in given) {
    throw new UsageError('--everything takes the filter away; leave it out, or leave out the options of a filter.');
  }
  const body = { url: newUrl, ...given, ...(everything && { filter: {} }) };
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const fields = { ...WEBHOOK_FIELDS, url: '--new-url' };
    const answer = await inOptions(fields, () =>
      client.patch<WriteResult>(`/v1/webhooks/${encodeURIComponent(id)}`, body),
    );
    if (options.json) session.output.json(answer);
    else session.output.line(answer.recorded.length > 0 ? `${id} was changed.` : `${id} is as it was.`);
  });
}
