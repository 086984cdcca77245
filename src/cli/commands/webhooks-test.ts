import type { Command } from 'commander';
import type { WebhookTestResult } from '../../webhooks/outbound/subscriptions/webhook.views.js';
import type { CommandContext } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';

export function defineWebhooksTest(command: Command, { session, report }: CommandContext): void {
  command.argument('<id>', 'the id of a webhook').action(async (id: string, _options, self: Command) => {
    report(await test(session, id, globalsOf(self)));
  });
}

/** Whether the receiver took it. */
async function test(session: Session, id: string, options: GlobalOptions): Promise<boolean> {
  const result = await session.withLedger(options, { create: false }, ({ client }) =>
    client.post<WebhookTestResult>(`/v1/webhooks/${encodeURIComponent(id)}/test`, {}),
  );
  const { isDelivered, status, failure = '', durationMs, answer } = result;
  if (options.json) session.output.json(result);
  else {
    const ended = status === undefined ? failure : `The receiver answered ${status}.`;
    session.output.line(`${ended} (${durationMs} ms)`);
    if (answer.trim() !== '') session.output.line(answer);
  }
  return isDelivered;
}
