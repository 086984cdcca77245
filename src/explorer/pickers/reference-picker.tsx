import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Referent } from '../../validation/references.js';
import { browserApi } from '../browser/browser-api.js';
import { recentChoices, rememberChoice } from '../browser/recent-choices.js';
import { useView } from '../components/view.js';
import { Chosen } from './chosen.js';
import { Combobox } from './combobox.js';
import { type Candidate, type Finder, type Noun, nounOf } from './finder.js';
import { finderOf } from './finder-of.js';
import type { OptionGroup } from './options.js';
import { RegisterNew } from './register-new.js';
import { useFound } from './use-found.js';

/** The id or the ids that a field holds. */
export type References = string | readonly string[] | undefined;

export interface ReferencePickerProps {
  readonly refersTo: Referent;
  /** The id of the input, to which the field's label belongs. */
  readonly id: string;
  readonly value: References;
  /** Whether the field holds a list; then `value` is one, and `onChange` is given one. */
  readonly several?: boolean;
  readonly onChange: (value: References) => void;
  /** What is typed and nothing was chosen for: empty once something is, and when the field goes. */
  readonly onTyped?: (text: string) => void;
  /** The ids of the elements with help and problems. */
  readonly describedBy?: string | undefined;
  readonly isInvalid?: boolean | undefined;
  /** The name of the field, if what isn't registered yet can be registered here. */
  readonly registersFor?: string;
  /** Ids that aren't offered. */
  readonly except?: readonly string[] | undefined;
  /** Whether its input has the focus as soon as it is there. */
  readonly focused?: boolean;
  /** The claim that the form's entry is on: for references to entries. */
  readonly claim?: string | undefined;
}

const NO_IDS: readonly string[] = [];

/** Chooses something of the ledger, or several, by name: what was chosen, and a field that finds further ones. */
export function ReferencePicker(props: ReferencePickerProps) {
  const {
    refersTo,
    id,
    value,
    several = false,
    onChange,
    onTyped,
    describedBy,
    isInvalid,
    focused = false,
    registersFor,
    except = NO_IDS,
    claim,
  } = props;
  const view = useView();
  const noun = nounOf(refersTo);
  const [otherClaim, setOtherClaim] = useState<string>();
  const [asksClaim, setAsksClaim] = useState(false);
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  /** The text with which something is being registered. */
  const [newText, setNewText] = useState<string>();
  const finder = useMemo(
    () => finderOf(refersTo, browserApi, view, { claim: otherClaim ?? claim, own: claim }),
    [refersTo, view, otherClaim, claim],
  );
  const search = useFound(finder, text, isOpen);
  const ids = value === undefined ? NO_IDS : typeof value === 'string' ? [value] : value;
  const { known, learn, forget } = useKnown(finder, ids);
  const field = useRef<HTMLDivElement>(null);
  const recent = useRecent(finder, noun, isOpen);
  const groups = groupsOf(
    search.items,
    text === '' ? recent : [],
    [...ids, ...except],
    view.words.text('picker.recent'),
  );

  const focus = (selector: string) => {
    // What is focused is rendered first.
    setTimeout(() => {
      const { current: picker } = field;
      const { activeElement, body } = picker?.ownerDocument ?? {};
      // Somebody who types fast has moved on to the next field.
      if (activeElement && activeElement !== body && picker?.contains(activeElement) === false) return;
      picker?.querySelector<HTMLElement>(selector)?.focus();
    });
  };
  useEffect(() => {
    if (focused) focus('input');
  }, [focused]);
  // What is being registered isn't chosen yet either. The place of the field changes when items before it are removed.
  const unchosen = newText === undefined ? text.trim() : newText || id;
  useEffect(() => {
    if (unchosen === '') return;
    onTyped?.(unchosen);
    return () => onTyped?.('');
  }, [unchosen, id]);
  const choose = (candidate: Candidate) => {
    learn([candidate]);
    setNewText(undefined);
    if (noun !== 'entry') rememberChoice(noun, candidate.id);
    setText('');
    onChange(several ? [...ids, candidate.id] : candidate.id);
    focus(several ? 'input' : '.chosen button');
  };
  const remove = (removed: string) => {
    const left = ids.filter((other) => other !== removed);
    onChange(several ? left : undefined);
    focus('input');
  };
  const isFull = !several && ids.length > 0;
  return (
    <div class="picker" ref={field}>
      <Chosen ids={ids} known={known} onRemove={remove} buttonId={isFull ? id : undefined} describedBy={describedBy} />
      {!isFull && (
        <Combobox
          {...{ id, noun, text, isOpen, search, groups, describedBy, isInvalid }}
          onText={setText}
          onOpen={setOpen}
          onChoose={choose}
          onRegister={
            registersFor !== undefined && noun !== 'entry' && newText === undefined
              ? () => {
                  setNewText(text.trim());
                }
              : undefined
          }
        />
      )}
      {newText !== undefined && noun !== 'entry' && (
        <RegisterNew
          noun={noun}
          field={registersFor}
          text={newText}
          onSame={choose}
          onRegistered={(registered) => {
            choose({ id: registered, name: registered, details: [] });
            forget(registered);
          }}
          onCancel={() => {
            setNewText(undefined);
            focus('input');
          }}
        />
      )}
      {noun === 'entry' && refersTo !== 'entry' && !isFull && (
        <OfOtherClaim
          id={`${id}-claim`}
          isAsked={asksClaim || claim === undefined}
          onAsk={() => {
            setAsksClaim(true);
            focus(`#${id}-claim`);
          }}
          claim={otherClaim}
          onClaim={setOtherClaim}
        />
      )}
    </div>
  );
}

