import { adminKeyFile } from '../../config.js';
import { keyIn, type LedgerOptions } from './connection.js';
import { ApiProblemError } from '../errors.js';

/** Where a ledger doesn't take the key of its own folder, the problem says how the owner gets back in. */
export function withKeyHint(error: unknown, { data, url, key }: LedgerOptions): unknown {
  if (!(error instanceof ApiProblemError) || error.problem.status !== 401) return error;
  if (url !== undefined || key !== undefined) return error;
  const file = adminKeyFile(data);
  const what = keyIn(data) === undefined ? `There is no key in ${file}` : `The key in ${file} is no good any more`;
  const how =
    'Give another with --key, or make a new one with "claim-ledger keys recover" while no server runs on this folder.';
  return new ApiProblemError({ ...error.problem, detail: `${what}. ${how}` });
}
