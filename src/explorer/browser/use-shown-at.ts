import { useEffect, useState } from 'preact/hooks';

/** When this was shown, by the clock of the browser: an ISO instant in UTC. Undefined on the server. */
export function useShownAt(shown: unknown): string | undefined {
  const [at, setAt] = useState<string>();
  useEffect(() => {
    setAt(new Date().toISOString());
  }, [shown]);
  return at;
}
