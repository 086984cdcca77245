import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** A link that is on the page, once it is. */
export type LinkRef = RefObject<HTMLAnchorElement | null>;

/** The keys `[` and `]` follow the links to the step before and after, unless somebody is typing. */
export function useStepKeys(before: LinkRef, after: LinkRef): void {
  useEffect(() => {
    const follow = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isCommand(event) || isTyping(event.target)) return;
      if (event.key === '[') before.current?.click();
      if (event.key === ']') after.current?.click();
    };
    document.addEventListener('keydown', follow);
    return () => {
      document.removeEventListener('keydown', follow);
    };
  }, [before, after]);
}

/** On some keyboards, brackets need AltGr, which counts as Ctrl and Alt. */
const isCommand = (event: KeyboardEvent): boolean =>
  event.metaKey || ((event.ctrlKey || event.altKey) && !event.getModifierState('AltGraph'));

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.matches('input:not([type=range]), textarea, select, [contenteditable]');
