import { isIP } from 'node:net';
import { join } from 'node:path';
import { isatty } from 'node:tty';
import type { LogKind } from './event-log/data-folder-lock.js';
import { isConnectionString } from './event-log/eventstoredb/connection-string.js';
import { isAllowedHost } from './lib/allowed-hosts.js';
import { isSecretKey } from './lib/secret-box.js';
import { LOG_LEVELS, type LogLevel } from './http/log-levels.js';

/** Every setting, with its environment variable and what it is without one. */
export interface Config {
  /** `CLAIM_LEDGER_DATA`: the folder of the log and the read model. Default `data`. */
  readonly dataFolder: string;
  /**
   * `CLAIM_LEDGER_LOG`: the connection string of an EventStoreDB that holds the log instead of the folder. It may hold
   * a password.
   */
  readonly eventStore: string | undefined;
  /** `CLAIM_LEDGER_POLICY`: the policy by which claims are evaluated, and its version. Default `standard/1`. */
  readonly policy: string;
  /** `CLAIM_LEDGER_HOST`: default 127.0.0.1, which only this machine can reach. */
  readonly host: string;
  /** `CLAIM_LEDGER_PORT`: default 4747; 0 for any free one. */
  readonly port: number;
  /** `CLAIM_LEDGER_PROJECTION_WAIT_MS`: how long a write waits until this instance can read it. Default 2000. */
  readonly projectionWaitMs: number;
  /** `CLAIM_LEDGER_READ_WAIT_MS`: how long a read waits for the position that `waitFor` names. Default 5000. */
  readonly readWaitMs: number;
  /** `CLAIM_LEDGER_RATE_PER_MINUTE`: requests with one key, or from one address without one; default 12000, 0 for no limit. */
  readonly ratePerMinute: number;
  /**
   * `CLAIM_LEDGER_KEY_ATTEMPTS_PER_MINUTE`: how many different invalid keys from one address the server checks; default
   * 20, 0 for no limit.
   */
  readonly keyAttemptsPerMinute: number;
  /** `CLAIM_LEDGER_CORS_ORIGINS`: origins whose pages may call the API from a browser, or `*`. Default: none. */
  readonly corsOrigins: readonly string[];
  /** `CLAIM_LEDGER_TRUSTED_PROXIES`: addresses and networks whose `X-Forwarded-For` names the client. Default: none. */
  readonly trustedProxies: readonly string[];
  /** `CLAIM_LEDGER_LOG_LEVEL`: default `info` for a server whose standard error is not a terminal, otherwise `warn`. */
  readonly logLevel: LogLevel | undefined;
  /** `CLAIM_LEDGER_READING`: `closed` if reading requires a key with the scope `read`. Default `open`. */
  readonly reading: 'open' | 'closed';
  /** `CLAIM_LEDGER_LIVE_HEARTBEAT_MS`: interval between heartbeats of a live feed. Default 15000. */
  readonly liveHeartbeatMs: number;
  /** `CLAIM_LEDGER_LIVE_DRAIN_MS`: how long its client may take to read one message. Default 30000. */
  readonly liveDrainMs: number;
  /** `CLAIM_LEDGER_LIVE_CLIENTS`: the maximum number of such clients. Default 500. */
  readonly liveClients: number;
  /**
   * `CLAIM_LEDGER_SECRETS_KEY`: 32 bytes in base64 that encrypt the secrets of webhooks; several separated by commas, of
   * which the first encrypts. Default: none, and webhooks are off.
   */
  readonly secretsKeys: readonly string[];
  /**
   * `CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS`: hosts, addresses and networks that webhooks may be sent to though they aren't
   * public, and over plain http; a host or an address may have a port. Default: none.
   */
  readonly webhookAllowedHosts: readonly string[];
  /** `CLAIM_LEDGER_PUBLIC_URL`: the address at which others reach this ledger, without a slash at its end. */
  readonly publicUrl: string | undefined;
  /** `CLAIM_LEDGER_WEBHOOK_RETRY_SECONDS`: the waits between attempts. Default: those of Standard Webhooks. */
  readonly webhookRetrySeconds: readonly number[] | undefined;
}

/** A setting that can't be used; the message names its variable. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** Throws a `ConfigError` for the first setting that makes no sense. */
export function configFrom(env: NodeJS.ProcessEnv): Config {
  return {
    dataFolder: env.CLAIM_LEDGER_DATA ?? 'data',
    eventStore: connectionString(env),
    policy: policyName(env),
    host: env.CLAIM_LEDGER_HOST ?? '127.0.0.1',
    port: integer(env, 'CLAIM_LEDGER_PORT', 4747, 65_535),
    projectionWaitMs: integer(env, 'CLAIM_LEDGER_PROJECTION_WAIT_MS', 2_000, 60_000),
    readWaitMs: integer(env, 'CLAIM_LEDGER_READ_WAIT_MS', 5_000, 60_000),
    ratePerMinute: integer(env, 'CLAIM_LEDGER_RATE_PER_MINUTE', 12_000, 1_000_000_000),
    keyAttemptsPerMinute: integer(env, 'CLAIM_LEDGER_KEY_ATTEMPTS_PER_MINUTE', 20, 10_000),
    corsOrigins: listOf(env, 'CLAIM_LEDGER_CORS_ORIGINS', isOrigin, 'origins such as https://example.org, or *'),
    trustedProxies: listOf(
      env,
      'CLAIM_LEDGER_TRUSTED_PROXIES',
      isNetwork,
      'addresses or networks such as 127.0.0.1, 10.0.0.0/8 or fd00::/8',
    ),
    logLevel: logLevel(env),
    reading: oneOf(env, 'CLAIM_LEDGER_READING', ['open', 'closed']),
    liveHeartbeatMs: integer(env, 'CLAIM_LEDGER_LIVE_HEARTBEAT_MS', 15_000, 600_000, 10),
    liveDrainMs: integer(env, 'CLAIM_LEDGER_LIVE_DRAIN_MS', 30_000, 600_000, 10),
    liveClients: integer(env, 'CLAIM_LEDGER_LIVE_CLIENTS', 500, 100_000),
    secretsKeys: secretsKeys(env),
    webhookAllowedHosts: listOf(
      env,
      'CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS',
      isAllowedHost,
      'hosts, addresses or networks such as hooks.internal, 127.0.0.1:8080 or 10.0.0.0/8',
    ),
    publicUrl: publicUrl(env),
    webhookRetrySeconds: retrySeconds(env),
  };
}

