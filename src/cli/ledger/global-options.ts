import type { Command } from 'commander';
import { SERVER_SETTINGS } from '../../settings/server-settings.js';
import type { LedgerOptions } from './connection.js';

/** The options that every command takes. */
export interface GlobalOptions extends LedgerOptions {
  readonly json: boolean;
  /** Whether long output may be shown in a pager. */
  readonly pager: boolean;
}

type Parsed = Omit<LedgerOptions, 'keySource'> & { json?: boolean; pager?: boolean };

/** The global options of a command, wherever they are in it. `--data` takes precedence over CLAIM_LEDGER_URL. */
export function globalsOf(command: Command): GlobalOptions {
  const { data, url, key, json = false, pager = true } = command.optsWithGlobals<Parsed>();
  const from = (name: string) => command.getOptionValueSourceWithGlobals(name);
  const isUrlOverridden = url === '' || (from('url') === 'env' && from('data') === 'cli');
  const isDataUnset = data === '' && from('data') === 'env';
  return {
    ...{ data: isDataUnset ? SERVER_SETTINGS.dataFolder.fallback : data, json, pager },
    url: isUrlOverridden ? undefined : url,
    ...(key !== undefined && key !== '' && { key, keySource: from('key') === 'env' ? 'CLAIM_LEDGER_KEY' : '--key' }),
  };
}
