import { useEffect, useRef, useState } from 'preact/hooks';
import { type Draft, dropDraft, keepDraft, readDraft } from '../browser/drafts.js';
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
  /** The `Idempotency-Key` of its recording. */
  readonly key: () => string;
  /** The revision that was seen last, by the person who writes. */
  readonly revision: number | undefined;
  readonly see: (revision: number) => void;
  /** Since when it is kept: an ISO instant; undefined while nothing was written. */
  readonly savedAt: string | undefined;
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

type Held = Omit<Draft, 'savedAt' | 'key'> & { readonly savedAt?: string; readonly key?: string };

/** @param form of which it is a draft of the visitor */
export function useDraft(form: string, begun: Begun): KeptForm {
  const name = ownDraft(useView(), form);
  const [held, setHeld] = useState<Held>(begun);
  const [isRestored, setRestored] = useState(false);
  const latest = useRef(held);
  useEffect(() => {
    const draft = readDraft(name);
    if (!draft) return;
    latest.current = draft;
    setHeld(draft);
    setRestored(true);
  }, [name.owner, form]);
  const put = (change: Partial<Held>) => {
    const next = { ...latest.current, ...change };
    const draft: Draft = { ...next, savedAt: new Date().toISOString(), key: next.key ?? crypto.randomUUID() };
    const isKept = keepDraft(name, draft);
    latest.current = isKept ? draft : { ...next, key: draft.key };
    setHeld(latest.current);
  };
  return {
    values: held.values,
    change: (values) => {
      put({ values });
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