/** A server says what it does, but not between the lines of a terminal. */
export const asServer = (config: Config): Config => ({
  ...config,
  logLevel: config.logLevel ?? (isatty(2) ? 'warn' : 'info'),
});

export const logKind = ({ eventStore }: Config): LogKind => (eventStore === undefined ? 'file' : 'event-store');
export const logFile = ({ dataFolder }: Config): string => join(dataFolder, 'log.sqlite');
export const adminKeyFile = (dataFolder: string): string => join(dataFolder, 'admin.key');

function integer(env: NodeJS.ProcessEnv, name: string, fallback: number, max: number, min = 0): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new ConfigError(`${name} must be a whole number from ${min} to ${max}, not "${text}".`);
}

/** The first is the default. */
function oneOf<Word extends string>(env: NodeJS.ProcessEnv, name: string, words: readonly [Word, ...Word[]]): Word {
  const text = env[name];
  if (text === undefined || text === '') return words[0];
  const word = words.find((each) => each === text);
  if (word !== undefined) return word;
  throw new ConfigError(`${name} must be one of: ${words.join(', ')}; not "${text}".`);
}

const POLICY_NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*\/[1-9]\d*$/;

/** Whether there is such a policy is known once the log is open. */
function policyName({ CLAIM_LEDGER_POLICY: text }: NodeJS.ProcessEnv): string {
  if (text === undefined || text === '') return 'standard/1';
  if (POLICY_NAME.test(text)) return text;
  throw new ConfigError(
    `CLAIM_LEDGER_POLICY must be the id of a policy and its version, such as standard/1; not "${text}".`,
  );
}

/** Items separated by commas. */
function listOf(
  env: NodeJS.ProcessEnv,
  name: string,
  isItem: (text: string) => boolean,
  what: string,
): readonly string[] {
  const items = (env[name] ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  const wrong = items.find((item) => !isItem(item));
  if (wrong === undefined) return items;
  throw new ConfigError(`${name} must be a list of ${what}, separated by commas; "${wrong}" is not valid.`);
}

/** Not shown: they are secret. */
function secretsKeys({ CLAIM_LEDGER_SECRETS_KEY: text = '' }: NodeJS.ProcessEnv): readonly string[] {
  const keys = text
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '');
  if (keys.every(isSecretKey)) return keys;
  throw new ConfigError(
    'CLAIM_LEDGER_SECRETS_KEY must be 32 bytes in base64, as "openssl rand -base64 32" prints them; several are separated by commas.',
  );
}

function retrySeconds(env: NodeJS.ProcessEnv): readonly number[] | undefined {
  const isSeconds = (text: string) => /^\d{1,6}(\.\d{1,3})?$/.test(text);
  const name = 'CLAIM_LEDGER_WEBHOOK_RETRY_SECONDS';
  const waits = listOf(env, name, isSeconds, 'numbers of seconds, such as 5,300,1800');
  return waits.length === 0 ? undefined : waits.map(Number);
}

function publicUrl({ CLAIM_LEDGER_PUBLIC_URL: text }: NodeJS.ProcessEnv): string | undefined {
  if (text === undefined || text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isAddress = url && /^https?:$/.test(url.protocol) && url.username === '' && url.search + url.hash === '';
  if (isAddress === true) return url.href.replace(/\/+$/, '');
  throw new ConfigError(
    `CLAIM_LEDGER_PUBLIC_URL must be an address such as https://ledger.example.org, without a query, not "${text}".`,
  );
}

const isOrigin = (text: string): boolean =>
  text === '*' || (!text.includes('*') && URL.canParse(text) && new URL(text).origin === text);

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

/** Not shown: it may hold a password. */
function connectionString({ CLAIM_LEDGER_LOG: text }: NodeJS.ProcessEnv): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (isConnectionString(text)) return text;
  throw new ConfigError(
    'CLAIM_LEDGER_LOG must be a connection string that begins with esdb://, esdb+discover:// or kurrentdb://.',
  );
}

function logLevel({ CLAIM_LEDGER_LOG_LEVEL: text }: NodeJS.ProcessEnv): LogLevel | undefined {
  if (text === undefined || text === '') return undefined;
  const level = LOG_LEVELS.find((each) => each === text);
  if (level) return level;
  throw new ConfigError(`CLAIM_LEDGER_LOG_LEVEL must be one of: ${LOG_LEVELS.join(', ')}, not "${text}".`);
}
