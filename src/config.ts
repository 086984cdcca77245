import { join } from 'node:path';
import { isatty } from 'node:tty';
import type { LogKind } from './event-log/data-folder-lock.js';
import { SERVER_SETTINGS } from './settings/server-settings.js';
import type { Setting } from './settings/setting.js';

type Settings = typeof SERVER_SETTINGS;

/** The value of every setting of the server. */
export type Config = {
  readonly [Name in keyof Settings]: Settings[Name] extends Setting<infer Value> ? Value : never;
};

/** Settings that can't be used; each problem is a sentence that names its variable. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join(' '));
    this.name = new.target.name;
  }
}

/** Throws a `ConfigError` that names every setting that makes no sense. */
export function configFrom(env: NodeJS.ProcessEnv): Config {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries<Setting<unknown>>(SERVER_SETTINGS)) {
    const read = setting.read(env);
    if ('value' in read) values[name] = read.value;
    else problems.push(read.problem);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return values as Config;
}

/** A server says what it does, but not between the lines of a terminal. */
export const asServer = (config: Config): Config => ({
  ...config,
  logLevel: config.logLevel ?? (isatty(2) ? 'warn' : 'info'),
});

export const logKind = ({ eventStore }: Config): LogKind => (eventStore === undefined ? 'file' : 'event-store');
export const logFile = ({ dataFolder }: Config): string => join(dataFolder, 'log.sqlite');
export const adminKeyFile = (dataFolder: string): string => join(dataFolder, 'admin.key');
