import { useId, useRef, useState } from 'preact/hooks';
import { type LoginFailure, logIn } from '../browser/session.js';
import { useWords } from './view.js';

interface LoginFormProps {
  /** @param id of the principal who is logged in now */
  readonly onLogin: (id: string) => void;
  /** Whether it is within another form: then it isn't an element `form` itself. */
  readonly isNested?: boolean;
}

/** Asks for a key, and says why one isn't taken. What is typed stays in the field, and nowhere else. */
export function LoginForm({ onLogin, isNested = false }: LoginFormProps) {
  const words = useWords();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [failure, setFailure] = useState<LoginFailure | 'missing'>();
  const [isBusy, setBusy] = useState(false);
  const send = async () => {
    const key = field.current?.value.trim() ?? '';
    setBusy(true);
    const outcome = key === '' ? 'missing' : await logIn(key);
    const failed = typeof outcome === 'string' ? outcome : undefined;
    setBusy(false);
    setFailure(failed);
    if (typeof outcome === 'object') onLogin(outcome.id);
    else field.current?.focus();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (!isBusy) void send();
  };
  const content = (
    <>
      <div class={failure === undefined ? 'field' : 'field wrong'}>
        <label for={`${id}-key`}>{words.text('session.key')}</label>
        <p class="hint" id={`${id}-hint`}>
          {words.text('session.keyHint')}
        </p>
        {failure !== undefined && (
          <p class="fault" id={`${id}-fault`} role="alert">
            {words.text(`session.failure.${failure}`)}
          </p>
        )}
        <input
          ref={field}
          id={`${id}-key`}
          type="password"
          name="key"
          autocomplete="current-password"
          spellcheck={false}
          required
          aria-invalid={failure !== undefined}
          aria-describedby={failure === undefined ? `${id}-hint` : `${id}-fault ${id}-hint`}
          onKeyDown={(event) => {
            if (isNested && event.key === 'Enter') submit(event);
          }}
        />
      </div>
      <p class="actions">
        <button type={isNested ? 'button' : 'submit'} aria-disabled={isBusy} onClick={isNested ? submit : undefined}>
          {words.text('session.logIn')}
        </button>
      </p>
    </>
  );
  return isNested ? (
    <div class="login">{content}</div>
  ) : (
    <form class="form login" method="post" noValidate onSubmit={submit}>
      {content}
    </form>
  );
}
