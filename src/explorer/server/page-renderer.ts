import { type ComponentChildren, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { TooManyWaitingError } from '../../http/errors.js';
import { problemOf, type Problem } from '../../http/problem.js';
import type { Turns } from '../../http/turns.js';
import { Api, ApiError, type Send } from '../api/api.js';
import { NOBODY, visitorOf } from '../api/visitor.js';
import { Frame } from '../components/frame.js';
import { replayName } from '../components/replay-name.js';
import { fullTitle } from '../components/full-title.js';
import { setView, View } from '../components/view.js';
import { InvalidParameterError } from '../moment/invalid-parameter.js';
import { readSettings, settingsOf } from '../moment/read-settings.js';
import { isPast, type Settings } from '../moment/settings.js';
import type { PageRequest } from '../page.js';
import type { PageEntry } from '../pages.js';
import { ProblemView, problemTitle } from '../pages/problem/problem.js';
import { isLanguage, LANGUAGES, preferredLanguage } from '../words/languages.js';
import type { Words } from '../words/words.js';
import { type Assets, ASSETS_PATH } from './assets.js';
import { htmlOf } from './html.js';

/** What the rendering needs of an HTTP request. */
export interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly params: Readonly<Record<string, string>>;
  /** Scheme and host. */
  readonly origin: string;
  readonly acceptLanguage: string | undefined;
  readonly requestId: string;
  /** Whether the request says whose it is. */
  readonly hasCredentials: boolean;
}

export interface Rendered {
  readonly status: number;
  readonly html: string;
}

/** Renders pages, and problems as pages. */
export class PageRenderer {
  constructor(
    private readonly assets: Assets,
    private readonly turns: Turns,
  ) {}

  /** Never rejects because of what the API answered: that is a page, too. */
  async page(entry: PageEntry, asked: Asked, send: Send, caller: string): Promise<Rendered> {
    try {
      const page = await entry.open();
      const settings = settingsOf(page, asked.query);
      const api = new Api(send, settings);
      const whose = asked.hasCredentials ? visitorOf(api) : Promise.resolve(NOBODY);
      const words = this.wordsFor(asked, settings);
      const request: PageRequest = { api, params: asked.params, query: asked.query, settings, words, visitor: whose };
      const [data, visitor, name] = await Promise.all([
        page.load(request),
        whose,
        settings.replay === undefined ? undefined : replayName(api, settings.replay, words),
      ]);
      const { path, query, origin } = asked;
      const view = new View(words, settings, path, query, origin, page.latest?.parameter, visitor, name);
      await this.turns.take(caller);
      const html = htmlOf(
        {
          words,
          title: fullTitle(page.title(data, words), settings, words),
          body: rendered(view, page.view(data)),
          isHidden: isPast(settings),
          json: page.json?.(request),
          languages: [...languagesOf(view), ['x-default', view.here({ lang: undefined })]],
          state: {
            page: entry.name,
            script: this.assets.scriptOf(entry.name),
            settings,
            language: words.language,
            words: `${ASSETS_PATH}${this.assets.manifest.words[words.language]}`,
            visitor,
            ...(name !== undefined && { replayName: name }),
            data,
          },
        },
        this.assets,
      );
      return { status: 200, html };
    } catch (error) {
      if (error instanceof ApiError) return this.problem(error.problem, asked, send);
      if (error instanceof InvalidParameterError) return this.problem(invalidParameter(error), asked, send);
      if (error instanceof TooManyWaitingError) return this.problem(problemOf(error), asked, send);
      throw error;
    }
  }

  /** The page of a problem, for who is logged in as such. */
  async problem(problem: Problem, asked: Asked, send: Send): Promise<Rendered> {
    const settings = readableSettings(asked.query);
    const words = this.wordsFor(asked, settings);
    const api = new Api(send);
    const { replay } = settings;
    const [visitor, name] = isRefusal(problem)
      ? []
      : await Promise.all([
          asked.hasCredentials ? ifKnown(visitorOf(api)) : undefined,
          replay === undefined ? undefined : ifKnown(replayName(api, replay, words)),
        ]);
    const view = new View(words, settings, asked.path, asked.query, asked.origin, undefined, visitor, name);
    const children = h(ProblemView, { problem, requestId: problem.status >= 500 ? asked.requestId : undefined });
    const html = htmlOf(
      {
        words,
        title: fullTitle(problemTitle(problem, words), {}, words),
        body: rendered(view, children),
        isHidden: true,
      },
      this.assets,
    );
    return { status: problem.status, html };
  }

  private wordsFor({ acceptLanguage }: Asked, { lang }: Settings): Words {
    return this.assets.wordsOf(lang ?? preferredLanguage(acceptLanguage));
  }
}

function rendered(view: View, children: ComponentChildren): string {
  setView(view);
  try {
    return renderToString(h(Frame, { children }));
  } finally {
    setView(undefined);
  }
}

/** Whether the server would rather not be asked further. */
const isRefusal = ({ status }: Problem): boolean => status === 401 || status === 429 || status >= 500;

/** A problem is shown also if nobody can say whose the request is, or what its replay is called. */
async function ifKnown<Value>(value: Promise<Value>): Promise<Value | undefined> {
  try {
    return await value;
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}

/** A page that says what is wrong with the settings can't follow them. */
function readableSettings(query: URLSearchParams): Settings {
  try {
    return readSettings(query);
  } catch {
    return {};
  }
}

const invalidParameter = ({ parameter, message }: InvalidParameterError): Problem => ({
  type: 'about:blank',
  title: 'Bad Request',
  status: 400,
  detail: `The query parameters are invalid. ${message}`,
  errors: [{ pointer: `/${parameter}`, code: 'invalid-parameter', message }],
});

const languagesOf = (view: View) =>
  Object.keys(LANGUAGES)
    .filter(isLanguage)
    .map((language) => [language, view.here({ lang: language })] as const);
