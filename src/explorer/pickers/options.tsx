import { useEffect, useRef } from 'preact/hooks';
import { Foreign } from '../components/links.js';
import { useWords } from '../components/view.js';
import type { Candidate, Noun } from './finder.js';
import type { Search } from './use-found.js';

/** Options with something in common, such as that they were chosen lately. */
export interface OptionGroup {
  readonly name?: string | undefined;
  readonly items: readonly Candidate[];
}

interface OptionsProps {
  /** The id of the field. */
  readonly id: string;
  readonly noun: Noun;
  readonly groups: readonly OptionGroup[];
  /** The index of the active option. */
  readonly current: number;
  readonly search: Search;
  readonly isShown: boolean;
  readonly choose: (index: number) => void;
  /** The text that is to be registered, if none of these fits; undefined: that isn't offered. */
  readonly registers: string | undefined;
}

/** The list of a combobox. */
export function Options({ id, noun, groups, current, search, isShown, choose, registers }: OptionsProps) {
  const words = useWords();
  let index = 0;
  const option = (candidate: Candidate) => {
    const own = index++;
    return (
      <Option
        key={candidate.id}
        id={`${id}-option-${own}`}
        isActive={own === current}
        choose={() => {
          choose(own);
        }}
      >
        <CandidateText candidate={candidate} />
      </Option>
    );
  };
  return (
    <div class="options" hidden={!isShown}>
      <div role="listbox" id={`${id}-list`} aria-label={words.text(`picker.list.${noun}`)}>
        {groups.map(({ name, items }) =>
          name === undefined ? (
            items.map(option)
          ) : (
            <div key={name} role="group" aria-label={name}>
              <div class="group-name" aria-hidden="true">
                {name}
              </div>
              {items.map(option)}
            </div>
          ),
        )}
        {registers !== undefined && (
          <Option
            id={`${id}-option-${index}`}
            isActive={current === index}
            choose={() => {
              choose(index);
            }}
            isNew
          >
            {words.text(`picker.register.${noun}`)}
          </Option>
        )}
      </div>
      {search.more && <p class="meta more">{words.text('picker.more')}</p>}
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly isActive: boolean;
  readonly isNew?: boolean;
  readonly choose: () => void;
  readonly children: preact.ComponentChildren;
}

function Option({ id, isActive, isNew = false, choose, children }: OptionProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    <div
      id={id}
      ref={element}
      role="option"
      class={isNew ? 'option new' : 'option'}
      aria-selected={isActive}
      onMouseDown={(event) => {
        // The focus stays in the field.
        event.preventDefault();
      }}
      onClick={choose}
    >
      {children}
    </div>
  );
}

/** Its name, what distinguishes it, and its id. */
export function CandidateText({ candidate: { id, name, language, details } }: { readonly candidate: Candidate }) {
  return (
    <>
      <span class="candidate-name">
        <Foreign language={language}>{name}</Foreign>
      </span>{' '}
      <span class="meta">
        {details.map((detail) => (
          <span key={detail}>
            <Foreign>{detail}</Foreign>
            {' · '}
          </span>
        ))}
        <span class="id">{id}</span>
      </span>
    </>
  );
}
