import { EventLogError } from '../event-log.js';

/** The connection string is wrong, or what it leads to is no server that could hold the log. */
export class UnusableServerError extends EventLogError {}

/** What a connection string says. The password stands nowhere else, and in no message. */
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
/** With any other value each would break a promise of the log, or do nothing though one relies on it. */
const FIXED = {
  nodePreference: ['leader', 'a follower may not have yet what was just written'],
  throwOnAppendFailure: ['true', 'a conflict must be known for one'],
  tlsVerifyCert: ['true', 'the client always checks certificates; name the authority with tlsCAFile'],
} as const;
const OPTIONS = ['tls', 'connectionName', ...NUMBERS, ...FILES, ...Object.keys(FIXED)];

/** Whether a text is meant for a connection string of EventStoreDB, or of KurrentDB, as its later releases are called. */
export const isConnectionString = (text: string): boolean => SCHEME.test(text);

/**
 * Reads a connection string of EventStoreDB. Not left to the client, whose reader prints it, with its password, where
 * it finds an option that it doesn't know, and cuts a password off at a colon.
 *
 * @throws UnusableServerError that says what is wrong, and never shows a part of the string
 */
export function parseConnectionString(connectionString: string): Connection {
  const form = FORM.exec(connectionString.trim())?.groups;
  if (!form) {
    throw unusable(
      'it looks like esdb://user:password@host:2113?tls=true, with every special character of user and password percent-encoded',
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
  if (parsed.discover && parsed.hosts.length > 1) throw unusable('with +discover it takes one host');
  return parsed;
}

/** The servers that it names, as a reader knows them: never with a password. Throws an `UnusableServerError`. */
export function serversIn(connectionString: string): string {
  const { hosts } = parseConnectionString(connectionString);
  return hosts.map(({ address, port }) => `${address}:${port}`).join(', ');
}

function parseHost(text: string): Connection['hosts'][number] {
  if (text.startsWith('[')) throw unusable('the client takes no IPv6 addresses: give a name');
  const { address, port = '2113' } = HOST.exec(text.trim())?.groups ?? {};
  if (address === undefined || Number(port) > 65_535) {
    throw unusable('a host is a name or an IPv4 address, with a colon and its port if that is not 2113');
  }
  return { address, port: Number(port) };
}

function parseOption(text: string): [string, string] {
  const [, key = '', raw = ''] = /^([^=]*)=(.+)$/.exec(text) ?? [];
  const name = OPTIONS.find((option) => flat(option) === flat(key));
  if (name === undefined) throw unusable(`it has an option that is none of: ${OPTIONS.join(', ')}`);
  const value = decoded(raw.trim());
  const fixed = Object.entries(FIXED).find(([option]) => option === name);
  if (fixed && flat(value) !== fixed[1][0]) throw unusable(`${name} can only be ${fixed[1][0]}: ${fixed[1][1]}`);
  if (name === 'tls' && value !== 'true' && value !== 'false') throw unusable('tls is true or false');
  if (NUMBERS.some((option) => option === name) && !/^(-1|[1-9]\d{0,8})$/.test(value)) {
    throw unusable(`${name} is a whole number`);
  }
  return [name, value];
}

const flat = (name: string): string => name.trim().toLowerCase().replace(/[_-]/g, '');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unusable('a % in it begins no encoded character: a percent sign is written %25');
  }
}

export function unusable(reason: string): UnusableServerError {
  return new UnusableServerError(`The connection string can't be used: ${reason}.`);
}
