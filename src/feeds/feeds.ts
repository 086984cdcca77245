import { StatusChangeQueries } from '../claims/queries/status-changes.queries.js';
import type { CurrentReadModel } from '../read-model/current-read-model.js';
import { EventFeed } from './event-feed.js';
import { StatusFeed } from './status-feed.js';

/** The feeds of the active read model. Throws a `NoReadModelError` if there is none. */
export class Feeds {
  constructor(
    private readonly current: CurrentReadModel,
    private readonly log: string,
  ) {}

  readonly events = (): EventFeed =>
    this.current.memoize(
      EventFeed,
      ({ readModel }) => new EventFeed(readModel, this.current.queries(StatusChangeQueries), this.log),
    );

  readonly changes = (): StatusFeed =>
    this.current.memoize(
      StatusFeed,
      ({ readModel, projection }) =>
        new StatusFeed(readModel, projection, this.current.queries(StatusChangeQueries), this.log),
    );
}
