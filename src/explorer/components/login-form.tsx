import type { TargetedEvent } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { type LoginFailure, logIn } from '../browser/session.js';
import { useWords } from './view.js';

/** Asks for a key, and says why one isn't taken. What is typed stays in the field, and nowhere else. */
export function LoginForm({ onLogin }: { readonly onLogin: () => void }) {
  const words = useWords();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [failure, setFailure] = useState<LoginFailure | 'missing'>();
  const [isBusy, setBusy] = useState(false);
  const send = async () => {
    const key = field.current?.value.trim() ?? '';
    setBusy(true);
    const failed = key === '' ? 'missing' : await logIn(key);
    setBusy(false);
    setFailure(failed);
    if (failed === undefined) onLogin();
    else field.current?.focus();
  };
  const onSubmit = (event: TargetedEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isBusy) void send();
  };
  return (
    <form class="form login" method="post" noValidate onSubmit={onSubmit}>
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
        />
      </div>
      <p class="actions">
        <button type="submit" aria-disabled={isBusy}>
          {words.text('session.logIn')}
        </button>
      </p>
    </form>
  );
}
