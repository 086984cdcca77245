import { useEffect, useState } from 'preact/hooks';

/** Where drawings are large enough to be read. */
const WIDE = '(min-width: 40rem)';

/**
 * What a page needs only once it is drawn, on screens that are wide enough: undefined until it is loaded, and always on
 * the server. What can't be loaded stays away: everything drawn is also in words.
 */
export function useLaterWhereWide<Loaded>(load: () => Promise<Loaded>): Loaded | undefined {
  const [loaded, setLoaded] = useState<{ readonly it: Loaded }>();
  useEffect(() => {
    const wide = matchMedia(WIDE);
    const start = (): void => {
      if (!wide.matches) return;
      wide.removeEventListener('change', start);
      load().then(
        (it) => {
          setLoaded({ it });
        },
        () => undefined,
      );
    };
    wide.addEventListener('change', start);
    start();
    return () => {
      wide.removeEventListener('change', start);
    };
  }, [load]);
  return loaded?.it;
}
