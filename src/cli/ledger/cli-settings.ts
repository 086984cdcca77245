import { isConnectionString } from '../../event-log/eventstoredb/connection-string.js';
import { isLanguageTag } from '../../lib/language-tag.js';
import { connectionString, storeIn } from '../../settings/server-settings.js';
import { anyText, ONLY_SET, type Parse, setting } from '../../settings/setting.js';
import { isFolder } from './settings.js';

/** An address without a slash at its end. A problem says nothing of the text, which may hold a password. */
export const serverAddress: Parse<string> = (text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return { problem: 'must start with http:// or https://.' };
  if (url.username + url.password !== '') {
    return { problem: 'takes no user name and no password. Pass a key with --key instead.' };
  }
  return { value: text.replace(/(?<!\/)\/+$/, '') };
};

/** A folder, or an event store. A problem says nothing of the text, which may hold a password. */
export const logLocationText: Parse<string> = (text) => {
  if (isConnectionString(text)) return connectionString(text);
  if (isFolder(text)) return { value: text };
  return {
    problem:
      'takes a data folder, or a connection string that starts with esdb://, esdb+discover:// or kurrentdb://. A folder whose name looks like an address must exist already.',
  };
};

const withoutPassword = (text: string): string => (isConnectionString(text) ? storeIn(text) : text);

/** Every setting of the command line that isn't one of the server. The documentation has them, too. */
export const CLI_SETTINGS = {
  url: setting<string | undefined, undefined>(
    {
      variable: 'CLAIM_LEDGER_URL',
      fallback: undefined,
      inWords: 'the server on the data folder',
      meaning: 'The address of the server that commands use: --url.',
    },
    serverAddress,
  ),
  key: setting<string | undefined, undefined>(
    {
      variable: 'CLAIM_LEDGER_KEY',
      fallback: undefined,
      inWords: 'the one in the data folder',
      meaning: 'The key that commands use: --key.',
      show: ONLY_SET,
    },
    anyText,
  ),
  language: setting<string | undefined, undefined>(
    {
      variable: 'CLAIM_LEDGER_LANGUAGE',
      fallback: undefined,
      inWords: 'none',
      meaning: 'The language of claims that register claim registers: --language.',
    },
    (text) => (isLanguageTag(text) ? { value: text } : { problem: 'must be a language tag, such as en or uk-UA.' }),
  ),
  copyFrom: setting<string | undefined, undefined>(
    {
      variable: 'CLAIM_LEDGER_COPY_FROM',
      fallback: undefined,
      inWords: 'none',
      meaning: 'The log that copy reads: --from.',
      show: withoutPassword,
    },
    logLocationText,
  ),
  copyTo: setting<string | undefined, undefined>(
    {
      variable: 'CLAIM_LEDGER_COPY_TO',
      fallback: undefined,
      inWords: 'none',
      meaning: 'Where copy puts it: --to.',
      show: withoutPassword,
    },
    logLocationText,
  ),
};
