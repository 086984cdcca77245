import type { Language } from '../words/languages.js';

/** What an address says of how a page is to be read: as of which moments, in which language and time zone. */
export interface Settings {
  /** As the ledger knew it then (recorded time): a day or an instant. Absent: now. */
  readonly asOf?: string;
  /** What had happened by then (occurred time): a day or an instant. Absent: everything. */
  readonly validAt?: string;
  /** As a replay found: its id. It has a moment of its own, so it goes with neither of the others. */
  readonly replay?: string;
  readonly lang?: Language;
  /** The time zone in which instants are shown, as IANA names it. Absent: UTC. */
  readonly tz?: string;
}

/** The parameters of every page, in the order in which addresses have them. */
export const SETTINGS = ['asOf', 'validAt', 'replay', 'lang', 'tz'] as const satisfies readonly (keyof Settings)[];

/** The parameters that page a list. A page of a list at one moment doesn't exist at another. */
export const PAGING = ['cursor', 'after'] as const;

/** The settings that choose a moment, or the conditions of a replay. */
export const MOMENT = ['asOf', 'validAt', 'replay'] as const satisfies readonly (keyof Settings)[];

/** What leads from any moment to now. */
export const NOW = { asOf: undefined, validAt: undefined, replay: undefined };

/** Whether the page shows something else than what the ledger says now. */
export const isPast = (settings: Settings): boolean => MOMENT.some((name) => settings[name] !== undefined);

/** A query that also may repeat a parameter. */
export type Parameters = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** An address of the explorer: the parameters, then the settings. Without a path, it is relative to the page. */
export function address(path: string, settings: Settings, parameters: Parameters = {}): string {
  const search = searchOf(parameters);
  for (const name of SETTINGS) {
    const value = settings[name];
    if (value !== undefined) search.set(name, value);
  }
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

/** Leaves out what is undefined or empty. */
export function searchOf(parameters: Parameters): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const item of [value ?? ''].flat()) if (item !== '') search.append(name, String(item));
  }
  return search;
}
