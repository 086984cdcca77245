import type { RefObject } from 'preact';
import { useMemo } from 'preact/hooks';
import { useKeys } from './keys.js';

/** A link that is on the page, once it is. */
export type LinkRef = RefObject<HTMLAnchorElement | null>;

/** The keys `[` and `]` follow the links to the step before and after. */
export function useStepKeys(before: LinkRef, after: LinkRef): void {
  const keys = useMemo(
    () => ({ '[': () => before.current?.click(), ']': () => after.current?.click() }),
    [before, after],
  );
  useKeys(keys);
}
