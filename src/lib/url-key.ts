/** Parameters that follow a reader around and don't choose a page. */
const TRACKING =
  /^(?:utm_\w+|mtm_\w+|pk_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|_hs(?:enc|mi)|wt_mc|cmpid|ocid)$/i;

/**
 * A URL as it is compared: without what doesn't choose a page. Spellings that differ in the case of scheme and host, in
 * the default port, the fragment, tracking parameters or needless percent-encoding have the same key.
 */
export function urlKey(text: string): string {
  const url = parse(text);
  if (!url) return text.trim();
  url.hash = '';
  const parameters = url.search.slice(1).split('&');
  const kept = parameters.filter((each) => each !== '' && !TRACKING.test(nameOf(each)));
  url.search = kept.join('&');
  return url.href.replace(/%[0-9a-f]{2}/gi, (code) => {
    const character = String.fromCharCode(parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : code.toUpperCase();
  });
}

/** Also without scheme, `www.`, the dot that may end a host, and slashes at the end of the path: most likely the same page. */
export function looseUrlKey(text: string): string {
  const [, host = '', path = '', query = ''] = /^https?:\/\/(?:www\.)?([^/?]*)([^?]*)(.*)$/is.exec(urlKey(text)) ?? [];
  return host === '' ? text.trim() : host.replace(/\.(?=$|:)/, '') + path.replace(/(?<!\/)\/+$/, '') + query;
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

const nameOf = (parameter: string): string => parameter.split('=', 1)[0] ?? '';
