import { goTo } from '../../browser/session.js';
import { LoginForm } from '../../components/login-form.js';
import { Foreign } from '../../components/links.js';
import { useView } from '../../components/view.js';
import type { LoginData } from './load.js';

/** Logs in with a key, and leads back to where one was. */
export function LoginPage({ data: { next } }: { readonly data: LoginData }) {
  const { words, visitor } = useView();
  const name = visitor?.name;
  return (
    <article class="form-page">
      <h1>{words.text('session.logIn')}</h1>
      {name === undefined ? (
        <p>{words.text('session.what')}</p>
      ) : (
        <p class="notice">
          {words.rich('session.already', {
            name: <Foreign>{name}</Foreign>,
            next: (text) => (
              <a href={next} target="_self">
                {text}
              </a>
            ),
          })}
        </p>
      )}
      <p class="notice without-script">{words.text('session.needsScript')}</p>
      <LoginForm
        onLogin={() => {
          goTo(next);
        }}
      />
      <details>
        <summary>{words.text('session.where')}</summary>
        <p>{words.text('session.whereText')}</p>
      </details>
      <details>
        <summary>{words.text('session.noKey')}</summary>
        <p>{words.text('session.noKeyText')}</p>
        <pre>claim-ledger keys create --principal desk --name &quot;News desk&quot; --scope record</pre>
      </details>
    </article>
  );
}
