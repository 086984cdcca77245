import { useEffect, useState } from 'preact/hooks';
import { browserApi } from '../../browser/browser-api.js';
import { cutId, MAX_READABLE_ID, numberedId } from '../../../domain/ids.js';
import { plain } from '../../pickers/find/typed-text.js';
import type { RegisteredNoun } from './nouns.js';

const PAUSE_MS = 300;
/** So many ids are tried until the ledger makes one. */
const MAX_TRIES = 5;

/** An id that a reader recognises, in the letters of addresses; undefined if the name has too few of these. */
export function readableId(name: string): string | undefined {
  const words = plain(name).match(/[a-z0-9]+/g) ?? [];
  const id = cutId(words.join('-'), MAX_READABLE_ID) ?? '';
  const letters = name.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return id.length >= 2 && 2 * id.replaceAll('-', '').length >= Math.min(letters, MAX_READABLE_ID) ? id : undefined;
}

/** Which id a name gets. */
export interface IdOfName {
  readonly name: string;
  /** Readable, and not taken; undefined if the ledger makes one. */
  readonly id: string | undefined;
}

/** A readable id for the name; undefined while it is looked for. */
export function useReadableId(noun: RegisteredNoun, name: string): IdOfName | undefined {
  const [found, setFound] = useState<IdOfName>();
  useEffect(() => {
    let isCurrent = true;
    const pause = setTimeout(() => {
      freeId(noun, name).then(
        (id) => {
          if (isCurrent) setFound({ name, id });
        },
        () => {
          if (isCurrent) setFound({ name, id: undefined });
        },
      );
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(pause);
    };
  }, [noun, name]);
  return found?.name === name ? found : undefined;
}

/** One list says which of them are taken. */
async function freeId(noun: RegisteredNoun, name: string): Promise<string | undefined> {
  const id = readableId(name);
  if (id === undefined) return undefined;
  const candidates = Array.from({ length: MAX_TRIES }, (_, index) => numberedId(id, index + 1));
  const { items } = await browserApi.get<{ readonly items: readonly { readonly id: string }[] }>(`/v1/${noun}s`, {
    ids: candidates.join(','),
  });
  return candidates.find((candidate) => !items.some((taken) => taken.id === candidate));
}
