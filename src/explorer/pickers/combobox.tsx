import { useMemo, useRef, useState } from 'preact/hooks';
import { useWords } from '../components/view.js';
import type { Candidate, Noun } from './finder.js';
import { Options, type OptionGroup } from './options.js';
import type { Search } from './use-found.js';

export interface ComboboxProps {
  /** The id of the input. */
  readonly id: string;
  readonly noun: Noun;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Whether the list is wanted: then it is searched for. */
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly search: Search;
  readonly groups: readonly OptionGroup[];
  readonly onChoose: (candidate: Candidate) => void;
  /** Offers to register something new; absent: that isn't offered. */
  readonly onRegister?: (() => void) | undefined;
  readonly describedBy?: string | undefined;
  readonly isInvalid?: boolean | undefined;
}

/**
 * An editable combobox with a list, by the pattern of the WAI-ARIA Authoring Practices: the focus stays in the field,
 * and the arrows move through the list.
 */
export function Combobox(props: ComboboxProps) {
  const { id, noun, text, onText, isOpen, onOpen, search, groups, onChoose, onRegister, describedBy, isInvalid } =
    props;
  const words = useWords();
  const [active, setActive] = useState(-1);
  const box = useRef<HTMLDivElement>(null);
  const candidates = useMemo(() => groups.flatMap(({ items }) => items), [groups]);
  const isSearched = search.text === text;
  const count = candidates.length + (onRegister && isSearched ? 1 : 0);
  const isShown = isOpen && count > 0;
  const current = isShown && active < count ? active : -1;

  const close = () => {
    onOpen(false);
    setActive(-1);
  };
  const choose = (index: number) => {
    const candidate = candidates[index];
    close();
    if (candidate) onChoose(candidate);
    else onRegister?.();
  };
  const move = (to: number) => {
    onOpen(true);
    setActive(count === 0 ? -1 : (to + count) % count);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const act = KEYS[event.key]?.({ current, count, isShown, hasText: text !== '', hasAlt: event.altKey });
    if (act === undefined) return;
    event.preventDefault();
    if (act === 'choose') choose(current);
    else if (act === 'close') close();
    else if (act === 'clear') onText('');
    else if (act === 'open') onOpen(true);
    else move(act);
  };
  return (
    <div
      class="combobox"
      ref={box}
      onFocusOut={({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node && box.current?.contains(relatedTarget))) close();
      }}
    >
      <input
        id={id}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        dir="auto"
        placeholder={words.text(`picker.hint.${noun}`)}
        aria-autocomplete="list"
        aria-expanded={isShown}
        aria-controls={`${id}-list`}
        aria-activedescendant={current < 0 ? undefined : `${id}-option-${current}`}
        aria-describedby={describedBy}
        aria-invalid={isInvalid}
        value={text}
        onInput={({ currentTarget: { value } }) => {
          onText(value);
          setActive(-1);
          onOpen(true);
        }}
        onClick={() => {
          onOpen(true);
        }}
        onKeyDown={onKeyDown}
      />
      <Options
        {...{ id, noun, groups, current, search, isShown, choose }}
        registers={onRegister !== undefined && isSearched ? text.trim() : undefined}
      />
      <Spoken search={search} isOpen={isOpen && isSearched} count={candidates.length} />
    </div>
  );
}

interface Pressed {
  readonly current: number;
  readonly count: number;
  readonly isShown: boolean;
  readonly hasText: boolean;
  readonly hasAlt: boolean;
}
type Action = 'choose' | 'close' | 'clear' | 'open' | number | undefined;

/** What keys do; a number is the option to go to. Undefined: what they do in any field. */
const KEYS: Readonly<Record<string, (pressed: Pressed) => Action>> = {
  ArrowDown: ({ current, hasAlt }) => (hasAlt ? 'open' : current + 1),
  ArrowUp: ({ current, hasAlt }) => (hasAlt ? 'close' : Math.max(current, 0) - 1),
  Enter: ({ current, isShown }) => (current >= 0 ? 'choose' : isShown ? 'close' : undefined),
  Escape: ({ isShown, hasText }) => (isShown ? 'close' : hasText ? 'clear' : undefined),
};

/** How many were found, or why none: for screen readers, and for everybody where there is no list. */
function Spoken({
  search,
  isOpen,
  count,
}: {
  readonly search: Search;
  readonly isOpen: boolean;
  readonly count: number;
}) {
  const words = useWords();
  const text =
    search.failure !== undefined
      ? words.text('picker.failed', { problem: search.failure })
      : words.text('picker.found', { count });
  return (
    <p role="status" class={count > 0 ? 'hidden' : 'meta'}>
      {isOpen ? text : null}
    </p>
  );
}
