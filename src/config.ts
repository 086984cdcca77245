import { join } from 'node:path';

/** Every setting, with its environment variable and what it is without one. */
export interface Config {
  /** `CLAIM_LEDGER_DATA`: the folder of the log and the read model. Default `data`. */
  readonly dataFolder: string;
  /** `CLAIM_LEDGER_HOST`: default 127.0.0.1, which only this machine reaches. */
  readonly host: string;
  /** `CLAIM_LEDGER_PORT`: default 4747; 0 for any free one. */
  readonly port: number;
  /** `CLAIM_LEDGER_PROJECTION_WAIT_MS`: how long a write waits until it can be read here. Default 2000. */
  readonly projectionWaitMs: number;
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
    host: env.CLAIM_LEDGER_HOST ?? '127.0.0.1',
    port: integer(env, 'CLAIM_LEDGER_PORT', 4747, 65_535),
    projectionWaitMs: integer(env, 'CLAIM_LEDGER_PROJECTION_WAIT_MS', 2_000, 60_000),
  };
}

export const logFile = ({ dataFolder }: Config): string => join(dataFolder, 'log.sqlite');
export const adminKeyFile = (dataFolder: string): string => join(dataFolder, 'admin.key');

function integer(env: NodeJS.ProcessEnv, name: string, fallback: number, max: number): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= max) return value;
  throw new ConfigError(`${name} must be a whole number from 0 to ${max}, not "${text}".`);
}
