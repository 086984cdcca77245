import { LogUnavailableError, UnknownOutcomeError } from '../../../src/event-log/event-log.js';
import { commitFailure, readFailure } from '../../../src/event-log/sqlite/errors.js';

function sqliteError(code: string): Error {
  return Object.assign(new Error('from SQLite'), { code });
}

describe('a failure of SQLite', () => {
  it.each(['SQLITE_BUSY', 'SQLITE_FULL', 'SQLITE_READONLY_DBMOVED', 'SQLITE_CANTOPEN'])('%s wrote nothing', (code) => {
    const cause = sqliteError(code);
    expect(commitFailure(cause)).toBeInstanceOf(LogUnavailableError);
    expect(commitFailure(cause)).toMatchObject({ cause });
  });

  it('of input or output leaves the outcome of a commit open, but not of a read', () => {
    expect(commitFailure(sqliteError('SQLITE_IOERR_FSYNC'))).toBeInstanceOf(UnknownOutcomeError);
    expect(readFailure(sqliteError('SQLITE_IOERR_READ'))).toBeInstanceOf(LogUnavailableError);
  });

  it('that is no passing state stays what it is, as does an error of others', () => {
    for (const error of [sqliteError('SQLITE_CORRUPT'), sqliteError('EACCES'), new Error('SQLITE_BUSY'), undefined]) {
      expect(commitFailure(error)).toBe(error);
    }
  });
});
