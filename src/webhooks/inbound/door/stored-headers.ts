import type { ReceivedHeaders } from '../../signing/verify.js';

const MAX_HEADERS = 40;
const MAX_VALUE = 500;
/** Of names and values together. */
const MAX_CHARACTERS = 4_000;

/** What mappings may need: who sent it, what kind of event it is, and how CloudEvents in binary mode are described. */
const USEFUL = /^(?:user-agent|webhook-(?:id|timestamp)|ce-.+|x-.+)$/;
/** What allows to send, or says where a person is. */
const PRIVATE = /signature|secret|token|key|auth|password|cookie|credential|forwarded|real-ip|client-ip|connecting-ip/;

/** The headers that are stored with a delivery, by name in lower case; longer values are cut. */
export function storedHeaders(headers: ReceivedHeaders): Record<string, string> {
  const stored: Record<string, string> = {};
  let characters = 0;
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== 'string' || !USEFUL.test(name) || PRIVATE.test(name)) continue;
    const text = value.slice(0, MAX_VALUE);
    characters += name.length + text.length;
    if (characters > MAX_CHARACTERS || Object.keys(stored).length >= MAX_HEADERS) break;
    stored[name] = text;
  }
  return stored;
}
