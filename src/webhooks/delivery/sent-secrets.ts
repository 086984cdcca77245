/** Shorter values occur in any text, and protect nothing. */
const SHORTEST = 8;
const HIDDEN = '***';
/** The origin of this ledger is public, and a receiver that agrees to be sent to returns it. */
const ORIGIN = 'webhook-request-origin';

/** What was sent and may be secret: values of headers, and the path and the query of the address. */
export class SentSecrets {
  private readonly found: readonly string[];

  constructor(url: string, headers: Readonly<Record<string, string>>) {
    const origin = (headers[ORIGIN] ?? '').toLowerCase();
    const values = Object.entries(headers).flatMap(([name, value]) => (name === ORIGIN ? [] : partsOfHeader(value)));
    this.found = [...new Set([...values, ...partsOfUrl(url)])]
      .filter((value) => value.length >= SHORTEST && !origin.includes(value.toLowerCase()))
      .sort((one, other) => other.length - one.length);
  }

  /** The text with `***` in place of each of them. */
  hide(text: string): string {
    return this.found.reduce((result, secret) => result.replaceAll(secret, HIDDEN), text);
  }
}

/** Of `Bearer abc…`, a receiver may send back only the token, and of cookies only a value. */
const partsOfHeader = (value: string): string[] => [value, ...value.split(/[\s,;]+|=(?=[^=])/)];

/** The segments of the path and the query, and their words: the address of a bot may be `/bot1234:token/send`. */
function partsOfUrl(url: string): string[] {
  const { pathname, search } = new URL(url);
  const segments = (pathname + search).split(/[/?&=;]+/);
  return [...segments, ...segments.map(decoded)].flatMap((segment) => [segment, ...segment.split(/[^\p{L}\p{N}_-]+/u)]);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment.replaceAll('+', ' '));
  } catch {
    return segment;
  }
}
