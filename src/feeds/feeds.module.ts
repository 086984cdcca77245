import { type DynamicModule, Module } from '@nestjs/common';
import { ChangeFeed } from '../claims/queries/claims.queries.feed.js';
import { ReadModel } from '../consumers/read-model.js';
import { ProjectionRunner } from '../consumers/runner.js';
import { EventFeed } from './event-feed.js';
import { FeedsController } from './feeds.controller.js';
import { LiveFeeds, type LiveSettings } from './live-feeds.js';
import { StatusFeed } from './status-feed.js';

@Module({})
export class FeedsModule {
  static on(log: string, settings: LiveSettings): DynamicModule {
    return {
      module: FeedsModule,
      controllers: [FeedsController],
      providers: [
        {
          provide: ChangeFeed,
          useFactory: (readModel: ReadModel) => new ChangeFeed(readModel.database),
          inject: [ReadModel],
        },
        {
          provide: EventFeed,
          useFactory: (readModel: ReadModel, changes: ChangeFeed) => new EventFeed(readModel, changes, log),
          inject: [ReadModel, ChangeFeed],
        },
        {
          provide: StatusFeed,
          useFactory: (readModel: ReadModel, runner: ProjectionRunner, changes: ChangeFeed) =>
            new StatusFeed(readModel, runner, changes, log),
          inject: [ReadModel, ProjectionRunner, ChangeFeed],
        },
        {
          provide: LiveFeeds,
          useFactory: (runner: ProjectionRunner) => new LiveFeeds(runner, settings),
          inject: [ProjectionRunner],
        },
      ],
    };
  }
}
