import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Referent } from '../../validation/references.js';
import { browserApi } from '../browser/browser-api.js';
import type { Typed } from '../browser/drafts.js';
import { rememberChoice } from '../browser/recent-choices.js';
import { useView } from '../components/view.js';
import { Chosen } from './chosen.js';
import { Combobox } from './combobox.js';
import { type Candidate, nounOf } from './finder.js';
import { finderOf } from './finder-of.js';
import type { OptionGroup } from './options.js';
import { RegisterNew } from './register-new.js';
import { useFound } from './use-found.js';
import { useKnown, useRecent } from './use-known.js';

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
  /** What it begins with, of an earlier visit. */
  readonly typed?: Typed | undefined;
  /** What is typed and nothing was chosen for: undefined once something is, and when the field goes. */
  readonly onTyped?: (typed: Typed | undefined) => void;
  /** The ids of the elements with help and problems. */
  readonly describedBy?: string | undefined;
  readonly isInvalid?: boolean | undefined;
  /** Whether what isn't registered yet can be registered here. */
  readonly registers?: boolean;
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
    typed,
    onTyped,
    describedBy,
    isInvalid,
    focused = false,
    registers = false,
    except = NO_IDS,
    claim,
  } = props;
  const view = useView();
  const noun = nounOf(refersTo);
  const [otherClaim, setOtherClaim] = useState(typed?.claim);
  const [ofClaim, setOfClaim] = useState(typed?.ofClaim);
  const [asksClaim, setAsksClaim] = useState(otherClaim !== undefined || ofClaim !== undefined);
  const [text, setText] = useState(typed?.text ?? '');
  const [isOpen, setOpen] = useState(false);
  /** The text with which something is being registered. */
  const [newText, setNewText] = useState(typed?.isNew === true ? typed.text : undefined);
  const isNewHere = useRef(false);
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
  // What is being registered isn't chosen yet either, nor is an entry of a claim that was looked for.
  const unchosen = unchosenIn({
    text: newText ?? text.trim(),
    isNew: newText !== undefined,
    claim: ids.length === 0 ? otherClaim : undefined,
    ofClaim,
  });
  // The place of the field changes when items before it are removed.
  useEffect(() => {
    if (!unchosen) return;
    onTyped?.(unchosen);
    return () => onTyped?.(undefined);
  }, [JSON.stringify(unchosen), id]);
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
            registers && noun !== 'entry' && newText === undefined
              ? () => {
                  isNewHere.current = true;
                  setNewText(text.trim());
                }
              : undefined
          }
        />
      )}
      {newText !== undefined && noun !== 'entry' && (
        <RegisterNew
          noun={noun}
          text={newText}
          focused={isNewHere.current}
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
          typed={ofClaim}
          onTyped={setOfClaim}
        />
      )}
    </div>
  );
}

/** What a finder holds without a choice; undefined if that is nothing. */
const unchosenIn = (typed: Typed): Typed | undefined =>
  typed.text !== '' || typed.isNew === true || typed.claim !== undefined || typed.ofClaim ? typed : undefined;

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

interface OfOtherClaimProps {
  readonly id: string;
  readonly isAsked: boolean;
  readonly onAsk: () => void;
  readonly claim: string | undefined;
  readonly onClaim: (claim: string | undefined) => void;
  readonly typed: Typed | undefined;
  readonly onTyped: (typed: Typed | undefined) => void;
}

/** Leads to the entries of another claim. */
function OfOtherClaim({ id, isAsked, onAsk, claim, onClaim, typed, onTyped }: OfOtherClaimProps) {
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
        {...{ typed, onTyped }}
        onChange={(chosen) => {
          onClaim(typeof chosen === 'string' ? chosen : undefined);
        }}
      />
    </div>
  );
}
