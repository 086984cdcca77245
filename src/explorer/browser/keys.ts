import { useEffect, useState } from 'preact/hooks';

/** What single keys do, by the key. */
export type Keys = Readonly<Record<string, () => void>>;

const STORED = 'claim-ledger-keys';
const CHANGED = 'claim-ledger-keys-changed';

/** Follows single keys, unless somebody is typing, or has turned them off (WCAG 2.1.4). */
export function useKeys(keys: Keys): void {
  useEffect(() => {
    const follow = (event: KeyboardEvent): void => {
      const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
      if (!act || event.defaultPrevented || isCommand(event) || isTyping(event.target) || !areOn()) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', follow);
    return () => {
      document.removeEventListener('keydown', follow);
    };
  }, [keys]);
}

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
      if (next) localStorage.removeItem(STORED);
      else localStorage.setItem(STORED, 'off');
      dispatchEvent(new Event(CHANGED));
    },
  ];
}

/** The keys of every page: `/` goes to the search, `j` and `k` to the next and the previous item of its list. */
export const PAGE_KEYS: Keys = {
  '/': () => {
    const fields = document.querySelectorAll<HTMLInputElement>('main input[type=search], header input[type=search]');
    fields.item(fields.length - 1).focus();
  },
  j: () => {
    goToItem(1);
  },
  k: () => {
    goToItem(-1);
  },
};

function goToItem(step: number): void {
  const items = [...document.querySelectorAll<HTMLElement>('main ol.claims > li, main ol.entries > li')];
  const current = items.findIndex((item) => item.contains(document.activeElement));
  const next = current < 0 ? (step > 0 ? 0 : items.length - 1) : current + step;
  items[next]?.querySelector('a')?.focus();
}

/** Storage can be forbidden. */
function areOn(): boolean {
  try {
    return localStorage.getItem(STORED) !== 'off';
  } catch {
    return true;
  }
}

/** On some keyboards, brackets need AltGr, which counts as Ctrl and Alt. */
const isCommand = (event: KeyboardEvent): boolean =>
  event.metaKey || ((event.ctrlKey || event.altKey) && !event.getModifierState('AltGraph'));

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.matches('input:not([type=range]), textarea, select, [contenteditable]');
