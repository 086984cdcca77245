import { Logger } from '@nestjs/common';
import { type Config, logKind } from '../config.js';
import { ExpressionProcesses } from '../threads/expression-processes.js';
import type { InboundSettings } from '../webhooks/inbound/inbound.module.js';
import type { LedgerResources, OpenOptions } from './ledger-resources.js';

/** What the integrations of this process get from the settings. */
export function integrationSettings(
  { log }: LedgerResources,
  config: Config,
  { sendsWebhooks: isServer = false }: OpenOptions,
): InboundSettings {
  const { secretsKeys, publicUrl } = config;
  const logger = new Logger('integrations');
  const onTrouble = (message: string, error: unknown): void => {
    logger.error(message, error instanceof Error ? error.stack : error);
  };
  const processing = isServer ? { isShared: logKind(config) === 'event-store', onTrouble } : undefined;
  return { secretsKeys, publicUrl, log, expressions: new ExpressionProcesses(), processing };
}
