import { hostname } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { type Config, logKind } from '../config.js';
import { packageInfo } from '../lib/package-info.js';
import { DispatcherThread } from '../threads/dispatcher-thread.js';
import { RETRY_DELAYS_MS } from '../webhooks/delivery/retry.js';
import type { WebhookSettings } from '../webhooks/outbound/webhooks.module.js';
import type { LedgerResources, OpenOptions } from './ledger-resources.js';

/** For an attempt as a whole, in milliseconds. */
export const ATTEMPT_TIMEOUT_MS = 15_000;

/** What the webhooks of this process get from the settings. */
export function webhookSettings(
  { log }: LedgerResources,
  config: Config,
  { sendsWebhooks = false, traces }: OpenOptions,
): WebhookSettings {
  const { secretsKeys, webhookAllowedHosts: allowedHosts, webhookRetrySeconds, publicUrl, dataFolder } = config;
  const delivery = { timeoutMs: ATTEMPT_TIMEOUT_MS, allowedHosts, userAgent: `claim-ledger/${packageInfo().version}` };
  const deliveriesFile = join(dataFolder, 'webhooks.sqlite');
  if (!sendsWebhooks) return { log: log.id, secretsKeys, delivery, deliveriesFile, sending: undefined };
  const dispatcher = new DispatcherThread({
    log: log.id,
    file: deliveriesFile,
    secretsKeys,
    delivery,
    traces,
    retryDelaysMs: webhookRetrySeconds?.map((seconds) => seconds * 1_000) ?? RETRY_DELAYS_MS,
    publicUrl,
    origin: publicUrl === undefined ? hostname() : new URL(publicUrl).host,
  });
  const logger = new Logger('webhooks');
  const onTrouble = (message: string, error: unknown): void => {
    logger.error(message, error instanceof Error ? error.stack : error);
  };
  const sending = { log, dispatcher, isShared: logKind(config) === 'event-store', onTrouble };
  return { log: log.id, secretsKeys, delivery, deliveriesFile, sending };
}
