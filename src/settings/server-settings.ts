import { isIP } from 'node:net';
import { isConnectionString, serversIn, UnusableServerError } from '../event-log/eventstoredb/connection-string.js';
import { isAllowedHost } from '../lib/allowed-hosts.js';
import { isSecretKey } from '../lib/secret-box.js';
import { LOG_LEVELS, type LogLevel } from '../http/log-levels.js';
import { anyText, itemsOf, listOf, ONLY_SET, oneOf, type Parse, setting, wholeNumber } from './setting.js';
import { TRACE_SETTINGS } from './trace-settings.js';

const NONE = 'none';

const policyName: Parse<string> = (text) =>
  /^[a-z0-9]+(?:-[a-z0-9]+)*\/[1-9]\d*$/.test(text)
    ? { value: text }
    : { problem: `must be the id of a policy and its version, such as standard/1; not "${text}".` };

/** A problem says nothing of the text, which may hold a password. */
export const connectionString: Parse<string> = (text) => {
  if (!isConnectionString(text)) {
    return { problem: 'must be a connection string that begins with esdb://, esdb+discover:// or kurrentdb://.' };
  }
  try {
    serversIn(text);
    return { value: text };
  } catch (error) {
    if (error instanceof UnusableServerError) return { problem: `is not valid. ${error.message}` };
    throw error;
  }
};

/** A valid connection string without user and password. */
export const storeIn = (text: string): string => `an event store at ${serversIn(text)}`;

/** Not shown: they are secret. */
const secretsKeys: Parse<readonly string[]> = (text) => {
  const value = itemsOf(text);
  if (value.every(isSecretKey)) return { value };
  return {
    problem: 'must be 32 bytes in base64, as "openssl rand -base64 32" prints them; several are separated by commas.',
  };
};

const retrySeconds: Parse<readonly number[] | undefined> = (text) => {
  const isSeconds = (item: string) => /^\d{1,6}(\.\d{1,3})?$/.test(item);
  const items = listOf(isSeconds, 'numbers of seconds, such as 5,300,1800')(text);
  if (!('value' in items)) return items;
  return { value: items.value.length === 0 ? undefined : items.value.map(Number) };
};

const publicUrl: Parse<string | undefined> = (text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && url.username + url.password !== '') return { problem: 'takes no user name and no password.' };
  if (url && /^https?:$/.test(url.protocol) && url.search + url.hash === '') {
    return { value: url.href.replace(/(?<!\/)\/+$/, '') };
  }
  return { problem: `must be an address such as https://ledger.example.org, without a query, not "${text}".` };
};

const isOrigin = (text: string): boolean =>
  text === '*' || (!text.includes('*') && URL.canParse(text) && new URL(text).origin === text);

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

/**
 * Every setting of the server, by its name in `Config`. The documentation has the same variables, defaults and meanings
 * in the same order.
 */
