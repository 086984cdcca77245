import { useEffect, useRef, useState } from 'preact/hooks';
import type { ActorView } from '../../../actors/actors.queries.js';
import { path } from '../../api/path.js';
import { browserApi } from '../../browser/browser-api.js';
import { useWords } from '../../components/view.js';
import { RecordForm } from '../record-form.js';
import type { JsonSchema } from '../schema.js';
import { mandateId } from './mandate-id.js';

interface NewMandateProps {
  readonly speaker: ActorView;
  readonly principal: ActorView;
  /** `2024-04-04`, in the page's time zone. */
  readonly today: string;
  readonly onRecorded: () => void;
  readonly onCancel: () => void;
}

/** Records that one speaks for the other, within the form of an entry. */
export function NewMandate({ speaker, principal, today, onRecorded, onCancel }: NewMandateProps) {
  const words = useWords();
  const [schema, setSchema] = useState<JsonSchema>();
  const [failure, setFailure] = useState<string>();
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    browserApi.get<JsonSchema>('/v1/schemas/MandateRecorded').then(setSchema, (error: unknown) => {
      setFailure(String(error));
    });
  }, []);
  useEffect(() => {
    if (schema) box.current?.querySelector<HTMLElement>('.fields select, .fields input')?.focus();
  }, [schema]);
  const title = words.text('record.newMandate', { speaker: speaker.name, principal: principal.name });
  return (
    <section
      class="register-new"
      ref={box}
      aria-label={title}
      onKeyDown={(event) => {
        // It would send the form around it.
        if (event.key !== 'Enter' || event.defaultPrevented || !(event.target instanceof HTMLInputElement)) return;
        event.preventDefault();
        box.current?.querySelector<HTMLElement>('.record > .actions button')?.click();
      }}
    >
      <h3>{title}</h3>
      {schema && (
        <RecordForm
          type="MandateRecorded"
          schema={schema}
          given={{ mandate: undefined, speaksFor: principal.id }}
          draft={`/actors/${speaker.id}/change?${new URLSearchParams({ type: 'MandateRecorded', speaksFor: principal.id }).toString()}`}
          path={path`/v1/actors/${speaker.id}/events`}
          bodyOf={(command) => ({ ...command, mandate: mandateId(speaker.speaksFor, command) })}
          {...{ today, onRecorded }}
          submit={words.text('record.submit')}
          isNested
        />
      )}
      {failure !== undefined && <p class="fault">{failure}</p>}
      <button type="button" class="quiet" onClick={onCancel}>
        {words.text('register.cancel')}
      </button>
    </section>
  );
}
