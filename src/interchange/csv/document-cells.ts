import { SLUG } from '../../domain/ids.js';
import { uniqueIdFrom } from '../../domain/slug.js';
import { CellRejection, timeIn } from './cell-values.js';
import type { Cells } from './csv-columns.js';
import { defined } from './line-columns.js';
import type { KnownDocument } from '../directory.js';
import type { RowNames } from './name-resolver.js';

/** The document that the row names, by URL, by id or by title. */
export async function documentIn(cells: Cells, names: RowNames): Promise<Partial<KnownDocument>> {
  const where = cells['where to read it'];
  const { title, publisher } = cells;
  if (where === undefined && title === undefined) {
    return publisher === undefined ? {} : { publisher: await publisherIn(publisher, names) };
  }
  if (where !== undefined && !/^https?:\/\//i.test(where)) {
    if (SLUG.test(where)) return { id: where, ...(publisher && { publisher: await publisherIn(publisher, names) }) };
    throw new CellRejection('where to read it', `"${where}" is neither a URL that begins with http, nor an id.`);
  }
  return names.document(where, where ?? JSON.stringify([publisher, title, cells.published]), async () => {
    if (publisher === undefined) {
      throw new CellRejection('publisher', 'The document is not in the ledger. Fill in who published it.');
    }
    const by = await publisherIn(publisher, names);
    const publishedAt = timeIn(cells, 'published');
    const address = where?.replace(/^https?:\/\/(www\.)?/i, '').replace(/[?#].*$/s, '');
    const id = uniqueIdFrom(address ?? `${by} ${title ?? ''}`, where ?? JSON.stringify([by, title, publishedAt]));
    names.register(
      where === undefined ? 'title' : 'where to read it',
      defined({ type: 'DocumentRegistered', document: id, publisher: by, url: where, title, publishedAt }),
    );
    return { id, publisher: by };
  });
}

const publisherIn = (publisher: string, names: RowNames): Promise<string> =>
  names.actor(publisher, 'publisher', { kind: 'outlet' });
