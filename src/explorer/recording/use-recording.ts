import { useEffect, useRef, useState } from 'preact/hooks';
import type { DryRunResult } from '../../claims/queries/views.js';
import type { Problem } from '../../http/problem.js';
import type { WriteResult } from '../../http/write-response.js';
import { ApiError } from '../api/api.js';
import type { Typed } from '../browser/drafts.js';
import { type Fault, faultsIn } from './problems.js';
import { LostAnswerError, sendCommand, type Sending, tryCommand } from './send-command.js';
import { type KeptForm, useDraft } from './use-draft.js';
import { type Values, withValue } from './values.js';

/** The steps in the recording of a form. */
export type Phase =
  | 'editing'
  /** It is to be sent as soon as its check has answered. */
  | 'checking'
  | 'sending'
  /** Somebody else has recorded since it was begun. */
  | 'conflict'
  /** The session has ended. */
  | 'ended';

/** What a check of the values found: something to see before it is sent, or nothing. */
export type Check = 'waiting' | 'found' | 'clear';

/** What the command would do, if it is known. */
export type Trial = { readonly result: DryRunResult } | { readonly problem: Problem } | undefined;

export interface RecordingOptions {
  /** Names the draft: the address of the form. */
  readonly draft: string;
  readonly initial: Values;
  /** The revision that the form shows. */
  readonly revision?: number | undefined;
  /** What is sent for these values. */
  readonly sendingOf: (values: Values, revision: number | undefined) => Sending;
  /** Which place of the form a place of what is sent is; default: the same. */
  readonly placeInForm?: ((pointer: string) => string) | undefined;
  /** Is called with what was in the form. */
  readonly onRecorded: (result: WriteResult, values: Values) => void;
  /** Whether it is tried while it is written. */
  readonly isTried: boolean;
  /** What still has to be answered: while there is any, nothing is sent. */
  readonly unansweredIn: (values: Values) => readonly Fault[];
  /** Whether the form has the place of a fault while it holds these values. */
  readonly isAsked: (fault: Fault, values: Values) => boolean;
  /** What is checked before it is sent; default: nothing. */
  readonly checkOf?: ((values: Values) => Check) | undefined;
}

export interface Recording extends KeptForm {
  readonly phase: Phase;
  readonly faults: readonly Fault[];
  /** Why it wasn't recorded, unless the faults say so. */
  readonly problem: Problem | undefined;
  readonly trial: Trial;
  /** How often sending has failed: what is focused then is focused again. */
  readonly failures: number;
  readonly set: (name: string, value: unknown) => void;
  readonly submit: (seen?: number) => void;
  readonly resume: () => void;
  /** What is in a finder and nothing was chosen for yet: while there is any, nothing is sent. */
  readonly onTyped: (at: string, typed: Typed | undefined) => void;
  /** What has to be answered or changed before it can be recorded, as far as that is known. */
  readonly open: readonly Fault[];
  /** Tries it again, after something that it refers to was recorded. */
  readonly tryAgain: () => void;
  /** How often it was begun from the start. */
  readonly beginnings: number;
}

/** So long after the last change, the command is tried. */
const PAUSE_MS = 500;

