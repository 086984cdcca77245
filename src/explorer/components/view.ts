import type { Visitor } from '../api/visitor.js';
import { address, MOMENT, type Parameters, PAGING, type Settings } from '../moment/settings.js';
import type { Words } from '../words/words.js';

/** What every component may need to know of the page that it is on. */
export class View {
  constructor(
    readonly words: Words,
    readonly settings: Settings,
    /** The page's own path. */
    readonly path: string,
    /** The page's own query, with the settings. */
    readonly query: URLSearchParams,
    /** Scheme and host, as the browser sees them: for addresses that are copied. */
    readonly origin: string,
    /** The parameter that names the moment of this page in place of `asOf`. */
    readonly latest?: string,
    /** Undefined where the server doesn't ask: on the page of a problem. */
    readonly visitor?: Visitor,
    /** What the replay is called under whose conditions the page is read, if it is known. */
    readonly replayName?: string,
  ) {}

  /** The time zone in which instants are shown. */
  get timeZone(): string {
    return this.settings.tz ?? 'UTC';
  }

  /** An address of the explorer at the same moment, in the same language and time zone. */
  href(path: string, parameters: Parameters = {}): string {
    return address(path, this.settings, parameters);
  }

  /** An address of the explorer under the conditions of a replay, in the same language and time zone. */
  under(replay: string, path: string, parameters: Parameters = {}): string {
    const { asOf: _asOf, validAt: _validAt, ...kept } = this.settings;
    return address(path, { ...kept, replay }, parameters);
  }

  /** This page with other settings; undefined removes one. Another moment begins at the first page of a list. */
  here(changes: { readonly [Name in keyof Settings]?: Settings[Name] | undefined }): string {
    const query = new URLSearchParams(this.query);
    if (MOMENT.some((name) => name in changes)) for (const name of PAGING) query.delete(name);
    // Another moment is not that of the replay.
    if (changes.asOf !== undefined || changes.validAt !== undefined) query.delete('replay');
    if ('asOf' in changes && this.latest !== undefined) query.delete(this.latest);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) query.delete(name);
      else query.set(name, value);
    }
    return query.size === 0 ? this.path : `${this.path}?${query.toString()}`;
  }
}

let current: View | undefined;

/**
 * Makes this the view of all components that are rendered from now on; undefined for none.
 *
 * There is one page in a browser, and the server renders one without interruption. A context of Preact would do the same,
 * but assigns functions to each component that uses it. V8 puts those into its old heap, where the whole page lives with
 * them until that is collected.
 */
export function setView(view: View | undefined): void {
  current = view;
}

/** The view of the page in which a component is shown. */
export function useView(): View {
  if (!current) throw new Error('A component of the explorer is shown only within a page.');
  return current;
}

/** The words of the page's language. */
export const useWords = (): Words => useView().words;