export const SERVER_SETTINGS = {
  dataFolder: setting(
    {
      variable: 'CLAIM_LEDGER_DATA',
      fallback: 'data',
      meaning: "The folder of the log, the read model and the admin's key.",
    },
    anyText,
  ),
  eventStore: setting<string | undefined, undefined>(
    {
      variable: 'CLAIM_LEDGER_LOG',
      fallback: undefined,
      inWords: 'a file in that folder',
      meaning: 'The connection string of an EventStoreDB that holds the log.',
      show: storeIn,
    },
    connectionString,
  ),
  policy: setting(
    {
      variable: 'CLAIM_LEDGER_POLICY',
      fallback: 'standard/1',
      meaning: 'The policy by which claims are evaluated, with its version.',
    },
    policyName,
  ),
  host: setting(
    {
      variable: 'CLAIM_LEDGER_HOST',
      fallback: '127.0.0.1',
      meaning: 'The address to listen on. The default is reachable from this machine only.',
    },
    anyText,
  ),
  port: setting(
    { variable: 'CLAIM_LEDGER_PORT', fallback: 4747, meaning: 'The port; 0 for any free port.' },
    wholeNumber(65_535),
  ),
  reading: setting<'open' | 'closed', 'open'>(
    {
      variable: 'CLAIM_LEDGER_READING',
      fallback: 'open',
      meaning: 'closed: reads require a key with the scope read.',
    },
    oneOf(['open', 'closed']),
  ),
  projectionWaitMs: setting(
    {
      variable: 'CLAIM_LEDGER_PROJECTION_WAIT_MS',
      fallback: 2_000,
      meaning:
        'How long the response to a write waits, in milliseconds, until this instance can read what was written.',
    },
    wholeNumber(60_000),
  ),
  readWaitMs: setting(
    {
      variable: 'CLAIM_LEDGER_READ_WAIT_MS',
      fallback: 5_000,
      meaning: 'How long a read waits, in milliseconds, for the position that waitFor names.',
    },
    wholeNumber(60_000),
  ),
  ratePerMinute: setting(
    {
      variable: 'CLAIM_LEDGER_RATE_PER_MINUTE',
      fallback: 12_000,
      meaning:
        'Requests per minute with one key that has no rate of its own, and from one address without a key; 0 for no limit.',
    },
    wholeNumber(1_000_000_000),
  ),
  keyAttemptsPerMinute: setting(
    {
      variable: 'CLAIM_LEDGER_KEY_ATTEMPTS_PER_MINUTE',
      fallback: 20,
      meaning:
        'How many different invalid keys from one address the server checks in a minute; 0 for no limit. See Guessing keys.',
    },
    wholeNumber(10_000),
  ),
  requestTimeoutMs: setting(
    {
      variable: 'CLAIM_LEDGER_REQUEST_TIMEOUT_MS',
      fallback: 30_000,
      meaning:
        'How long, in milliseconds, the headers of a request and its body may take to arrive, and how long a client may read nothing of its response; see Slow and many clients.',
    },
    wholeNumber(600_000, 10),
  ),
  maxConnections: setting(
    {
      variable: 'CLAIM_LEDGER_MAX_CONNECTIONS',
      fallback: 5_000,
      meaning:
        'The maximum number of connections; further ones are closed. It should be greater than CLAIM_LEDGER_LIVE_CLIENTS.',
    },
    wholeNumber(1_000_000, 1),
  ),
  corsOrigins: setting<readonly string[], readonly string[]>(
    {
      variable: 'CLAIM_LEDGER_CORS_ORIGINS',
      fallback: [],
      inWords: NONE,
      meaning:
        'Origins whose pages may call the API from a browser, separated by commas, such as https://example.org; * for any.',
    },
    listOf(isOrigin, 'origins such as https://example.org, or *'),
  ),
  trustedProxies: setting<readonly string[], readonly string[]>(
    {
      variable: 'CLAIM_LEDGER_TRUSTED_PROXIES',
      fallback: [],
      inWords: NONE,
      meaning: 'Addresses and networks of proxies whose X-Forwarded-For names the client, separated by commas.',
    },
    listOf(isNetwork, 'addresses or networks such as 127.0.0.1, 10.0.0.0/8 or fd00::/8'),
  ),
  logLevel: setting<LogLevel | undefined, undefined>(
    {
      variable: 'CLAIM_LEDGER_LOG_LEVEL',
      fallback: undefined,
      inWords: 'info, on a terminal warn',
      meaning: 'What the server logs, as JSON lines on standard error: fatal, error, warn, info, debug, trace, silent.',
    },
    oneOf(LOG_LEVELS),
  ),
  liveHeartbeatMs: setting(
    {
      variable: 'CLAIM_LEDGER_LIVE_HEARTBEAT_MS',
      fallback: 15_000,
      meaning: 'Interval between heartbeats of a live feed, in milliseconds.',
    },
    wholeNumber(600_000, 10),
  ),
  liveDrainMs: setting(
    {
      variable: 'CLAIM_LEDGER_LIVE_DRAIN_MS',
      fallback: 30_000,
      meaning:
        'How long a client of a live feed or an export may take to read one part of the response, in milliseconds.',
    },
    wholeNumber(600_000, 10),
  ),
  liveClients: setting(
    {
      variable: 'CLAIM_LEDGER_LIVE_CLIENTS',
      fallback: 500,
      meaning: 'How many clients may follow live feeds, and replays, concurrently; half of them of one caller.',
    },
    wholeNumber(100_000),
  ),
  secretsKeys: setting<readonly string[], readonly string[]>(
    {
      variable: 'CLAIM_LEDGER_SECRETS_KEY',
      fallback: [],
      inWords: NONE,
      meaning:
        '32 bytes in base64 that encrypt the secrets of webhooks and integrations; without it, both are off. Several keys are separated by commas: the first encrypts.',
      show: ONLY_SET,
    },
    secretsKeys,
  ),
  webhookRetrySeconds: setting<readonly number[] | undefined, undefined>(
    {
      variable: 'CLAIM_LEDGER_WEBHOOK_RETRY_SECONDS',
      fallback: undefined,
      inWords: 'those of Standard Webhooks',
      meaning: 'The waits between the attempts of a delivery, in seconds, separated by commas.',
    },
    retrySeconds,
  ),
  webhookAllowedHosts: setting<readonly string[], readonly string[]>(
    {
      variable: 'CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS',
      fallback: [],
      inWords: NONE,
      meaning:
        "Hosts, addresses and networks that webhooks may be sent to though they aren't public, separated by commas.",
    },
    listOf(isAllowedHost, 'hosts, addresses or networks such as hooks.internal, 127.0.0.1:8080 or 10.0.0.0/8'),
  ),
  publicUrl: setting<string | undefined, undefined>(
    {
      variable: 'CLAIM_LEDGER_PUBLIC_URL',
      fallback: undefined,
      inWords: NONE,
      meaning:
        'The address at which others reach this ledger: for links in webhooks, and the name of the sender in handshakes.',
    },
    publicUrl,
  ),
  ...TRACE_SETTINGS,
};
