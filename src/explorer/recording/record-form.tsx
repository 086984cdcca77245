import { type ComponentChildren, Fragment } from 'preact';
import { useId, useMemo, useRef } from 'preact/hooks';
import type { WriteResult } from '../../http/write-response.js';
import { goTo } from '../browser/session.js';
import { useView } from '../components/view.js';
import { arranged } from './arrange.js';
import { askedFor, keptFilled } from './conditions.js';
import { DraftNotice } from './draft-notice.js';
import type { Field } from './field.js';
import { FieldView } from './fields/field-view.js';
import { FormContext, isTypedWithin, type Own } from './form-context.js';
import { SessionEnded } from './session-ended.js';
import { faultsWithin } from './problems.js';
import { Rejected } from './rejected.js';
import { fieldsOf, type JsonSchema } from './schema.js';
import type { Sending } from './send-command.js';
import { unanswered } from './unanswered.js';
import { type Check, type Recording, useRecording } from './use-recording.js';
import { changesIn, filledIn, type Values } from './values.js';

export interface RecordFormProps {
  /** The type of the command, by which its fields have their names. */
  readonly type: string;
  /** The JSON Schema of the command. */
  readonly schema: JsonSchema;
  /** What the fields begin with. */
  readonly initial?: Values;
  /** Fields that aren't asked for, since they are given. */
  readonly given?: Values;
  /** Whether only what differs from the beginning is sent: for amendments. */
  readonly sendsChanges?: boolean;
  /** Names the draft: the address of the form. */
  readonly draft: string;
  readonly method?: Sending['method'];
  /** Where the command goes: a path of the API, which may depend on what is in the form. */
  readonly path: string | ((values: Values) => string);
  /** The body of the request, unless it is the command alone. */
  readonly bodyOf?: (command: Values) => unknown;
  /** Which place of the form a place of that body is: both are JSON Pointers. */
  readonly placeInForm?: (pointer: string) => string;
  /** Whether the address says already which type it is. */
  readonly isRegistration?: boolean;
  /** The revision that the form shows; the command is rejected if it has changed. */
  readonly revision?: number;
  /** The claim that its entry is on: for references to entries. */
  readonly claim?: string;
  /** What isn't offered: see `FormFacts`. */
  readonly own?: Own;
  /** `2024-04-04`, in the page's time zone. */
  readonly today: string;
  /** The words of the button. */
  readonly submit: string;
  /** Is called with what was in the form. */
  readonly onRecorded: (result: WriteResult, values: Values) => void;
  /** What is checked before it is sent; what that finds is shown first. */
  readonly checkOf?: (values: Values) => Check;
  /** What is shown below a field. */
  readonly below?: (field: Field, recording: Recording) => ComponentChildren;
  /** What it would do, next to the button. */
  readonly effect?: (recording: Recording) => ComponentChildren;
  /** What somebody else has recorded since the form was opened. */
  readonly conflict?: (recording: Recording) => ComponentChildren;
  /** Whether it can be tried before it is sent: a dry run; default: yes. */
  readonly isTried?: boolean;
  /** Whether it is within another form: then it isn't an element `form` itself. */
  readonly isNested?: boolean;
}

const NOTHING: Values = {};

/** A form for a command, drawn from its schema. */
export function RecordForm(props: RecordFormProps) {
  const { type, schema, initial = NOTHING, given = NOTHING, claim, today, isNested = false } = props;
  const view = useView();
  const { words } = view;
  const id = `form${useId()}`;
  const sendsChanges = props.sendsChanges === true;
  const fields = useMemo(() => {
    const own = fieldsOf(schema).fields.filter(({ name }) => !Object.hasOwn(given, name));
    return sendsChanges ? keptFilled(own, initial) : own;
  }, [schema, given, sendsChanges, initial]);
  const recording = useRecording({
    draft: props.draft,
    initial,
    revision: props.revision,
    onRecorded: props.onRecorded,
    isTried: props.isTried ?? true,
    // In the order of the form.
    unansweredIn: (values) => unanswered(Object.values(arranged(askedFor(fields, values))).flat(), values),
    isAsked: ({ pointer }, values) => {
      const named = (of: readonly Field[]) => of.some(({ name }) => pointer.split('/')[1] === name);
      return !named(fields) || named(askedFor(fields, values));
    },
    checkOf: props.checkOf,
    placeInForm: props.placeInForm,
    sendingOf: (values, revision) => {
      const command = {
        ...(props.isRegistration === true ? {} : { type }),
        ...given,
        ...(sendsChanges
          ? changesIn(fields, initial, filledIn(askedFor(fields, values), values))
          : filledIn(askedFor(fields, values), values)),
      };
      const path = typeof props.path === 'string' ? props.path : props.path(values);
      return { method: props.method ?? 'POST', path, revision, body: props.bodyOf?.(command) ?? command };
    },
  });
  const { phase, faults, isLost, values, typed, onTyped, set, submit } = recording;
  const asked = arranged(askedFor(fields, values));
  const isSending = phase === 'sending' || phase === 'checking';
  // What one person has written isn't shown to another one.
  const resume = (principal: string) => {
    if (principal === view.visitor?.id) recording.resume();
    else goTo(view.here({}));
  };
  const show = (field: Field) => (
    <Fragment key={field.name}>
      <FieldView
        field={field}
        value={values[field.name]}
        faults={faults}
        at={`/${field.name}`}
        onChange={(value) => {
          set(field.name, value);
        }}
      />
      {props.below?.(field, recording)}
    </Fragment>
  );
  // Once open, it stays open: what is emptied can be filled in again where it is.
  const isMoreOpen = useRef(false);
  isMoreOpen.current ||= asked.more.some(
    ({ name }) =>
      (values[name] !== undefined && initial[name] === undefined) ||
      isTypedWithin(typed, `/${name}`) ||
      faultsWithin(faults, `/${name}`).length > 0,
  );
  // What is to be known before one writes comes first.
  const isNoticed = recording.isRestored || !recording.isKept;
  const content = (
    <FormContext.Provider value={{ id, type, claim, own: props.own, today, fields, values, typed, onTyped }}>
      {isNoticed && <DraftNotice {...{ recording, isNested }} />}
      <Rejected recording={recording} fields={fields} />
      {phase === 'conflict' && props.conflict?.(recording)}
      {phase === 'ended' && <SessionEnded onLogin={resume} />}
      <fieldset class="fields" disabled={isLost} key={`${recording.beginnings} ${recording.isRestored}`}>
        {asked.main.map(show)}
        {asked.more.length > 0 && (
          <details class="folded more" open={isMoreOpen.current}>
            <summary>{words.text('record.more')}</summary>
            {asked.more.map(show)}
          </details>
        )}
        {asked.last.map(show)}
      </fieldset>
      {props.effect?.(recording)}
      <p class="actions">
        <button
          type={isNested ? 'button' : 'submit'}
          aria-disabled={isSending}
          onClick={() => {
            if (isNested) submit();
          }}
        >
          {isSending ? words.text('record.sending') : isLost ? words.text('record.sendAgain') : props.submit}
        </button>
      </p>
      {!isNoticed && <DraftNotice {...{ recording, isNested }} />}
    </FormContext.Provider>
  );
  return isNested ? (
    <div role="group" class="form record">
      {content}
    </div>
  ) : (
    <form
      class="form record"
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {content}
    </form>
  );
}
