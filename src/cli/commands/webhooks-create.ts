import { type Command, Option } from 'commander';
import { SIGNATURES } from '../../webhooks/outbound/subscriptions/subscription.events.js';
import type { WebhookSecret } from '../../webhooks/outbound/subscriptions/webhook.views.js';
import { withChoices } from '../choices.js';
import type { CommandContext, OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { inOptions } from '../option-names.js';
import { addWebhookOptions, WEBHOOK_FIELDS, webhookBody, type WebhookOptions } from '../webhooks/webhook-options.js';

interface CreateOptions extends GlobalOptions, WebhookOptions {
  readonly id?: string;
  readonly signature?: string;
  readonly from?: string;
}

export function defineWebhooksCreate(command: Command, { session }: CommandContext): void {
  addWebhookOptions(command.argument('<url>', 'where to send: an https address'))
    .option('--id <id>', 'the id of the webhook (default: one that the ledger generates)')
    .addOption(withChoices(new Option('--signature <kind>', 'how it is signed (default: hmac)'), SIGNATURES))
    .option('--from <position>', 'send what follows this position (default: the present)')
    .action((url: string, options: OwnOptions<CreateOptions>, self: Command) =>
      create(session, url, { ...options, ...globalsOf(self) }),
    );
}

/** Prints only the secret or the public key on standard output, so that it can be redirected. */
async function create(session: Session, url: string, options: CreateOptions): Promise<void> {
  const { id, signature, from } = options;
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const body = { url, id, signature, from, ...webhookBody(options) };
    const answer = await inOptions(WEBHOOK_FIELDS, () => client.post<WebhookSecret>('/v1/webhooks', body));
    printSecret(session, options, answer, 'was created');
  });
}

export function printSecret(session: Session, options: GlobalOptions, answer: WebhookSecret, done: string): void {
  if (options.json) {
    session.output.json(answer);
    return;
  }
  session.output.line(answer.secret ?? answer.publicKey ?? '');
  process.stderr.write(`Webhook ${answer.id} ${done}. ${answer.note}\n`);
}
