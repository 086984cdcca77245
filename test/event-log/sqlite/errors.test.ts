import { LogUnavailableError, UnknownOutcomeError } from '../../../src/event-log/event-log.js';
import { commitFailure, LogDamagedError, readFailure } from '../../../src/event-log/sqlite/errors.js';

function sqliteError(code: string): Error {
  return Object.assign(new Error('from SQLite'), { code });
}

describe('commitFailure() and readFailure()', () => {
  it.each(['SQLITE_BUSY', 'SQLITE_FULL', 'SQLITE_READONLY_DBMOVED', 'SQLITE_CANTOPEN'])(
    'map %s to a LogUnavailableError',
    (code) => {
      const cause = sqliteError(code);
      expect(commitFailure(cause, 'log.sqlite')).toBeInstanceOf(LogUnavailableError);
      expect(commitFailure(cause, 'log.sqlite')).toMatchObject({ cause });
    },
  );

  it('map an I/O error to an unknown outcome for a commit, but not for a read', () => {
    expect(commitFailure(sqliteError('SQLITE_IOERR_FSYNC'), 'log.sqlite')).toBeInstanceOf(UnknownOutcomeError);
    expect(readFailure(sqliteError('SQLITE_IOERR_READ'))).toBeInstanceOf(LogUnavailableError);
  });

  it('say what happened to which file and what to do, and the same without the file for clients', () => {
    expect(commitFailure(sqliteError('SQLITE_FULL'), '/data/log.sqlite')).toMatchObject({
      message: "/data/log.sqlite can't be used now: the disk is full. Free some space; it then continues by itself.",
      publicReason: 'The disk that holds the event log is full, so nothing can be recorded. Retry later.',
    });
    expect(commitFailure(sqliteError('SQLITE_IOERR_WRITE'), '/data/log.sqlite')).toMatchObject({
      message:
        'Writing /data/log.sqlite failed: the disk reported an error. Check the disk, its free space and its quotas; it then continues by itself.',
    });
  });

  it.each(['SQLITE_CORRUPT', 'SQLITE_CORRUPT_INDEX', 'SQLITE_NOTADB'])('report %s as damage of the log', (code) => {
    const damaged = commitFailure(sqliteError(code), '/data/log.sqlite');
    expect(damaged).toBeInstanceOf(LogDamagedError);
    expect(damaged).toMatchObject({ publicReason: expect.not.stringContaining('/data') as string });
  });

  it('return permanent and other errors unchanged', () => {
    for (const error of [sqliteError('EACCES'), new Error('SQLITE_BUSY'), undefined]) {
      expect(commitFailure(error, 'log.sqlite')).toBe(error);
    }
  });
});
