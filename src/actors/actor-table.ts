import type { CsvTable } from '../http/csv-table.js';
import type { ActorSummary } from './actors.queries.js';

/** The columns of lists of actors. */
export const ACTOR_TABLE: CsvTable<ActorSummary> = {
  name: 'actors',
  columns: {
    id: ({ id }) => id,
    kind: ({ kind }) => kind,
    name: ({ name }) => name,
    aliases: ({ aliases }) => aliases,
    outlet: ({ outlet }) => outlet,
    description: ({ description }) => description,
    registeredAt: ({ registeredAt }) => registeredAt,
    lastRecordedAt: ({ lastRecordedAt }) => lastRecordedAt,
    revision: ({ revision }) => revision,
  },
};
