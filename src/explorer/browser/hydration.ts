import type { Visitor } from '../api/visitor.js';
import type { Settings } from '../moment/settings.js';
import type { Language } from '../words/languages.js';

/** What the server leaves in a page, so that the browser can take it over without another request. */
export interface HydrationState {
  /** The name of the page in `PAGES`. */
  readonly page: string;
  /** The address of its script. */
  readonly script: string;
  readonly settings: Settings;
  readonly language: Language;
  /** The address of the compiled words of the language. */
  readonly words: string;
  readonly visitor: Visitor;
  /** What the replay is called under whose conditions the page is read; absent without one. */
  readonly replayName?: string;
  /** What `load` returned. */
  readonly data: unknown;
}

/** The ids of the elements that hold the page, and the state. */
export const ROOT_ID = 'explorer';
export const STATE_ID = 'explorer-state';
