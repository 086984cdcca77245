import { setImmediate as nextTurn } from 'node:timers/promises';
import { Faults } from '../../../src/archive/verify/faults.js';
import { checkStoredLog } from '../../../src/archive/verify/stored-log-check.js';
import type { EventLog } from '../../../src/event-log/event-log.js';
import { upcastBy } from '../../../src/event-log/upcasting-event-log.js';
import { removeFolders, TestDataFolder } from '../../support/data-folder.js';
import { sampleEvents, setJsonField } from '../../support/sample-events.js';
import { delegateTo } from '../../event-log/contract/support.js';
import { eventsOf, logOf } from '../support.js';

afterAll(removeFolders);

const options = { upcast: upcastBy([]), signal: new AbortController().signal, onProgress: () => undefined };

describe('checkStoredLog()', () => {
  it.each<[what: string, sql: string]>([
    ['a missing event', 'DELETE FROM events WHERE position = 7'],
    ['an unknown type', `UPDATE events SET type = 'ClaimWhispered' WHERE position = 7`],
    ['an invalid field', setJsonField('basis', `'hearsay'`, 7)],
    ['a reference to an unknown actor', setJsonField('by[0]', `'nobody'`, 7)],
    ['a reference to an unknown entry', setJsonField('cites', `json('[{"entry":"two","use":"credits"}]')`, 7)],
    ['two events with one id', 'UPDATE events SET id = (SELECT id FROM events WHERE position = 3) WHERE position = 7'],
    ['an unknown principal as its recorder', setJsonField('recordedBy', `'stranger'`, 7, 'metadata')],
  ])('reports the same as checkLogFile() for %s', async (_what, sql) => {
    const folder = await TestDataFolder.withEvents(sampleEvents());
    folder.tamper('log', sql);
    const { reported } = await folder.storedFaults();
    expect(reported.length).toBeGreaterThan(0);
    expect(reported).toEqual((await folder.logFaults()).reported);
  });

  it('takes languages that were recorded before they had to be registered ones', async () => {
    const folder = await TestDataFolder.withEvents(sampleEvents());
    folder.tamper(
      'log',
      `UPDATE events SET data = json_set(data, '$.language', 'English') WHERE type = 'ClaimRegistered'`,
    );
    expect((await folder.storedFaults()).reported).toEqual([]);
    folder.tamper('log', `UPDATE events SET data = json_set(data, '$.language', '!') WHERE type = 'ClaimRegistered'`);
    expect((await folder.storedFaults()).reported.length).toBeGreaterThan(0);
  });

  it('ends at the head at its start while another writer appends', async () => {
    const [registration, ...others] = sampleEvents();
    const log = await logOf(registration ? [registration] : []);
    const head = await log.head();
    let appends = 0;
    const written: EventLog = {
      ...delegateTo(log),
      // A store may also return events that are appended during the read.
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
    expect(extent).toEqual({ events: 1, streams: 1, position: head });
    expect((await eventsOf(log)).length).toBeGreaterThan(1);
  });

  it('fails if a stream cannot be read, and when the signal aborts', async () => {
    const log = await logOf(sampleEvents());
    const closing: EventLog = {
      ...delegateTo(log),
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
