import { setImmediate as nextTurn } from 'node:timers/promises';
import { Faults } from '../../../src/archive/verify/faults.js';
import { checkStoredLog } from '../../../src/archive/verify/stored-log-check.js';
import type { EventLog } from '../../../src/event-log/event-log.js';
import { upcastBy } from '../../../src/event-log/upcasting-event-log.js';
import { removeFolders, TestDataFolder } from '../../support/data-folder.js';
import { sampleEvents, setJsonField } from '../../support/sample-events.js';
import { eventsOf, logOf } from '../support.js';

afterAll(removeFolders);

const options = { upcast: upcastBy([]), signal: new AbortController().signal, onProgress: () => undefined };

describe('The check of a log in any store', () => {
  it.each<[what: string, sql: string]>([
    ['an event gone', 'DELETE FROM events WHERE position = 7'],
    ['an unknown type', `UPDATE events SET type = 'ClaimWhispered' WHERE position = 7`],
    ['a field wrong', setJsonField('basis', `'hearsay'`, 7)],
    ['an actor that nobody registered', setJsonField('by[0]', `'nobody'`, 7)],
    ['an entry that the claim does not have', setJsonField('cites', `json('[{"entry":"two","use":"credits"}]')`, 7)],
    ['two events of one id', 'UPDATE events SET id = (SELECT id FROM events WHERE position = 3) WHERE position = 7'],
    ['somebody unknown who recorded it', setJsonField('recordedBy', `'stranger'`, 7, 'metadata')],
  ])('says the same as the check of a file of %s', async (_what, sql) => {
    const folder = await TestDataFolder.withEvents(sampleEvents());
    folder.tamper('log', sql);
    const { reported } = await folder.storedFaults();
    expect(reported.length).toBeGreaterThan(0);
    expect(reported).toEqual((await folder.logFaults()).reported);
  });

  it('looks at what was there when it began, however long others go on to write', async () => {
    const [registration, ...others] = sampleEvents();
    const log = await logOf(registration ? [registration] : []);
    const begun = await log.head();
    let appends = 0;
    const written: EventLog = {
      ...portOf(log),
      // A store that is read while it is written to gives what comes meanwhile, too.
      readAll: async function* () {
        for (let after: string | undefined; ;) {
          for await (const event of log.readAll({ after, limit: 1 })) {
            yield event;
            after = event.position;
          }
          const next = others[appends++];
          if (!next) return;
          await log.append(next.stream, 'any', [next.event]);
          await nextTurn();
        }
      },
    };
    const extent = await checkStoredLog(written, new Faults(), options);
    expect(extent).toEqual({ events: 1, streams: 1, position: begun });
    expect((await eventsOf(log)).length).toBeGreaterThan(1);
  });

  it('ends with the error of a stream that it can not ask for just now, and once it is told to', async () => {
    const log = await logOf(sampleEvents());
    const closing: EventLog = {
      ...portOf(log),
      readStream: (stream, from) => {
        if (stream === 'claim-talks') void log.close();
        return log.readStream(stream, from);
      },
    };
    await expect(checkStoredLog(closing, new Faults(), options)).rejects.toThrow('The log is closed.');

    const abort = new AbortController();
    const onProgress = (): void => {
      abort.abort(new Error('enough'));
    };
    const stopped = checkStoredLog(await logOf(sampleEvents()), new Faults(), {
      ...options,
      signal: abort.signal,
      onProgress,
    });
    await expect(stopped).rejects.toThrow('enough');
  });
});

const portOf = (log: EventLog): EventLog => ({
  id: log.id,
  append: (...args) => log.append(...args),
  readStream: (...args) => log.readStream(...args),
  readAll: (...args) => log.readAll(...args),
  subscribe: (...args) => log.subscribe(...args),
  head: () => log.head(),
  close: () => log.close(),
});
