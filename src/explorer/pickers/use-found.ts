import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../api/api.js';
import { type Finder, type Found, NOTHING } from './finder.js';

/** So long after the last key, the ledger is searched. */
const PAUSE_MS = 150;

export interface Search extends Found {
  /** The text that these were found for; undefined before anything was found. */
  readonly text: string | undefined;
  /** Why nothing could be found. */
  readonly failure: string | undefined;
}

const NOT_YET: Search = { ...NOTHING, text: undefined, failure: undefined };

/** Searches while somebody types. What comes late, after a further key, is dropped. */
export function useFound(finder: Finder, text: string, isWanted: boolean): Search {
  const [search, setSearch] = useState(NOT_YET);
  const shown = useRef(search);
  shown.current = search;
  useEffect(() => {
    if (!isWanted || shown.current.text === text) return;
    let isCurrent = true;
    const pause = setTimeout(
      () => {
        finder.find(text).then(
          (found) => {
            if (isCurrent) setSearch({ ...found, text, failure: undefined });
          },
          (error: unknown) => {
            if (isCurrent) setSearch({ ...NOTHING, text, failure: failureIn(error) });
          },
        );
      },
      text === '' ? 0 : PAUSE_MS,
    );
    return () => {
      isCurrent = false;
      clearTimeout(pause);
    };
  }, [finder, text, isWanted]);
  // Another finder has found nothing yet.
  useEffect(() => {
    setSearch(NOT_YET);
  }, [finder]);
  return search;
}

const failureIn = (error: unknown): string => (error instanceof ApiError ? error.problem.detail : String(error));
