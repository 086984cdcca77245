import type { EventLog } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { CommandRejectedError } from '../../src/command-handling/errors.js';
import { ReferenceChecker } from '../../src/command-handling/reference-checker.js';
import { parseStreamName, streamName } from '../../src/domain/domain-event.js';
import { newEvent } from '../event-log/contract/support.js';

describe('Existence', () => {
  let log: EventLog;
  let existence: ReferenceChecker;
  beforeEach(() => {
    log = SqliteEventLog.open(':memory:');
    existence = new ReferenceChecker(log);
  });
  afterEach(() => log.close());

  it('is read from the log: a no may become a yes', async () => {
    expect(await existence.has('actor', 'tass')).toBe(false);
    await log.append('actor-tass', 'no-stream', [newEvent()]);
    expect(await existence.has('actor', 'tass')).toBe(true);
    expect(await existence.has('claim', 'tass')).toBe(false);
  });

  it('once known, is known without the log', async () => {
    await log.append('actor-tass', 'no-stream', [newEvent()]);
    await existence.has('actor', 'tass');
    await log.close();
    expect(await existence.has('actor', 'tass')).toBe(true);
    await expect(existence.has('actor', 'ria')).rejects.toThrow('closed');
  });

  it('says of each thing where it was named', async () => {
    await log.append('actor-tass', 'no-stream', [newEvent()]);
    const missing = existence.require([
      { noun: 'actor', id: 'tass', pointer: '/by/0' },
      { noun: 'actor', id: 'ria', pointer: '/by/1' },
      { noun: 'document', id: 'tass', pointer: '/document' },
    ]);
    await expect(missing).rejects.toThrow(CommandRejectedError);
    await expect(missing).rejects.toMatchObject({
      violations: [
        { pointer: '/by/1', code: 'unknown-actor' },
        { pointer: '/document', code: 'unknown-document' },
      ],
    });
  });
});

it('A stream is named by noun and id, and gives both back', () => {
  expect(parseStreamName(streamName('claim', 'actor-claim-1'))).toEqual({ noun: 'claim', id: 'actor-claim-1' });
  expect(parseStreamName('access')).toBeUndefined();
});
