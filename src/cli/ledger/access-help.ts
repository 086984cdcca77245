import { adminKeyFile } from '../../config.js';
import { ApiProblemError } from '../errors.js';
import { keyIn, type LedgerOptions } from './connection.js';

const PASS_A_KEY = 'Pass --key or set CLAIM_LEDGER_KEY.';
const CREATE = 'An administrator of the ledger creates a key with "claim-ledger keys create".';
const INVALID = 'it is unknown, expired or revoked';

/** An error about a missing or insufficient key says which key was used, and what to do; any other is returned as it is. */
export function explainAccess(error: unknown, options: LedgerOptions): unknown {
  if (!(error instanceof ApiProblemError)) return error;
  const { status, detail } = error.problem;
  if (status !== 401 && status !== 403) return error;
  const explained = status === 401 ? unauthenticated(options) : `${detail} ${insufficient(options)}`;
  return new ApiProblemError({ ...error.problem, detail: explained });
}

function unauthenticated({ data, url, key, keySource = '--key' }: LedgerOptions): string {
  if (key !== undefined) return `The key in ${keySource} was rejected: ${INVALID}. Pass another one. ${CREATE}`;
  if (url !== undefined) return `This needs a key. ${PASS_A_KEY} ${CREATE}`;
  const file = adminKeyFile(data);
  const recover = 'Or create a new one with "claim-ledger keys recover" while no server runs on this folder.';
  return keyIn(data) === undefined
    ? `This needs a key, and there is none in ${file}. ${PASS_A_KEY} ${recover}`
    : `The key in ${file} was rejected: ${INVALID}. ${PASS_A_KEY} ${recover}`;
}

/** Where the key of a request comes from; undefined if none is sent. */
export function keyOrigin({ data, url, key, keySource = '--key' }: LedgerOptions): string | undefined {
  if (key !== undefined) return keySource;
  return url === undefined && keyIn(data) !== undefined ? adminKeyFile(data) : undefined;
}

function insufficient(options: LedgerOptions): string {
  const used = keyOrigin(options);
  const which = used === undefined ? '' : `The key in ${used} lacks it. `;
  return `${which}"claim-ledger whoami" prints the scopes of your key. ${CREATE}`;
}
