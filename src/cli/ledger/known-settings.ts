import { SERVER_SETTINGS } from '../../settings/server-settings.js';
import type { Setting } from '../../settings/setting.js';
import { UnusableSettingsError } from '../errors.js';
import { closest } from '../lookup/close-names.js';
import { CLI_SETTINGS } from './cli-settings.js';

const PREFIX = 'CLAIM_LEDGER_';

/** Every setting that the program reads, in the order of the documentation. */
export const KNOWN_SETTINGS: readonly Setting<unknown>[] = [
  ...Object.values(SERVER_SETTINGS),
  ...Object.values(CLI_SETTINGS),
];

/**
 * Throws an `UnusableSettingsError` if a variable looks like a setting and isn't one. It also names the settings that
 * make no sense.
 */
export function rejectUnknownSettings(env: NodeJS.ProcessEnv): void {
  const problems = unknownSettings(env);
  if (problems.length > 0) throw new UnusableSettingsError([...problems, ...valueProblems(env)]);
}

/** A sentence about each setting whose value makes no sense. */
export const valueProblems = (env: NodeJS.ProcessEnv): string[] =>
  KNOWN_SETTINGS.flatMap(({ read }) => {
    const parsed = read(env);
    return 'problem' in parsed ? [parsed.problem] : [];
  });

function unknownSettings(env: NodeJS.ProcessEnv): string[] {
  const suspects = Object.keys(env).filter((name) => name.startsWith(PREFIX));
  const known = KNOWN_SETTINGS.map(({ variable }) => variable);
  return suspects
    .filter((name) => !known.includes(name))
    .map((name) => `${name} is not a setting.${hint(name, known)}`);
}

/** Variables that Kubernetes sets in every container for a service of the name claim-ledger. */
const OF_A_SERVICE = /^CLAIM_LEDGER_(SERVICE_(HOST|PORT)|PORT_\d+_(TCP|UDP))/;

function hint(name: string, known: readonly string[]): string {
  if (OF_A_SERVICE.test(name)) {
    return ' Kubernetes sets it for a service named "claim-ledger": set enableServiceLinks to false for this container.';
  }
  const close = closest(
    name.slice(PREFIX.length),
    known.map((other) => other.slice(PREFIX.length)),
  );
  return close === undefined ? '' : ` Did you mean ${PREFIX}${close}?`;
}
