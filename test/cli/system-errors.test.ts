import { meaningOf, messageOf, remedyFor, systemCode } from '../../src/cli/system-errors.js';

const systemError = (code: string, more: object = {}) =>
  Object.assign(new Error(`${code}: raw, open 'x'`), { code, ...more });

describe('messageOf', () => {
  it.each([
    ['EACCES', 'permission denied'],
    ['ENOTDIR', 'a part of the path is a file, not a folder'],
    ['SQLITE_READONLY_DIRECTORY', 'a database file cannot be written'],
    ['SQLITE_NOTADB', 'a file is not a database'],
    ['EXDEV', 'cross-device link not permitted'],
  ])('puts %s in words', (code, words) => {
    expect(messageOf(systemError(code))).toBe(words);
  });

  it('names the file', () => {
    expect(messageOf(systemError('ENOENT', { path: 'data/x' }))).toBe('there is no such file or folder (data/x)');
  });

  it('returns what caused an error that only says that it failed', () => {
    const failed = new TypeError('fetch failed', { cause: systemError('ECONNREFUSED') });
    expect(messageOf(failed)).toBe('nothing is listening there');
    const both = new AggregateError([systemError('ECONNREFUSED'), systemError('ECONNREFUSED')]);
    expect(messageOf(new TypeError('fetch failed', { cause: both }))).toBe('nothing is listening there');
  });

  it('returns the message of an error whose code is a number', () => {
    const error = Object.assign(new Error('Unexpected ReadAllResult.'), { code: 2 });
    expect(messageOf(new Error('x', { cause: error }))).toBe('Unexpected ReadAllResult');
  });

  it('returns any other message as it is, without its full stop', () => {
    expect(messageOf(new Error('It is Tuesday.'))).toBe('It is Tuesday');
    expect(messageOf('odd')).toBe('odd');
  });
});

it('systemCode finds the code of an error or of what caused it', () => {
  expect(systemCode(new Error('x', { cause: systemError('EPIPE') }))).toBe('EPIPE');
  expect(systemCode(new Error('x'))).toBeUndefined();
  expect(systemCode(undefined)).toBeUndefined();
});

it('meaningOf knows every error that Node has a name for, and nothing else', () => {
  expect(meaningOf('ELOOP')).toBe('too many symbolic links encountered');
  expect(meaningOf('ENOTHING')).toBeUndefined();
});

it.each([
  ['EACCES', 'Use a folder that you may write, or run this as the user who owns it.'],
  ['SQLITE_FULL', 'Free some space, and run the command again.'],
  ['ECONNREFUSED', undefined],
])('remedyFor(%s)', (code, remedy) => {
  expect(remedyFor(systemError(code))).toBe(remedy);
});
