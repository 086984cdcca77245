import { defaultTreeAdapter, type DefaultTreeAdapterTypes, parse } from 'parse5';
import { MarkupFileError } from './field-rejection.js';
import { languageTag } from './language.js';
import type { PageContext } from './page-context.js';

type Element = DefaultTreeAdapterTypes.Element;

/** What markup in an HTML page needs of it. */
export interface HtmlPage extends PageContext {
  /** The texts of its scripts of the type `application/ld+json`, in order. */
  readonly scripts: readonly string[];
}

/** Browsers nest no deeper either. */
const MAX_DEPTH = 512;
/** Unclosed formatting is repeated in every paragraph, so that a small page can have any number of elements. */
const MAX_ELEMENTS = 100_000;

/**
 * Reads an HTML page as a browser does, however broken it is.
 *
 * @param address of the page; default: its own canonical link
 * @throws MarkupFileError for a page that has too many elements, or nests them too deeply
 */
export function readPage(html: string, address?: URL): HtmlPage {
  const scripts: string[] = [];
  let canonical: string | undefined;
  let language: string | undefined;
  for (const element of elementsOf(parse(html, { treeAdapter: boundedTree() }))) {
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

/** In which other syntax a page has a ClaimReview; undefined if in none. */
export function otherSyntaxIn(html: string): 'microdata' | 'RDFa' | undefined {
  for (const element of elementsOf(parse(html, { treeAdapter: boundedTree() }))) {
    if (CLAIM_REVIEW.test(attribute(element, 'itemtype') ?? '')) return 'microdata';
    if (CLAIM_REVIEW.test(attribute(element, 'typeof') ?? '')) return 'RDFa';
  }
  return undefined;
}

/** A type as these attributes list them: with or without the address or prefix of its vocabulary. */
const CLAIM_REVIEW = /(?:^|[\s/#:])ClaimReview(?:\s|$)/i;

const JSON_LD = /^\s*application\/ld\+json\s*(?:;|$)/i;

/** Builds the tree of a page within the bounds. */
function boundedTree(): typeof defaultTreeAdapter {
  let [depth, elements] = [0, 0];
  return {
    ...defaultTreeAdapter,
    createElement(...element) {
      elements += 1;
      if (elements > MAX_ELEMENTS) throw new MarkupFileError(`The page has more than ${MAX_ELEMENTS} elements.`);
      return defaultTreeAdapter.createElement(...element);
    },
    onItemPush() {
      depth += 1;
      if (depth > MAX_DEPTH) throw new MarkupFileError(`The page nests more than ${MAX_DEPTH} elements.`);
    },
    onItemPop() {
      depth -= 1;
    },
  };
}

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
