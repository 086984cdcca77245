import type { Json } from '../../../lib/json.js';
import { type InboundPayload, mediaType, parsePayload } from './inbound-payload.js';
import { MappingError } from './mapped.js';

/**
 * The input of an expression. A payload in JSON is parsed, alone or as the field `payload` of a form, as GitHub sends it;
 * other text is given as it is.
 *
 * @throws MappingError
 */
export function expressionInput({ id, receivedAt, contentType, headers, body }: InboundPayload): Json {
  return { payload: contentOf(contentType, body), headers, delivery: { id, receivedAt } };
}

function contentOf(contentType: string, body: Uint8Array): Json {
  const type = mediaType(contentType);
  if (type === 'application/json' || type.endsWith('+json')) return parsePayload(body) as Json;
  const text = textOf(body);
  if (type === 'application/x-www-form-urlencoded') return formOf(text);
  return text;
}

function formOf(text: string): Json {
  const form = Object.fromEntries(new URLSearchParams(text));
  const { payload } = form;
  return payload === undefined ? form : (parsePayload(Buffer.from(payload), 'The field "payload" of the form') as Json);
}

function textOf(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new MappingError('The payload is not UTF-8, and not JSON. An expression reads JSON, forms and UTF-8 text.');
  }
}
