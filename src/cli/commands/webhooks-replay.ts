import { type Command, Option } from 'commander';
import type { WriteResult } from '../../http/write-response.js';
import type { WebhookReplayCount } from '../../webhooks/outbound/subscriptions/webhook.views.js';
import { MAX_PER_SECOND } from '../../webhooks/outbound/subscriptions/subscription.event-types.js';
import { type CommandContext, type OwnOptions, wholeNumber } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { counted } from '../terminal/counted.js';

interface ReplayOptions extends GlobalOptions {
  readonly from?: string;
  readonly perSecond?: number;
  readonly dryRun?: boolean;
  readonly cancel?: string;
}

export function defineWebhooksReplay(command: Command, { session }: CommandContext): void {
  command
    .argument('<id>', 'the id of a webhook')
    .option('--from <where>', 'a position, a day or an instant of recorded time (default: the beginning)')
    .addOption(
      new Option('--per-second <n>', 'at most this many deliveries in a second (default: 10)').argParser(
        wholeNumber(1, MAX_PER_SECOND),
      ),
    )
    .option('--dry-run', 'only count what would be sent')
    .addOption(
      new Option('--cancel <replay>', 'cancel this replay, whose id "webhooks show" prints').conflicts([
        'from',
        'perSecond',
        'dryRun',
      ]),
    )
    .action((id: string, options: OwnOptions<ReplayOptions>, self: Command) =>
      replay(session, id, { ...options, ...globalsOf(self) }),
    );
}

async function replay(session: Session, id: string, options: ReplayOptions): Promise<void> {
  const { from, perSecond, dryRun = false, cancel, json } = options;
  const { output } = session;
  const path = `/v1/webhooks/${encodeURIComponent(id)}/replays`;
  await session.withLedger(options, { create: false }, async ({ client }) => {
    if (cancel !== undefined) {
      await client.delete(`${path}/${encodeURIComponent(cancel)}`);
      if (json) output.json({ id, replay: cancel });
      else output.line(`The replay ${cancel} was cancelled.`);
    } else if (dryRun) {
      const answer = await client.post<WebhookReplayCount>(`${path}/count`, { from, perSecond });
      if (json) output.json(answer);
      else
        output.line(
          `${counted(answer.count, 'delivery', 'deliveries')}, in ${answer.seconds} s at least. Nothing was sent.`,
        );
    } else {
      const answer = await client.post<WriteResult>(path, { from, perSecond });
      if (json) output.json(answer);
      else output.line(`A replay was started. "claim-ledger webhooks show ${id}" prints its progress.`);
    }
  });
}
