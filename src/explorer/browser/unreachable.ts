import { useEffect, useState } from 'preact/hooks';

/** The event that reports that. */
export const UNREACHABLE = 'claim-ledger-unreachable';

/** The address that couldn't be loaded last, until something else is shown. */
export function useUnreachable(shown: unknown): string | undefined {
  const [failed, setFailed] = useState<{ readonly while: unknown; readonly address: string }>();
  useEffect(() => {
    const note = (event: Event): void => {
      setFailed({ while: shown, address: (event as CustomEvent<string>).detail });
    };
    addEventListener(UNREACHABLE, note);
    return () => {
      removeEventListener(UNREACHABLE, note);
    };
  }, [shown]);
  return failed?.while === shown ? failed?.address : undefined;
}
