import type { ActorKind, Basis, ClaimKind, Rating, Relation } from '../../../domain/vocabulary.js';
import { useWords } from '../../components/view.js';
import type { WordKey } from '../../words/keys.js';
import { actorKindKey, basisKey, kindKey, ratingKey, relationKey } from '../../words/vocabulary.js';
import type { Words } from '../../words/words.js';
import type { FieldOf } from '../field.js';
import { useForm } from '../form-context.js';
import type { Happening } from '../happenings.js';
import { FieldFrame, type FieldProps } from './field-props.js';

/** One of a closed list. */
export function ChoiceField({ field, value, onChange, faults, at }: FieldProps<FieldOf<'choice'>>) {
  const words = useWords();
  const { type, values } = useForm();
  const options = field.values.map((each) => ({
    value: each,
    ...shown(field.name, each, type, words),
    means:
      field.name === 'kind' && !type.startsWith('Actor') ? words.text(`glossary.kind.${each as ClaimKind}`) : undefined,
  }));
  const advice =
    value === 'named-source' && values['cites'] === undefined ? words.text('record.nameSource') : undefined;
  return <Radios {...{ field, value, onChange, faults, at, options, advice }} />;
}

export function YesNoField({ field, value, onChange, faults, at }: FieldProps) {
  const words = useWords();
  const options = [true, false].map((each) => ({ value: each, text: words.text(each ? 'record.yes' : 'record.no') }));
  return <Radios {...{ field, value, onChange, faults, at, options }} />;
}

interface Option {
  readonly value: unknown;
  readonly text: string;
  /** Whether the text is the value itself. */
  readonly isName?: boolean;
  /** What it means, if the text alone doesn't say it. */
  readonly means?: string | undefined;
}

interface RadiosProps extends FieldProps {
  readonly options: readonly Option[];
  /** What the choice calls for. */
  readonly advice?: string | undefined;
}

function Radios({ field, value, onChange, faults, at, options, advice }: RadiosProps) {
  const words = useWords();
  const all: readonly Option[] = field.isRequired
    ? options
    : [
        ...options,
        { value: undefined, text: words.text(field.name === 'policy' ? 'record.notSaid.policy' : 'record.notSaid') },
      ];
  return (
    <FieldFrame {...{ field, faults, at }} isGroup>
      {({ id }) => (
        <>
          <div class={all.length > 4 ? 'radios many' : 'radios'}>
            {all.map((option) => (
              <label key={String(option.value)}>
                <input
                  type="radio"
                  name={id}
                  value={String(option.value)}
                  checked={value === option.value}
                  onChange={() => {
                    onChange(option.value);
                  }}
                />
                <span class={option.isName === true ? 'id' : undefined}>{option.text}</span>
                {option.means !== undefined && <small class="hint">{option.means}</small>}
              </label>
            ))}
          </div>
          <p role="status" class={advice === undefined ? 'hidden' : 'advice'}>
            {advice}
          </p>
        </>
      )}
    </FieldFrame>
  );
}

const happeningKey = (value: string) => `record.did.${value as Happening}` as const;

/** The words for values that are shown elsewhere, too: by the name of the field. */
const SHARED: Readonly<Record<string, (value: string) => WordKey>> = {
  rating: (value) => ratingKey(value as Rating),
  basis: (value) => basisKey(value as Basis),
  relation: (value) => relationKey(value as Relation, 'to'),
  withoutTypes: (value) => (value === 'EntryVoided' ? 'record.option.withoutTypes.EntryVoided' : happeningKey(value)),
  onlyTypes: happeningKey,
};

/** The words for a value of a closed list; the value itself if it is a name. */
export function shown(field: string, value: string, type: string, words: Words) {
  const key = optionKey(field, value, type);
  return words.has(key) ? { text: words.text(key) } : { text: value, isName: true };
}

/** The word for a value of a closed list. */
export function optionKey(field: string, value: string, type: string): WordKey {
  if (field === 'kind')
    return type.startsWith('Actor') ? actorKindKey(value as ActorKind) : kindKey(value as ClaimKind);
  if (field === 'outcome') return `entry.${type === 'ConfirmationSought' ? 'search' : 'outcome'}.${value}` as WordKey;
  return SHARED[field]?.(value) ?? (`record.option.${field}.${value}` as WordKey);
}
