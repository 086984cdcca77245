import { type ComponentChild, type FunctionComponent, h } from 'preact';
import type { Api } from './api/api.js';
import type { Visitor } from './api/visitor.js';
import type { Settings } from './moment/settings.js';
import type { Words } from './words/words.js';

/** What an address asks for. */
export interface PageRequest {
  readonly api: Api;
  /** The parts of the path that its pattern names. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly settings: Settings;
  /** Who asks. */
  readonly visitor: Promise<Visitor>;
  /** Those of the page's language, for sentences that come as data. */
  readonly words: Words;
}

/** The moment of a page whose address names it by a parameter of its own, in place of `asOf`. */
export interface Latest {
  readonly parameter: string;
  /** The moment, as `asOf` would name it; undefined: now. */
  readonly of: (query: URLSearchParams, settings: Settings) => string | undefined;
}

/** A page, as `definePage` is given it. */
export interface PageDefinition<Data> {
  /**
   * Fetches what the page shows, as JSON: on the server for the first answer, and in the browser when it opens
   * another page. Throws an `ApiError` or an `InvalidParameterError`.
   */
  readonly load: (request: PageRequest) => Promise<Data>;
  /** Without the name of the ledger and the moment, which every title has. */
  readonly title: (data: Data, words: Words) => string;
  /** Shows the data, and nothing else: the same on the server and in the browser. */
  readonly View: FunctionComponent<{ readonly data: Data }>;
  /** The address of the same as JSON, if there is one such. */
  readonly json?: (request: PageRequest) => string;
  readonly latest?: Latest;
}

/** A page whose data is opaque: what `load` returned, also after it went through JSON. */
export interface Page {
  readonly load: (request: PageRequest) => Promise<unknown>;
  readonly title: (data: unknown, words: Words) => string;
  readonly view: (data: unknown) => ComponentChild;
  readonly json?: (request: PageRequest) => string;
  readonly latest?: Latest;
}

export const definePage = <Data>({ load, title, View, json, latest }: PageDefinition<Data>): Page => ({
  load,
  title: (data, words) => title(data as Data, words),
  view: (data) => h(View, { data: data as Data }),
  ...(json && { json }),
  ...(latest && { latest }),
});
