import { type DynamicModule, Module } from '@nestjs/common';
import { CommandExecutor } from '../command-handling/command-executor.js';
import type { EventLog } from '../event-log/event-log.js';
import { CurrentReadModel } from '../read-model/current-read-model.js';
import { Metrics } from '../operations/metrics.js';
import { RedactionQueries } from '../redactions/redaction.queries.js';
import { type DropCopies, Erasure } from './erasure.js';
import type { SchemasOf } from './redactable-fields.js';
import { RedactionsController } from './redactions.controller.js';
import { RedactionsService } from './redactions.service.js';
import { MentionSearch } from './search/mention-search.js';

export interface ErasureSettings {
  readonly log: EventLog;
  /** The types of event in streams of webhooks and integrations; undefined for another stream. */
  readonly schemasOf: SchemasOf;
  readonly dropCopies: DropCopies;
  readonly onTrouble: (message: string, error: unknown) => void;
}

/** Redaction by law. */
@Module({})
export class ErasureModule {
  static on({ log, schemasOf, dropCopies, onTrouble }: ErasureSettings): DynamicModule {
    return {
      module: ErasureModule,
      controllers: [RedactionsController],
      providers: [
        {
          provide: RedactionsService,
          useFactory: (executor: CommandExecutor) => new RedactionsService(executor, log, schemasOf),
          inject: [CommandExecutor],
        },
        {
          provide: MentionSearch,
          useFactory: (redactions: RedactionsService) => new MentionSearch(log, schemasOf, () => redactions.waiting()),
          inject: [RedactionsService],
        },
        {
          provide: Erasure,
          useFactory: (current: CurrentReadModel, executor: CommandExecutor, metrics: Metrics) => {
            const erasure = new Erasure(log, current, executor, dropCopies, onTrouble);
            metrics.watchRedactions(
              () => erasure.isPending(),
              () => (current.generation === undefined ? undefined : current.queries(RedactionQueries).countWaiting()),
            );
            return erasure;
          },
          inject: [CurrentReadModel, CommandExecutor, Metrics],
        },
      ],
    };
  }
}
