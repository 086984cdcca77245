import { Logger } from '@nestjs/common';
import { type Config, logKind } from '../config.js';
import { ExpressionProcesses } from '../threads/expression-processes.js';
import type { InboundSettings } from '../webhooks/inbound/inbound.module.js';
import type { LedgerResources, OpenOptions } from './ledger-resources.js';

/** What the integrations of this process get from the settings. */
export function integrationSettings(
  { log }: LedgerResources,
  config: Config,
  { sendsWebhooks: isServer = false, tracer }: OpenOptions,
): InboundSettings {
  const { secretsKeys, publicUrl } = config;
  const logger = new Logger('integrations');
  const onTrouble = (message: string, error: unknown): void => {
    logger.error(message, error instanceof Error ? error.stack : error);
  };
  const isShared = logKind(config) === 'event-store';
  const processing = isServer ? { isShared, onTrouble, trace: tracer?.begin.bind(tracer) } : undefined;
  return { secretsKeys, publicUrl, log, expressions: new ExpressionProcesses(), processing };
}
