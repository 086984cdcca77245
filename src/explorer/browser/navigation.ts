import type { Visitor } from '../api/visitor.js';
import { fullTitle } from '../components/full-title.js';
import { settingsOf } from '../moment/read-settings.js';
import { isPast, MOMENT, type Settings } from '../moment/settings.js';
import type { Page, PageRequest } from '../page.js';
import { findPage } from '../pages.js';
import type { Words } from '../words/words.js';
import { browserApi } from './browser-api.js';
import { isReachable, reportUnreachable } from './reachable.js';

/** A page that can be shown. */
export interface Arrived {
  readonly url: URL;
  readonly page: Page;
  readonly data: unknown;
  readonly settings: Settings;
  /** What the replay is called under whose conditions it is read. */
  readonly replayName: string | undefined;
}

/** Pages that the back button shows without a request. */
const MAX_KEPT = 20;

/**
 * Follows links and forms of the explorer without a reload: the page's `load` runs here, then address, title and
 * content change together. Whatever can't be loaded so, a problem too, is left to the server.
 */
export class Navigation {
  private readonly kept = new Map<string, Arrived>();
  private current = 0;

  constructor(
    private readonly words: Words,
    private readonly visitor: Visitor,
    private shown: Arrived,
    private readonly show: (arrived: Arrived) => void,
  ) {}

  start(): void {
    this.keep(this.shown);
    document.addEventListener('click', (event) => {
      const url = followed(event);
      if (url && this.isOwn(url)) this.takeOver(event, url);
    });
    document.addEventListener('submit', (event) => {
      const url = submitted(event);
      if (url && this.isOwn(url)) this.takeOver(event, url);
    });
    addEventListener('popstate', () => {
      const url = new URL(location.href);
      // A link within the page changed the address, and the browser has scrolled there.
      if (isSamePage(url, this.shown.url)) return;
      void this.go(url, false);
    });
  }

  /** Another language has other words, and its page is loaded as a whole. */
  private isOwn(url: URL): boolean {
    return (
      url.origin === location.origin &&
      findPage(url.pathname) !== undefined &&
      url.searchParams.get('lang') === this.shown.url.searchParams.get('lang')
    );
  }

  private takeOver(event: Event, url: URL): void {
    if (isSamePage(url, this.shown.url) && url.hash !== '') return;
    event.preventDefault();
    void this.go(url, true);
  }

  private async go(url: URL, isNew: boolean): Promise<void> {
    const turn = ++this.current;
    document.documentElement.dataset['loading'] = 'true';
    try {
      const arrived = (isNew ? undefined : this.kept.get(url.href)) ?? (await this.load(url));
      if (turn !== this.current) return;
      if (isNew && url.href !== location.href) history.pushState(null, '', url);
      this.arrive(arrived, isNew);
    } catch {
      if (turn !== this.current) return;
      if (await isReachable(url)) location.assign(url);
      else reportUnreachable(url);
    } finally {
      if (turn === this.current) delete document.documentElement.dataset['loading'];
    }
  }

  private async load(url: URL): Promise<Arrived> {
    const found = findPage(url.pathname);
    if (!found) throw new Error(`There is no page at ${url.pathname}.`);
    const page = await found.entry.open();
    const request = this.requestOf(url, page);
    const [data, replayName] = await Promise.all([page.load(request), nameOfReplay(request, this.words)]);
    return { url, page, data, settings: request.settings, replayName };
  }

  private arrive(arrived: Arrived, isNew: boolean): void {
    const isOtherMoment = isSameButMoment(arrived.url, this.shown.url);
    this.shown = arrived;
    this.keep(arrived);
    this.describe(arrived);
    this.show(arrived);
    if (!isNew) return;
    if (isOtherMoment && arrived.url.hash === '' && document.activeElement !== document.body) return;
    const target = arrived.url.hash === '' ? null : document.getElementById(arrived.url.hash.slice(1));
    if (target) target.scrollIntoView();
    else if (!isOtherMoment) scrollTo(0, 0);
    // So that a screen reader reads the new page, and the next tab starts there.
    (target ?? document.getElementById('content'))?.focus({ preventScroll: true });
  }

  /** What the head says of the page. */
  private describe({ url, page, data, settings }: Arrived): void {
    document.title = fullTitle(page.title(data, this.words), settings, this.words);
    setLink(page.json?.(this.requestOf(url, page)));
    setLanguages(url);
    setHidden(isPast(settings));
  }

  private requestOf(url: URL, page: Page): PageRequest {
    const settings = settingsOf(page, url.searchParams);
    return {
      api: browserApi.at(settings),
      params: findPage(url.pathname)?.params ?? {},
      query: url.searchParams,
      settings,
      words: this.words,
      visitor: Promise.resolve(this.visitor),
    };
  }

  private keep(arrived: Arrived): void {
    const { href } = arrived.url;
    this.kept.delete(href);
    this.kept.set(href, arrived);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MAX_KEPT && oldest !== undefined) this.kept.delete(oldest);
  }
}

/** The way to it is loaded only if the page is read under a replay. */
async function nameOfReplay({ api, settings: { replay } }: PageRequest, words: Words): Promise<string | undefined> {
  if (replay === undefined) return undefined;
  return (await import('../components/replay-name.js')).replayName(api, replay, words);
}

/** Where a click leads, unless the browser is to do something else with it, such as open a tab. */
function followed(event: MouseEvent): URL | undefined {
  if (
    event.defaultPrevented ||
    event.button !== 0 ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey ||
    event.altKey
  ) {
    return undefined;
  }
  // Links in drawings are elements of SVG, whose properties aren't texts.
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!link || link.hasAttribute('target') || link.hasAttribute('download')) return undefined;
  return new URL(link.getAttribute('href') ?? '', document.baseURI);
}

/** Where a form that only reads leads; empty fields are left out. */
function submitted(event: SubmitEvent): URL | undefined {
  const { target: form } = event;
  if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== 'get') return undefined;
  const url = new URL(form.action);
  url.search = '';
  for (const [name, value] of new FormData(form, event.submitter)) {
    if (typeof value === 'string' && value !== '') url.searchParams.append(name, value);
  }
  return url;
}

const isSamePage = (a: URL, b: URL): boolean => a.pathname === b.pathname && a.search === b.search;

/** Whether only the moment differs: then the reader stays at the same place of the page, and keeps the focus. */
function isSameButMoment(a: URL, b: URL): boolean {
  const [one, other] = [a, b].map((url) => {
    const rest = new URL(url);
    for (const name of MOMENT) rest.searchParams.delete(name);
    return `${rest.pathname}?${rest.searchParams.toString()}`;
  });
  return one === other && !isSamePage(a, b);
}

function setLink(json: string | undefined): void {
  const link =
    document.head.querySelector<HTMLLinkElement>('link[type="application/json"]') ?? document.createElement('link');
  if (json === undefined) {
    link.remove();
    return;
  }
  Object.assign(link, { rel: 'alternate', type: 'application/json', href: json });
  document.head.append(link);
}

function setLanguages(url: URL): void {
  for (const link of document.head.querySelectorAll<HTMLLinkElement>('link[hreflang]')) {
    const other = new URL(url);
    if (link.hreflang === 'x-default') other.searchParams.delete('lang');
    else other.searchParams.set('lang', link.hreflang);
    link.href = `${other.pathname}${other.search}`;
  }
}

function setHidden(isHidden: boolean): void {
  document.head.querySelector('meta[name=robots]')?.remove();
  if (!isHidden) return;
  document.head.append(Object.assign(document.createElement('meta'), { name: 'robots', content: 'noindex' }));
}