/** The life of a form: kept while it is written, tried, sent once, and kept again if that fails. */
export function useRecording(options: RecordingOptions): Recording {
  const {
    draft,
    initial,
    revision,
    sendingOf,
    placeInForm = same,
    onRecorded,
    unansweredIn,
    isAsked,
    isTried,
    checkOf,
  } = options;
  const kept = useDraft(draft, { values: initial, revision });
  const [phase, setPhase] = useState<Phase>('editing');
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [problem, setProblem] = useState<Problem>();
  const [failures, setFailures] = useState(0);
  const [trial, setTrial] = useState<Trial>();
  const [tries, setTries] = useState(0);
  const [beginnings, setBeginnings] = useState(0);
  const isBusy = useRef(false);
  /** The finders that are shown and have something in them, by their JSON Pointers. */
  const typed = useRef(new Set<string>());
  const isGone = useRef(false);
  // Is called before its finders go: what is in them is kept with the draft.
  useEffect(
    () => () => {
      isGone.current = true;
    },
    [],
  );
  const { values, isBegun, isLost } = kept;
  const check = checkOf?.(values) ?? 'clear';

  const placed = (failure: Problem): readonly Fault[] =>
    faultsIn(failure).map((fault) => ({ ...fault, pointer: placeInForm(fault.pointer) }));
  const stop = (failure: Problem) => {
    setPhase(failure.status === 401 ? 'ended' : failure.status === 412 ? 'conflict' : 'editing');
    setFaults(placed(failure));
    setProblem(failure.status === 401 || failure.status === 412 ? undefined : failure);
  };

  useEffect(() => {
    if (!isTried || !isBegun || isLost) return;
    const abort = new AbortController();
    const pause = setTimeout(() => {
      tryCommand(sendingOf(values, kept.revision), abort.signal).then(
        (result) => {
          setTrial({ result });
        },
        (error: unknown) => {
          if (abort.signal.aborted || !(error instanceof ApiError)) return;
          const { status } = error.problem;
          setTrial({ problem: error.problem });
          if ((status === 401 || status === 412) && !isBusy.current) stop(error.problem);
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(pause);
      abort.abort();
    };
  }, [values, kept.revision, tries]);

  const send = async (seen: number | undefined) => {
    isBusy.current = true;
    setPhase('sending');
    setProblem(undefined);
    const key = kept.key();
    try {
      const result = await sendCommand(sendingOf(values, seen), key);
      kept.finish();
      onRecorded(result, values);
    } catch (error) {
      isBusy.current = false;
      setFailures((count) => count + 1);
      if (error instanceof ApiError) {
        kept.lose(false);
        stop(error.problem);
      } else if (error instanceof LostAnswerError) {
        kept.lose(true);
        setPhase('editing');
      } else {
        setPhase('editing');
        throw error;
      }
    }
  };

  useEffect(() => {
    if (phase !== 'checking' || check === 'waiting') return;
    if (check === 'found') setPhase('editing');
    else void send(kept.revision);
  }, [phase, check]);

  return {
    ...kept,
    phase,
    faults: faults.filter((fault) => isAsked(fault, values)),
    problem,
    trial,
    failures,
    set: (name, value) => {
      kept.change(withValue(kept.values, name, value));
      if (phase === 'checking') setPhase('editing');
      setFaults((before) => before.filter(({ pointer }) => pointer !== `/${name}` && !pointer.startsWith(`/${name}/`)));
    },
    submit: (seen) => {
      if (isBusy.current) return;
      const notYet = isLost ? [] : missingIn(unansweredIn(values), [...typed.current]);
      if (notYet.length > 0) {
        setPhase('editing');
        setProblem(undefined);
        setFaults(notYet);
        setFailures((count) => count + 1);
        return;
      }
      if (seen !== undefined) kept.see(seen);
      if (check === 'waiting' && !isLost) {
        setProblem(undefined);
        setPhase('checking');
      } else void send(seen ?? kept.revision);
    },
    onTyped: (at, now) => {
      if (isGone.current) return;
      if (now === undefined) typed.current.delete(at);
      else typed.current.add(at);
      if (now !== undefined && phase === 'checking') setPhase('editing');
      kept.type(at, now);
      setFaults((before) =>
        before.some((fault) => isNotChosen(fault, at)) ? before.filter((fault) => !isNotChosen(fault, at)) : before,
      );
    },
    open: openIn(unansweredIn(values), trial && 'problem' in trial ? placed(trial.problem) : []),
    tryAgain: () => {
      setTries((count) => count + 1);
    },
    beginnings,
    resume: () => {
      setPhase('editing');
    },
    discard: () => {
      kept.discard();
      setBeginnings((count) => count + 1);
      setPhase('editing');
      setFaults([]);
      setProblem(undefined);
      setTrial(undefined);
    },
  };
}

const NOT_CHOSEN = 'not-chosen';

const notChosen = (pointer: string): Fault => ({
  pointer,
  code: NOT_CHOSEN,
  message: 'Choose one from the list, or empty the field.',
});

/** What is missing: where something is typed, it only has to be chosen. */
const missingIn = (unanswered: readonly Fault[], typed: readonly string[]): readonly Fault[] => [
  ...unanswered.filter(({ pointer }) => !typed.includes(pointer)),
  ...typed.map(notChosen),
];

/** What isn't answered, and what the trial found besides. */
const openIn = (unanswered: readonly Fault[], tried: readonly Fault[]): readonly Fault[] => [
  ...unanswered,
  ...tried.filter(({ pointer }) => !unanswered.some((fault) => fault.pointer === pointer)),
];

const isNotChosen = ({ code, pointer }: Fault, at: string): boolean => code === NOT_CHOSEN && pointer === at;

const same = (pointer: string): string => pointer;
