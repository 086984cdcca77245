import type { ComponentType } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { path } from '../api/path.js';
import { browserApi } from '../browser/browser-api.js';
import { useView } from '../components/view.js';
import { todayIn } from '../moment/zoned.js';
import { MayRecord } from '../recording/may-record.js';
import { beginningWith, type RegisteredNoun, REGISTRATIONS } from '../recording/registration/nouns.js';
import type { JsonSchema } from '../recording/schema.js';
import type { Candidate } from './finder.js';
import { Registration, type RegistrationProps } from './registration.js';

interface RegisterNewProps {
  readonly noun: RegisteredNoun;
  /** What was searched for. */
  readonly text: string;
  /** Whether its first field has the focus as soon as it is there. */
  readonly focused: boolean;
  readonly onRegistered: (id: string) => void;
  /** One of those that are registered is the right one after all. */
  readonly onSame: (candidate: Candidate) => void;
  readonly onCancel: () => void;
}

interface Loaded {
  readonly Form: ComponentType<RegistrationProps>;
  readonly schema: JsonSchema;
}

/** Registers what a field is to refer to, without leaving the form that the field is in. */
export function RegisterNew({ noun, text, focused, onRegistered, onSame, onCancel }: RegisterNewProps) {
  const { words, timeZone } = useView();
  const [loaded, setLoaded] = useState<Loaded>();
  const [failure, setFailure] = useState<string>();
  const box = useRef<HTMLElement>(null);
  const loadForm = useContext(Registration);
  useEffect(() => {
    const load = async () => {
      const [Form, schema] = await Promise.all([
        loadForm(),
        browserApi.get<JsonSchema>(path`/v1/schemas/${REGISTRATIONS[noun]}`),
      ]);
      setLoaded({ Form, schema });
    };
    load().catch((error: unknown) => {
      setFailure(String(error));
    });
  }, [noun]);
  useEffect(() => {
    if (focused) box.current?.querySelector<HTMLElement>('.fields input, .fields textarea')?.focus();
  }, [loaded]);
  const [initial] = useState(beginningWith(noun, text));
  return (
    <section
      class="register-new"
      ref={box}
      aria-label={words.text(`register.title.${noun}`)}
      onKeyDown={(event) => {
        // It would send the form around it.
        if (event.key !== 'Enter' || event.defaultPrevented || !(event.target instanceof HTMLInputElement)) return;
        event.preventDefault();
        box.current?.querySelector<HTMLElement>('.record > .actions button')?.click();
      }}
    >
      <h3>{words.text(`register.title.${noun}`)}</h3>
      <MayRecord scope="record">
        {loaded && (
          <loaded.Form
            noun={noun}
            schema={loaded.schema}
            initial={initial}
            draft={`/${noun}s/new?${new URLSearchParams(initial).toString()}`}
            today={todayIn(timeZone)}
            isNested
            onRegistered={onRegistered}
            onSame={onSame}
          />
        )}
        {failure !== undefined && <p class="fault">{failure}</p>}
      </MayRecord>
      <button type="button" class="quiet" onClick={onCancel}>
        {words.text('register.cancel')}
      </button>
    </section>
  );
}
