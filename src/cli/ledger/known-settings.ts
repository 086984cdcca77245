import { configFrom } from '../../config.js';
import { closest } from '../lookup/close-names.js';

const PREFIX = 'CLAIM_LEDGER_';

/** Settings of the command line itself. */
const OWN = ['URL', 'KEY', 'COPY_FROM', 'COPY_TO'].map((name) => `${PREFIX}${name}`);

/** The name of every setting that the program reads. */
export function knownSettings(): readonly string[] {
  const read = new Set(OWN);
  const env = new Proxy<NodeJS.ProcessEnv>(
    {},
    {
      get: (_target, name) => {
        read.add(String(name));
        return undefined;
      },
    },
  );
  configFrom(env);
  return [...read];
}

/** A warning about each variable that looks like a setting and isn't one, with the setting that may be meant. */
export function settingWarnings(env: NodeJS.ProcessEnv): string[] {
  const suspects = Object.keys(env).filter((name) => name.startsWith(PREFIX));
  if (suspects.length === 0) return [];
  const known = knownSettings();
  return suspects
    .filter((name) => !known.includes(name))
    .map((name) => {
      const close = closest(
        name.slice(PREFIX.length),
        known.map((other) => other.slice(PREFIX.length)),
      );
      const hint = close === undefined ? '' : ` Did you mean ${PREFIX}${close}?`;
      return `${name} is not a setting and is ignored.${hint}`;
    });
}
