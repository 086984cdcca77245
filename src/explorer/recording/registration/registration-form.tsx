import { useEffect, useState } from 'preact/hooks';
import { path } from '../../api/path.js';
import { useWords } from '../../components/view.js';
import type { Candidate } from '../../pickers/finder.js';
import { RecordForm } from '../record-form.js';
import type { JsonSchema } from '../schema.js';
import type { Check } from '../use-recording.js';
import type { Values } from '../values.js';
import { likenessIn, nameIn, type RegisteredNoun, REGISTRATIONS } from './nouns.js';
import { useReadableId } from './readable-id.js';
import { isCompared, type Likeness, SimilarNow } from './similar-now.js';

export interface RegistrationFormProps {
  readonly noun: RegisteredNoun;
  readonly schema: JsonSchema;
  readonly initial: Values;
  /** The address of the form. */
  readonly draft: string;
  /** `2024-04-04`, in the page's time zone. */
  readonly today: string;
  /** Whether it is within another form. */
  readonly isNested?: boolean;
  /** @param isReadable whether pages can show it already */
  readonly onRegistered: (id: string, isReadable: boolean) => void;
  /** Takes a registered one in place of a new one; absent: links lead to them. */
  readonly onSame?: (candidate: Candidate) => void;
}

/** The id of what is registered is that of its address. */
const NO_ID: Values = { id: undefined };

/** Registers something, and shows what is registered already and may be the same. */
export function RegistrationForm(props: RegistrationFormProps) {
  const { noun, schema, initial, draft, today, isNested = false, onRegistered, onSame } = props;
  const words = useWords();
  const [name, setName] = useState(nameIn(noun, initial));
  const readable = useReadableId(noun, name);
  const id = readable?.id;
  const [likeness, setLikeness] = useState<Likeness>();
  const checkOf = (values: Values): Check => {
    const text = likenessIn(noun, values);
    const isKnown = readable?.name === nameIn(noun, values) && (!isCompared(text) || likeness?.text === text);
    if (!isKnown) return 'waiting';
    return isCompared(text) && likeness?.isFound === true ? 'found' : 'clear';
  };
  const list = `${noun}s`;
  return (
    <RecordForm
      type={REGISTRATIONS[noun]}
      {...{ schema, initial, draft, today, isNested }}
      given={NO_ID}
      checkOf={checkOf}
      isRegistration
      method={id === undefined ? 'POST' : 'PUT'}
      path={id === undefined ? `/v1/${list}` : path`/v1/${list}/${id}`}
      submit={words.text(`register.submit.${noun}`)}
      effect={({ values }) => (
        <>
          <Passed name={nameIn(noun, values)} onName={setName} />
          <SimilarNow noun={noun} text={likenessIn(noun, values)} onCompared={setLikeness} onSame={onSame} />
          {id !== undefined && (
            <p class="hint">
              {words.rich('register.address', { address: <span class="id">{`/${list}/${id}`}</span> })}
            </p>
          )}
        </>
      )}
      onRecorded={({ id: registered, projected }) => {
        onRegistered(registered, projected);
      }}
    />
  );
}

/** Passes on what a form's values name. */
function Passed({ name, onName }: { readonly name: string; readonly onName: (name: string) => void }) {
  useEffect(() => {
    onName(name);
  }, [name, onName]);
  return null;
}
