import { areOn } from './keys.js';

/**
 * `/` goes to the search, `j` and `k` to the next and the previous item of a list; `[` and `]` follow the links to the step
 * before and after.
 */
const KEYS: Readonly<Record<string, () => void>> = {
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
  '[': () => {
    goToStep('prev');
  },
  ']': () => {
    goToStep('next');
  },
};

function goToItem(step: number): void {
  const items = [...document.querySelectorAll<HTMLElement>('main ol.claims > li, main ol.entries > li')];
  const current = items.findIndex((item) => item.contains(document.activeElement));
  const next = current < 0 ? (step > 0 ? 0 : items.length - 1) : current + step;
  items[next]?.querySelector('a')?.focus();
}

/** Where there is none further, the link has no address. */
function goToStep(rel: 'prev' | 'next'): void {
  document.querySelector<HTMLElement>(`.time-steps a[rel=${rel}]`)?.click();
}

/** Follows single keys, unless somebody is typing, or has turned them off (WCAG 2.1.4). */
export function followKeys(): void {
  document.addEventListener('keydown', (event) => {
    const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined;
    if (!act || event.defaultPrevented || isCommand(event) || isTyping(event.target) || !areOn()) return;
    event.preventDefault();
    act();
  });
}

/** On some keyboards, brackets need AltGr, which counts as Ctrl and Alt. */
const isCommand = (event: KeyboardEvent): boolean =>
  event.metaKey || ((event.ctrlKey || event.altKey) && !event.getModifierState('AltGraph'));

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.matches('input:not([type=range]), textarea, select, [contenteditable]');
