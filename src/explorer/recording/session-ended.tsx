import { LoginForm } from '../components/login-form.js';
import { useWords } from '../components/view.js';

/** Asks for the key again, without leaving the form. */
export function SessionEnded({ onLogin }: { readonly onLogin: (id: string) => void }) {
  const words = useWords();
  return (
    <section class="notice" aria-label={words.text('session.logIn')}>
      <p role="alert">{words.text('record.ended')}</p>
      <LoginForm isNested onLogin={onLogin} />
    </section>
  );
}
