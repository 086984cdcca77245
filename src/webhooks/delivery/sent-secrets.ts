/** Shorter values occur in any text, and protect nothing. */
const SHORTEST = 8;
const HIDDEN = '***';
/** The origin of this ledger is public, and a receiver that agrees to be sent to returns it. */
const ORIGIN = 'webhook-request-origin';

/** What was sent and may be secret: values of headers, and the path and the query of the address. */
export class SentSecrets {
  private found: readonly string[] | undefined;

  constructor(
    private readonly url: string,
    private readonly headers: Readonly<Record<string, string>>,
  ) {}

  /** The text with `***` in place of each of them. */
  hide(text: string): string {
    // Most receivers answer with nothing.
    if (text === '') return text;
    this.found ??= this.find();
    return this.found.reduce((result, secret) => result.replaceAll(secret, HIDDEN), text);
  }

  private find(): readonly string[] {
    const origin = (this.headers[ORIGIN] ?? '').toLowerCase();
    const values = Object.entries(this.headers).flatMap(([name, value]) =>
      name === ORIGIN ? [] : partsOfHeader(value),
    );
    return [...new Set([...values, ...partsOfUrl(this.url)])]
      .filter((value) => value.length >= SHORTEST && !origin.includes(value.toLowerCase()))
      .sort((one, other) => other.length - one.length);
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
