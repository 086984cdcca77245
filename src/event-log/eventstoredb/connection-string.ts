import { EventLogError } from '../event-log.js';

/** The connection string is invalid, or the server can't hold the log. */
export class UnusableServerError extends EventLogError {}

/** A parsed connection string. The password is stored nowhere else, and no message contains it. */
export interface Connection {
  readonly discover: boolean;
  readonly hosts: readonly { readonly address: string; readonly port: number }[];
  readonly credentials: { readonly username: string; readonly password: string } | undefined;
  readonly options: ReadonlyMap<string, string>;
}

const SCHEME = /^(?:esdb|kurrentdb)(?:\+discover)?:\/\//;
const FORM =
  /^(?:esdb|kurrentdb)(?<discover>\+discover)?:\/\/(?:(?<username>[^:@]+):(?<password>[^@]+)@)?(?<hosts>[^@/?]+)\/*(?:\?(?<options>[^@]*))?$/;
const HOST = /^(?<address>[a-z0-9._-]+)(?::(?<port>\d{1,5}))?$/i;
export const NUMBERS = [
  'maxDiscoverAttempts',
  'discoveryInterval',
  'gossipTimeout',
  'keepAliveInterval',
  'keepAliveTimeout',
  'defaultDeadline',
] as const;
export const FILES = ['tlsCAFile', 'userCertFile', 'userKeyFile'] as const;
/** Other values of these options would break a guarantee of the log, or would have no effect. */
const FIXED = {
  nodePreference: ['leader', 'a follower may not have the latest writes yet'],
  throwOnAppendFailure: ['true', 'conflicts must be reported as such'],
  tlsVerifyCert: ['true', 'the client always verifies certificates; pass the authority with tlsCAFile'],
} as const;
const OPTIONS = ['tls', 'connectionName', ...NUMBERS, ...FILES, ...Object.keys(FIXED)];

/** Whether the text looks like a connection string of EventStoreDB, or of KurrentDB, its name in later releases. */
export const isConnectionString = (text: string): boolean => SCHEME.test(text);

/**
 * Parses a connection string of EventStoreDB. The client's own parser prints it, with its password, if it has an unknown
 * option, and truncates a password at a colon.
 *
 * @throws UnusableServerError that says what is wrong, without any part of the string
 */
export function parseConnectionString(connectionString: string): Connection {
  const form = FORM.exec(connectionString.trim())?.groups;
  if (!form) {
    throw unusable(
      'its format is esdb://user:password@host:2113?tls=true, with special characters in user and password percent-encoded',
    );
  }
  const { discover, username, password, hosts = '', options = '' } = form;
  const parsed = {
    discover: discover !== undefined,
    hosts: hosts.split(',').map(parseHost),
    credentials:
      username === undefined || password === undefined
        ? undefined
        : { username: decoded(username), password: decoded(password) },
    options: new Map(options === '' ? [] : options.split('&').map(parseOption)),
  };
  if (parsed.discover && parsed.hosts.length > 1) throw unusable('with +discover it has exactly one host');
  return parsed;
}

/** The hosts of a connection string, for messages: without user and password. Throws an `UnusableServerError`. */
export function serversIn(connectionString: string): string {
  const { hosts } = parseConnectionString(connectionString);
  return hosts.map(({ address, port }) => `${address}:${port}`).join(', ');
}

function parseHost(text: string): Connection['hosts'][number] {
  if (text.startsWith('[')) throw unusable('the client supports no IPv6 addresses; use a host name');
  const { address, port = '2113' } = HOST.exec(text.trim())?.groups ?? {};
  if (address === undefined || Number(port) > 65_535) {
    throw unusable('a host is a name or an IPv4 address, followed by a colon and its port unless that is 2113');
  }
  return { address, port: Number(port) };
}

function parseOption(text: string): [string, string] {
  const [, key = '', raw = ''] = /^([^=]*)=(.+)$/.exec(text) ?? [];
  const name = OPTIONS.find((option) => normalize(option) === normalize(key));
  if (name === undefined) throw unusable(`it has an unknown option; options are ${OPTIONS.join(', ')}`);
  const value = decoded(raw.trim());
  const fixed = Object.entries(FIXED).find(([option]) => option === name);
  if (fixed && normalize(value) !== fixed[1][0]) throw unusable(`${name} must be ${fixed[1][0]}: ${fixed[1][1]}`);
  if (name === 'tls' && value !== 'true' && value !== 'false') throw unusable('tls must be true or false');
  if (NUMBERS.some((option) => option === name) && !/^(-1|[1-9]\d{0,8})$/.test(value)) {
    throw unusable(`${name} must be a positive integer or -1`);
  }
  return [name, value];
}

const normalize = (name: string): string => name.trim().toLowerCase().replace(/[_-]/g, '');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unusable('it has a % that starts no encoded character; write a percent sign as %25');
  }
}

export function unusable(reason: string): UnusableServerError {
  return new UnusableServerError(`The connection string can't be used: ${reason}.`);
}
