import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CheckedImportService } from '../../../import/checked-import.service.js';
import type { EventLog } from '../../../event-log/event-log.js';
import { ImportModule } from '../../../import/import.module.js';
import { ImportService } from '../../../import/import.service.js';
import { CurrentReadModel } from '../../../read-model/current-read-model.js';
import type { Expressions } from '../../expressions/expressions.js';
import { PayloadMapper } from '../mapping/payload-mapper.js';
import { RelayedEvents } from '../mapping/relayed-events.js';
import { ReviewPayloads } from '../mapping/review-payloads.js';
import { DeliveryRecorder } from './delivery-recorder.js';

class OpenExpressions implements OnApplicationShutdown {
  constructor(private readonly expressions: Expressions) {}

  async onApplicationShutdown(): Promise<void> {
    await this.expressions.close();
  }
}

/** Provides the `DeliveryRecorder`. */
@Module({})
export class DeliveryRecordingModule {
  /** @param expressions closed with the application */
  static on(expressions: Expressions, log: Pick<EventLog, 'readStream'>): DynamicModule {
    return {
      module: DeliveryRecordingModule,
      imports: [ImportModule],
      providers: [
        {
          provide: DeliveryRecorder,
          useFactory: (imports: ImportService, checked: CheckedImportService, current: CurrentReadModel) => {
            const reviews = new ReviewPayloads(current, checked);
            const mapper = new PayloadMapper(expressions, reviews, new RelayedEvents(log));
            return new DeliveryRecorder(mapper, imports, checked, current);
          },
          inject: [ImportService, CheckedImportService, CurrentReadModel],
        },
        { provide: OpenExpressions, useFactory: () => new OpenExpressions(expressions) },
      ],
      exports: [DeliveryRecorder],
    };
  }
}
