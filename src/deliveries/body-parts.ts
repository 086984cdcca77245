import type { BodyEncoding } from './delivery.events.js';

/** A body as texts, each short enough for one event. */
export interface StoredBody {
  readonly encoding: BodyEncoding;
  /** At least one. */
  readonly parts: readonly string[];
}

/** The size of a part as JSON in UTF-8, in bytes: an event has 60,000, and the first one holds the headers, too. */
const MAX_PART_BYTES = 45_000;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** As text if it is UTF-8, and not longer in JSON than it would be in base64. */
export function storedBody(body: Uint8Array): StoredBody {
  const base64 = Math.ceil(body.length / 3) * 4;
  const text = textOf(body);
  if (text !== undefined) {
    const parts = partsOf(text, Math.max(base64, MAX_PART_BYTES));
    if (parts) return { encoding: 'utf8', parts };
  }
  const encoded = Buffer.from(body).toString('base64');
  const count = Math.max(1, Math.ceil(encoded.length / MAX_PART_BYTES));
  const parts = Array.from({ length: count }, (_, n) => encoded.slice(n * MAX_PART_BYTES, (n + 1) * MAX_PART_BYTES));
  return { encoding: 'base64', parts };
}

/** The bytes as they came. */
export const bytesOfBody = ({ encoding, parts }: StoredBody): Buffer => Buffer.from(parts.join(''), encoding);

function textOf(body: Uint8Array): string | undefined {
  try {
    return utf8.decode(body);
  } catch {
    return undefined;
  }
}

/** Undefined if it would take more bytes than `maxBytes` in JSON. No part ends within a character. */
function partsOf(text: string, maxBytes: number): readonly string[] | undefined {
  const parts: string[] = [];
  let [from, at, bytes, all] = [0, 0, 0, 0];
  for (const character of text) {
    const added = bytesInJson(character);
    all += added;
    if (all > maxBytes) return undefined;
    if (bytes + added > MAX_PART_BYTES) {
      parts.push(text.slice(from, at));
      [from, bytes] = [at, 0];
    }
    bytes += added;
    at += character.length;
  }
  return [...parts, text.slice(from)];
}

function bytesInJson(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return '\b\t\n\f\r'.includes(character) ? 2 : 6;
  if (code < 0x80) return character === '"' || character === '\\' ? 2 : 1;
  return code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
