import { isId } from '../../../domain/ids.js';

/** The text, if it can be the id of something registered. */
export const idIn = (text: string): string | undefined => {
  const id = text.trim().toLowerCase();
  return isId(id) ? id : undefined;
};

/** The id in the address of a page or of the API: `claims` in `https://ledger.example/claims/some-claim?asOf=…`. */
export function idInAddress(text: string, list: string): string | undefined {
  const [, id] = new RegExp(`(?:^|/)(?:v1/)?${list}/([a-z0-9-]+)`).exec(text.trim()) ?? [];
  return id === undefined ? undefined : idIn(id);
}

/** The text, if it is the address of something on the web. */
export function webAddress(text: string): string | undefined {
  const address = text.trim();
  return /^https?:\/\/[^\s/.]+\.\S+$/i.test(address) ? address : undefined;
}

/** What a list takes of the text. */
export const searchText = (text: string): string => text.trim().slice(0, 200);

/** How well names fit what is typed: 0 the same, 1 begins so, 2 otherwise. */
export function fitOf(names: readonly string[], text: string): number {
  const wanted = plain(text);
  const given = names.map(plain);
  if (given.includes(wanted)) return 0;
  return given.some((name) => name.startsWith(wanted)) ? 1 : 2;
}

/** Without case and accents. */
export const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
