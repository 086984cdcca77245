import type { EventLog } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { CommandRejectedError } from '../../src/command-handling/errors.js';
import { ReferenceChecker } from '../../src/command-handling/reference-checker.js';
import { parseStreamName, streamName } from '../../src/domain/domain-event.js';
import { newEvent } from '../event-log/contract/support.js';

describe('ReferenceChecker', () => {
  let log: EventLog;
  let checker: ReferenceChecker;
  beforeEach(() => {
    log = SqliteEventLog.open(':memory:');
    checker = new ReferenceChecker(log);
  });
  afterEach(() => log.close());

  it('reads the log again after a negative result', async () => {
    expect(await checker.has('actor', 'tass')).toBe(false);
    await log.append('actor-tass', 'no-stream', [newEvent()]);
    expect(await checker.has('actor', 'tass')).toBe(true);
    expect(await checker.has('claim', 'tass')).toBe(false);
  });

  it('caches positive results', async () => {
    await log.append('actor-tass', 'no-stream', [newEvent()]);
    await checker.has('actor', 'tass');
    await log.close();
    expect(await checker.has('actor', 'tass')).toBe(true);
    await expect(checker.has('actor', 'ria')).rejects.toThrow('closed');
  });

  it('reports each missing reference with its pointer', async () => {
    await log.append('actor-tass', 'no-stream', [newEvent()]);
    const missing = checker.require([
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

it('parseStreamName() returns the aggregate type and id of streamName()', () => {
  expect(parseStreamName(streamName('claim', 'actor-claim-1'))).toEqual({ noun: 'claim', id: 'actor-claim-1' });
  expect(parseStreamName('access')).toBeUndefined();
});
