import { Logger } from '@nestjs/common';
import type { ErasureSettings } from '../erasure/erasure.module.js';
import { integrationSchemas } from '../webhooks/inbound/stored-events.js';
import { webhookSchemas } from '../webhooks/outbound/stored-events.js';
import { DeliveryLog } from '../webhooks/outbound/deliveries/delivery-log.js';
import type { WebhookSettings } from '../webhooks/outbound/webhooks.module.js';
import type { Replays } from '../replay/replays.js';
import { replacedLogs, takeOverRedactions } from '../archive/backup/taken-over-redactions.js';
import { type Config, logFile, logKind } from '../config.js';
import type { LedgerResources } from './ledger-resources.js';

/**
 * What has copies of events, and of what follows from them: replays, read models before the active one, what receivers of
 * webhooks answered, and logs that restores put aside.
 */
export function erasureSettings(
  { log, rebuilder }: LedgerResources,
  config: Config,
  replays: Replays,
  webhooks: WebhookSettings,
): ErasureSettings {
  const logger = new Logger('redactions');
  return {
    log,
    schemasOf: (stream) => webhookSchemas(stream) ?? integrationSchemas(stream),
    dropCopies: async (last) => {
      await replays.removeAll();
      rebuilder.deleteObsolete();
      if (!(await eraseAnswers(webhooks, last))) return false;
      if (logKind(config) === 'event-store') return true;
      for (const file of replacedLogs(logFile(config))) {
        await takeOverRedactions(log, file).catch((error: unknown) => {
          // It may be damaged, which is why it was replaced.
          logger.error(`${file} may still have what was redacted. Delete it, or restore it to redact it.`, error);
        });
      }
      return true;
    },
    onTrouble: (message, error) => {
      logger.error(message, error instanceof Error ? error.stack : error);
    },
  };
}

/** By the thread that writes them; without one, the file may be from a time in which webhooks were on. */
const eraseAnswers = async (
  { sending, secretsKeys, deliveriesFile }: WebhookSettings,
  last: string,
): Promise<boolean> =>
  sending && secretsKeys.length > 0 ? sending.dispatcher.erase(last) : DeliveryLog.eraseFile(deliveriesFile, last);
