import type { CsvMapping } from '../../../src/interchange/csv/csv-mapping.js';
import { parseCsv } from '../../../src/interchange/csv/csv-table.js';
import { type MappedRow, MappedTable } from '../../../src/interchange/csv/map-table.js';
import type { Directory, KnownActor, KnownDocument } from '../../../src/interchange/directory.js';
import { collect } from '../../event-log/contract/support.js';

const ACTORS: Readonly<Record<string, readonly KnownActor[]>> = {
  tass: [{ id: 'tass', kind: 'outlet' }],
  nato: [{ id: 'nato', kind: 'organization' }],
  'el pais': [
    { id: 'el-pais', kind: 'outlet' },
    { id: 'pais', kind: 'outlet' },
  ],
  'jane-doe': [{ id: 'jane-doe', kind: 'person' }],
};
const DOCUMENTS: Readonly<Record<string, KnownDocument>> = {
  'https://tass.example/1': { id: 'tass-1', publisher: 'tass' },
};
export const directory: Directory = {
  findActors: (name) => Promise.resolve(ACTORS[name.toLowerCase()] ?? []),
  findDocument: (url) => Promise.resolve(DOCUMENTS[url]),
};

/** The rows of a spreadsheet, in a ledger that knows a few actors and a document. */
export const mapped = (csv: string, mapping?: CsvMapping): Promise<MappedRow[]> =>
  collect(new MappedTable(parseCsv(Buffer.from(csv)), directory, mapping).rows());
