import { useEffect, useState } from 'preact/hooks';

const UNREACHABLE = 'claim-ledger-unreachable';

/** Whether the server answers at all: a page of another release may lack a file, but is there. */
export async function isReachable(url: URL): Promise<boolean> {
  try {
    await fetch(url, { method: 'HEAD' });
    return true;
  } catch {
    return false;
  }
}

/** Reports that a page couldn't be loaded since the server doesn't answer. */
export const reportUnreachable = (url: URL): void => {
  dispatchEvent(new CustomEvent(UNREACHABLE, { detail: `${url.pathname}${url.search}` }));
};

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
