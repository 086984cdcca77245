import { memoize } from '../../lib/memoize.js';
import type { ReadModel } from '../../read-model/read-model.js';
import type { QueriesClass, Reads } from './scenario-reads.js';

/**
 * Reads the states that a replay found, by the same queries as otherwise: the replay's file has the table of states, and
 * hides that of the read model.
 */
export class ReplayReads implements Reads {
  private readonly model: ReadModel;
  private readonly create: Reads['queries'];

  /** @param file of a finished replay */
  constructor(readModel: ReadModel, file: string) {
    this.model = readModel.openBehind(file);
    this.create = memoize((type: QueriesClass<unknown>) => new type(this.model)) as Reads['queries'];
  }

  queries<Queries>(type: QueriesClass<Queries>): Queries {
    this.model.rowsChanged();
    this.model.hold();
    return this.create(type);
  }

  /** Idempotent. */
  close(): void {
    if (this.model.database.open) this.model.close();
  }
}
