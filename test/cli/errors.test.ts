import {
  ApiProblemError,
  InterruptedError,
  RefusedError,
  toOutputFileError,
  UsageError,
} from '../../src/cli/errors.js';
import { FileExistsError } from '../../src/lib/files.js';

const problem = {
  type: 'urn:claim-ledger:problem:refused',
  title: 'Command rejected',
  status: 422,
  detail: 'kind must be one of: a, b. holder is required.',
  errors: [
    { pointer: '/kind', code: 'not-in-list', message: 'kind must be one of: a, b.' },
    { pointer: '/about/0', code: 'unknown', message: 'There is no actor "x".' },
    { pointer: '', code: 'odd', message: 'It is odd.' },
  ],
};

describe('a problem of the API', () => {
  it('is printed once: its detail, or what is wrong with each field', () => {
    expect(new ApiProblemError({ ...problem, errors: [] }).lines).toEqual([problem.detail]);
    expect(new ApiProblemError(problem).lines).toEqual([
      'Command rejected:',
      '  kind must be one of: a, b. (/kind)',
      '  There is no actor "x". (/about/0)',
      '  It is odd.',
    ]);
  });

  it('names the fields as the person knows them', () => {
    const { lines } = new ApiProblemError(problem, (field) => `--${field}`);
    expect(lines).toEqual([
      'Command rejected:',
      '  --kind must be one of: a, b.',
      '  --about: There is no actor "x".',
      '  It is odd.',
    ]);
  });

  it('names a part of a scenario by its option alone', () => {
    const message = `scenario.without can't be read: "tass".`;
    const errors = [{ pointer: '/scenario/without', code: 'repeatable', message }];
    const { lines } = new ApiProblemError({ ...problem, errors }, (field) => `--${field}`);
    expect(lines).toEqual(['Command rejected:', `  --without can't be read: "tass".`]);
  });

  it('is the document itself in JSON', () => {
    expect(new ApiProblemError(problem).document).toBe(problem);
  });
});

it('any other error is a document with a stable type in JSON', () => {
  expect(new UsageError('No.').document).toEqual({
    type: 'urn:claim-ledger:cli:usage',
    title: 'Wrong usage',
    detail: 'No.',
    exitCode: 2,
  });
  expect(new InterruptedError('SIGINT').exitCode).toBe(130);
});

describe('toOutputFileError', () => {
  it('reports a file that exists, and one that cannot be written with the remedy', () => {
    const exists = toOutputFileError('out', new FileExistsError('out'));
    expect(exists).toBeInstanceOf(RefusedError);
    const full = Object.assign(new Error('ENOSPC: x'), { code: 'ENOSPC', syscall: 'write', path: 'out.1.part' });
    expect((toOutputFileError('out', full) as UsageError).message).toBe(
      "out can't be written: the disk is full. Free some space, and run the command again.",
    );
  });

  it('returns any other error as it is', () => {
    const other = new Error('x');
    expect(toOutputFileError('out', other)).toBe(other);
  });
});
