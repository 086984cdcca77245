import { useEffect, useState } from 'preact/hooks';

const STORED = 'claim-ledger-keys';
const CHANGED = 'claim-ledger-keys-changed';

/** Whether single keys do anything here, and what turns them on or off: also on further pages and later visits. */
export function useKeySwitch(): [areOn: boolean, turn: (on: boolean) => void] {
  const [on, setOn] = useState(true);
  useEffect(() => {
    const read = () => {
      setOn(areOn());
    };
    read();
    addEventListener(CHANGED, read);
    return () => {
      removeEventListener(CHANGED, read);
    };
  }, []);
  return [
    on,
    (next) => {
      try {
        if (next) localStorage.removeItem(STORED);
        else localStorage.setItem(STORED, 'off');
      } catch {
        // Where storage is forbidden, they stay on.
      }
      dispatchEvent(new Event(CHANGED));
    },
  ];
}

/** Storage can be forbidden. */
export function areOn(): boolean {
  try {
    return localStorage.getItem(STORED) !== 'off';
  } catch {
    return true;
  }
}
