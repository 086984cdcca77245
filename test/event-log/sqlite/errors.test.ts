import { LogUnavailableError, UnknownOutcomeError } from '../../../src/event-log/event-log.js';
import { commitFailure, readFailure } from '../../../src/event-log/sqlite/errors.js';

function sqliteError(code: string): Error {
  return Object.assign(new Error('from SQLite'), { code });
}

describe('commitFailure() and readFailure()', () => {
  it.each(['SQLITE_BUSY', 'SQLITE_FULL', 'SQLITE_READONLY_DBMOVED', 'SQLITE_CANTOPEN'])(
    'map %s to a LogUnavailableError',
    (code) => {
      const cause = sqliteError(code);
      expect(commitFailure(cause)).toBeInstanceOf(LogUnavailableError);
      expect(commitFailure(cause)).toMatchObject({ cause });
    },
  );

  it('map an I/O error to an unknown outcome for a commit, but not for a read', () => {
    expect(commitFailure(sqliteError('SQLITE_IOERR_FSYNC'))).toBeInstanceOf(UnknownOutcomeError);
    expect(readFailure(sqliteError('SQLITE_IOERR_READ'))).toBeInstanceOf(LogUnavailableError);
  });

  it('return permanent and other errors unchanged', () => {
    for (const error of [sqliteError('SQLITE_CORRUPT'), sqliteError('EACCES'), new Error('SQLITE_BUSY'), undefined]) {
      expect(commitFailure(error)).toBe(error);
    }
  });
});
