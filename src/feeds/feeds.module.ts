import { type DynamicModule, Module } from '@nestjs/common';
import { LiveStreams } from '../http/live-streams.js';
import { CurrentReadModel } from '../read-model/current-read-model.js';
import { Feeds } from './feeds.js';
import { FeedsController } from './feeds.controller.js';
import { LiveFeeds } from './live-feeds.js';

@Module({})
export class FeedsModule {
  static on(log: string): DynamicModule {
    return {
      module: FeedsModule,
      controllers: [FeedsController],
      providers: [
        {
          provide: Feeds,
          useFactory: (current: CurrentReadModel) => new Feeds(current, log),
          inject: [CurrentReadModel],
        },
        {
          provide: LiveFeeds,
          useFactory: (current: CurrentReadModel, streams: LiveStreams) => new LiveFeeds(current, streams),
          inject: [CurrentReadModel, LiveStreams],
        },
      ],
    };
  }
}
