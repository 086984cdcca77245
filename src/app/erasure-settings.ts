import { Logger } from '@nestjs/common';
import type { ErasureSettings } from '../erasure/erasure.module.js';
import type { Replays } from '../replay/replays.js';
import { replacedLogs, takeOverRedactions } from '../archive/backup/taken-over-redactions.js';
import { type Config, logFile, logKind } from '../config.js';
import type { LedgerResources } from './ledger-resources.js';

/**
 * What has copies of events, and of what follows from them: replays, read models before the active one, and logs that
 * restores put aside.
 */
export function erasureSettings(
  { log, rebuilder }: LedgerResources,
  config: Config,
  replays: Replays,
): ErasureSettings {
  const logger = new Logger('redactions');
  return {
    log,
    dropCopies: async () => {
      await replays.removeAll();
      rebuilder.deleteObsolete();
      if (logKind(config) === 'event-store') return;
      for (const file of replacedLogs(logFile(config))) {
        await takeOverRedactions(log, file).catch((error: unknown) => {
          // It may be damaged, which is why it was replaced.
          logger.error(`${file} may still have what was redacted. Delete it, or restore it to redact it.`, error);
        });
      }
    },
    onTrouble: (message, error) => {
      logger.error(message, error instanceof Error ? error.stack : error);
    },
  };
}
