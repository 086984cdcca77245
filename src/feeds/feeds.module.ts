import { type DynamicModule, Module } from '@nestjs/common';
import { CurrentReadModel } from '../read-model/current-read-model.js';
import { Feeds } from './feeds.js';
import { FeedsController } from './feeds.controller.js';
import { LiveFeeds, type LiveSettings } from './live-feeds.js';

@Module({})
export class FeedsModule {
  static on(log: string, settings: LiveSettings): DynamicModule {
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
          useFactory: (current: CurrentReadModel) => new LiveFeeds(current, settings),
          inject: [CurrentReadModel],
        },
      ],
    };
  }
}
