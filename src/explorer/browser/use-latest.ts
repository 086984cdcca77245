import { useEffect, useState } from 'preact/hooks';

/** What was read last; `isSilent` while the server doesn't answer. */
export interface Latest<Data> {
  readonly data: Data;
  readonly isSilent: boolean;
}

/**
 * Reads again every few seconds while the tab is visible.
 *
 * @param read keeps its identity from one rendering to the next
 */
export function useLatest<Data>(shown: Data, read: () => Promise<Data>, everyMs: number): Latest<Data> {
  const [latest, setLatest] = useState<Latest<Data> & { readonly since: Data }>();
  useEffect(() => {
    let isOver = false;
    let last = shown;
    const again = async (): Promise<void> => {
      if (document.hidden) return;
      try {
        last = await read();
        if (!isOver) setLatest({ since: shown, data: last, isSilent: false });
      } catch {
        if (!isOver) setLatest({ since: shown, data: last, isSilent: true });
      }
    };
    const timer = setInterval(() => void again(), everyMs);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [shown, read, everyMs]);
  return latest?.since === shown ? latest : { data: shown, isSilent: false };
}
