import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { languageTag } from './language.js';
import type { PageContext } from './page-context.js';

type Element = DefaultTreeAdapterTypes.Element;

/** What markup in an HTML page needs of it. */
export interface HtmlPage extends PageContext {
  /** The texts of its scripts of the type `application/ld+json`, in order. */
  readonly scripts: readonly string[];
}

/**
 * Reads an HTML page as a browser does, however broken it is.
 *
 * @param address of the page; default: its own canonical link
 */
export function readPage(html: string, address?: URL): HtmlPage {
  const scripts: string[] = [];
  let canonical: string | undefined;
  let language: string | undefined;
  for (const element of elementsOf(parse(html))) {
    const { tagName } = element;
    if (tagName === 'html') language = languageTag(attribute(element, 'lang'));
    else if (tagName === 'link' && /(?:^|\s)canonical(?:\s|$)/i.test(attribute(element, 'rel') ?? '')) {
      canonical ??= attribute(element, 'href');
    } else if (tagName === 'script' && JSON_LD.test(attribute(element, 'type') ?? '')) {
      const text = withoutWrapper(element.childNodes.map((node) => ('value' in node ? node.value : '')).join(''));
      if (text.trim() !== '') scripts.push(text);
    }
  }
  const own = address ?? webUrl(canonical);
  return { scripts, ...(own && { address: own }), ...(language !== undefined && { language }) };
}

const JSON_LD = /^\s*application\/ld\+json\s*(?:;|$)/i;

/** In document order, without recursion: a page may nest as deeply as it likes. */
function* elementsOf(document: DefaultTreeAdapterTypes.Document): Generator<Element> {
  const stack: DefaultTreeAdapterTypes.Node[] = [document];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if ('tagName' in node) yield node;
    if ('childNodes' in node) for (const child of [...node.childNodes].reverse()) stack.push(child);
  }
}

const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((each) => each.name === name)?.value;

/** Without the comment or CDATA section in which old pages wrap a script. */
const withoutWrapper = (script: string): string =>
  script.replace(/^\s*(?:\/\/\s*)?(?:<!--|<!\[CDATA\[)/, '').replace(/(?:\/\/\s*)?(?:-->|\]\]>)\s*$/, '');

const webUrl = (text: string | undefined): URL | undefined =>
  text !== undefined && /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
