import {
  actor,
  actors,
  CHECKER,
  citing,
  claim,
  entry,
  evidence,
  examined,
  many,
  report,
  voids,
} from './hostile-lines.js';
import type { Lines } from './hostile-lines.js';

/** As long as a chain of voids, and as many as an entry may follow. */
const [VOID_CHAIN, ROW] = [10, 200];

/** Claims of some size whose entries refer to each other, by what these do. */
export const HOSTILE_ENTRIES: Readonly<Record<string, (size: number) => Lines>> = {
  *'one entry voided and restored'(size) {
    yield* claim();
    yield report('report');
    for (let n = 0; n < size / 2; n += 1) {
      yield voids(`void-${n}`, 'report');
      yield voids(`restored-${n}`, `void-${n}`);
    }
  },

  *'voids of voids'(size) {
    yield* claim();
    for (let n = 0; n < size / (VOID_CHAIN + 1); n += 1) {
      yield report(`entry-${n}-0`);
      yield* many(VOID_CHAIN, (depth) => voids(`entry-${n}-${depth + 1}`, `entry-${n}-${depth}`));
    }
  },

  *'entries of one actor, voided'(size) {
    yield* claim();
    for (let n = 0; n < size / 2; n += 1) {
      yield report(`report-${n}`);
      yield voids(`void-${n}`, `report-${n}`);
    }
  },

  *'entries, each replaced by the next'(size) {
    yield* claim();
    yield report('report-0');
    for (let n = 1; n < size / 2; n += 1) {
      yield report(`report-${n}`);
      yield { ...voids(`void-${n}`, `report-${n - 1}`), replacement: `report-${n}` };
    }
  },

  *'amendments, some of them voided'(size) {
    yield* claim();
    yield* many(size, (n) =>
      n % 10 === 9
        ? voids(`amended-${n}`, `amended-${n - 1}`)
        : entry('ClaimAmended', `amended-${n}`, { topics: [`topic-${n}`] }),
    );
  },

  *'reports that cite their own maker'(size) {
    yield* claim();
    yield* many(size, (n) => report(`report-${n}`, citing([CHECKER])));
  },

  *'a ring of actors, each citing a hundred'(size) {
    yield* claim();
    const ring = yield* actors('ring', size / 4);
    const citedBy = (n: number) => Array.from({ length: 100 }, (_, ahead) => ring[(n + ahead + 1) % ring.length] ?? '');
    yield* many(ring.length, (n) => report(`report-${n}`, { by: [ring[n]], ...citing([...new Set(citedBy(n))]) }));
  },

  *'reports in rows by "after" that cite their own maker'(size) {
    yield* claim();
    yield* many(size, (n) =>
      report(`report-${n}`, { ...citing([CHECKER]), ...(n % ROW > 0 && { after: [`report-${n - 1}`] }) }),
    );
  },

  *'searches, each after a hundred others'(size) {
    yield* claim();
    yield* many(size, (n) => {
      const after = Array.from({ length: Math.min(n % ROW, 100) }, (_, back) => `act-${n - back - 1}`);
      const fields = { by: [CHECKER], after };
      return n % ROW < ROW / 2
        ? entry('ConfirmationSought', `act-${n}`, { ...fields, where: 'archive', outcome: 'found-nothing' })
        : entry('ReactionRecorded', `act-${n}`, { ...fields, reaction: 'noted' });
    });
  },

  *'searches with different ends'(size) {
    yield* claim();
    yield* many(size, (n) =>
      entry('ConfirmationSought', `search-${n}`, {
        by: [CHECKER],
        where: 'archive',
        outcome: 'found-nothing',
        goodUntil: new Date(Date.UTC(2030, 0, 1, 0, n)).toISOString(),
      }),
    );
  },

  *'documents that one found genuine, another forged'(size) {
    yield* claim();
    yield actor('other');
    for (let n = 0; n < size / 2; n += 1) {
      yield* evidence(`genuine-${n}`, CHECKER);
      yield examined(`forged-${n}`, 'other', `document-genuine-${n}`, 'forged');
    }
  },
};
