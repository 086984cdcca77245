import { useEffect, useRef, useState } from 'preact/hooks';
import { type Draft, dropDraft, keepDraft, keepsDrafts, readDraft, type Typed } from '../browser/drafts.js';
import { useView } from '../components/view.js';
import { ownDraft } from './draft-of.js';
import type { Values } from './values.js';

export interface Begun {
  readonly values: Values;
  readonly revision?: number | undefined;
}

/** What a form holds, kept in this browser until it is recorded or discarded. */
export interface KeptForm {
  readonly values: Values;
  readonly change: (values: Values) => void;
  /** What is in its finders while nothing is chosen, by the JSON Pointers of their fields. */
  readonly typed: Readonly<Record<string, Typed>>;
  readonly type: (at: string, typed: Typed | undefined) => void;
  /** The `Idempotency-Key` of its recording. */
  readonly key: () => string;
  /** The revision that was seen last, by the person who writes. */
  readonly revision: number | undefined;
  readonly see: (revision: number) => void;
  /** Since when it is kept: an ISO instant; undefined while nothing was written. */
  readonly savedAt: string | undefined;
  /** Whether something was written. */
  readonly isBegun: boolean;
  /** Whether this browser keeps what is written. */
  readonly isKept: boolean;
  /** Whether it came from an earlier visit. */
  readonly isRestored: boolean;
  /** Whether it was sent and no answer came. */
  readonly isLost: boolean;
  readonly lose: (isLost: boolean) => void;
  /** Begins from the start. */
  readonly discard: () => void;
  /** Nothing is left to keep. */
  readonly finish: () => void;
}

const NOTHING_TYPED: NonNullable<Draft['typed']> = {};

type Held = Omit<Draft, 'savedAt' | 'key'> & { readonly savedAt?: string; readonly key?: string };

/** @param form of which it is a draft of the visitor */
export function useDraft(form: string, begun: Begun): KeptForm {
  const name = ownDraft(useView(), form);
  const [held, setHeld] = useState<Held>(begun);
  const [isRestored, setRestored] = useState(false);
  const [isKept, setKept] = useState(true);
  const latest = useRef(held);
  useEffect(() => {
    setKept(keepsDrafts());
    const draft = readDraft(name);
    if (!draft) return;
    latest.current = draft;
    setHeld(draft);
    setRestored(true);
  }, [name.owner, form]);
  const put = (change: Partial<Held>) => {
    const next = { ...latest.current, ...change };
    const draft: Draft = { ...next, savedAt: new Date().toISOString(), key: next.key ?? crypto.randomUUID() };
    const isDone = keepDraft(name, draft);
    setKept(isDone);
    latest.current = isDone ? draft : { ...next, key: draft.key };
    setHeld(latest.current);
  };
  return {
    values: held.values,
    change: (values) => {
      put({ values });
    },
    typed: held.typed ?? NOTHING_TYPED,
    type: (at, typed) => {
      const { [at]: before, ...others } = latest.current.typed ?? NOTHING_TYPED;
      if (JSON.stringify(typed) === JSON.stringify(before)) return;
      put({ typed: typed === undefined ? others : { ...others, [at]: typed } });
    },
    key: () => {
      if (latest.current.key === undefined) put({});
      return latest.current.key ?? '';
    },
    revision: held.revision,
    see: (revision) => {
      put({ revision });
    },
    savedAt: held.savedAt,
    isBegun: held.key !== undefined,
    isKept,
    isRestored,
    isLost: held.isLost === true,
    lose: (isLost) => {
      put({ isLost });
    },
    discard: () => {
      dropDraft(name);
      latest.current = begun;
      setHeld(begun);
      setRestored(false);
    },
    finish: () => {
      dropDraft(name);
    },
  };
}