/** Lately chosen ones first; without what is chosen already, or can't be. */
function groupsOf(
  found: readonly Candidate[],
  recent: readonly Candidate[],
  ids: readonly string[],
  name: string,
): readonly OptionGroup[] {
  const isNew = ({ id }: Candidate) => !ids.includes(id);
  const lately = recent.filter(isNew);
  const others = found.filter((each) => isNew(each) && !lately.some(({ id }) => id === each.id));
  return [...(lately.length === 0 ? [] : [{ name, items: lately }]), { items: others }];
}

/** What is known of ids: of those that were chosen here, and of those that the field began with. */
function useKnown(finder: Finder, ids: readonly string[]) {
  const [known, setKnown] = useState<ReadonlyMap<string, Candidate | undefined>>(new Map());
  const learn = (candidates: readonly Candidate[], asked: readonly string[] = []) => {
    setKnown((before) => {
      const missing = asked.map((id) => [id, undefined] as const);
      return new Map([...before, ...missing, ...candidates.map((candidate) => [candidate.id, candidate] as const)]);
    });
  };
  const unknown = ids.filter((id) => !known.has(id)).join(' ');
  useEffect(() => {
    if (unknown === '') return;
    const asked = unknown.split(' ');
    finder.get(asked).then(
      (found) => {
        learn(found, asked);
      },
      () => undefined,
    );
  }, [finder, unknown]);
  /** So that it is looked up. */
  const forget = (id: string) => {
    setKnown((before) => new Map([...before].filter(([other]) => other !== id)));
  };
  return { known, learn, forget };
}

function useRecent(finder: Finder, noun: Noun, isWanted: boolean): readonly Candidate[] {
  const [recent, setRecent] = useState<readonly Candidate[]>([]);
  useEffect(() => {
    const ids = noun === 'entry' || !isWanted ? [] : recentChoices(noun);
    if (ids.length === 0) return;
    finder.get(ids).then(
      (found) => {
        setRecent(found.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)));
      },
      () => undefined,
    );
  }, [finder, noun, isWanted]);
  return recent;
}

interface OfOtherClaimProps {
  readonly id: string;
  readonly isAsked: boolean;
  readonly onAsk: () => void;
  readonly claim: string | undefined;
  readonly onClaim: (claim: string | undefined) => void;
}

/** Leads to the entries of another claim. */
function OfOtherClaim({ id, isAsked, onAsk, claim, onClaim }: OfOtherClaimProps) {
  const { words } = useView();
  if (!isAsked) {
    return (
      <button type="button" class="quiet" onClick={onAsk}>
        {words.text('picker.otherClaim')}
      </button>
    );
  }
  return (
    <div class="of-claim">
      <label for={id}>{words.text('picker.ofClaim')}</label>
      <ReferencePicker
        refersTo="claim"
        id={id}
        value={claim}
        onChange={(chosen) => {
          onClaim(typeof chosen === 'string' ? chosen : undefined);
        }}
      />
    </div>
  );
}
