import { useState } from 'preact/hooks';
import type { WhoAmIView } from '../../../access/access.views.js';
import { dropDraftsOf } from '../../browser/drafts.js';
import { forgetChoices } from '../../browser/recent-choices.js';
import { goTo, logOut } from '../../browser/session.js';
import { Fact, Facts } from '../../components/facts.js';
import { Foreign } from '../../components/links.js';
import { Instant } from '../../components/time.js';
import { useView, useWords } from '../../components/view.js';
import { Drafts } from '../../recording/drafts.js';
import { scopeKey } from '../../words/vocabulary.js';
import type { MeData } from './load.js';

/** Who one is for the ledger, what one may do, and until when. */
export function MePage({ data: { who } }: { readonly data: MeData }) {
  const view = useView();
  const { words } = view;
  return (
    <article class="form-page">
      <h1>{words.text('session.me')}</h1>
      {who?.principal ? (
        <LoggedIn who={who} {...who.principal} />
      ) : (
        <>
          <p class={who ? undefined : 'notice'}>{words.text(who ? 'session.nobody' : 'session.ended')}</p>
          {who && <Scopes who={who} />}
          <p>
            <a class="button" href={view.href('/login', { next: view.here({}) })}>
              {words.text('session.logIn')}
            </a>
          </p>
        </>
      )}
    </article>
  );
}

function LoggedIn({ who, id, name }: { readonly who: WhoAmIView; readonly id: string; readonly name: string }) {
  const words = useWords();
  const [hasFailed, setFailed] = useState(false);
  const leave = async () => {
    const isOut = await logOut();
    if (!isOut) {
      setFailed(true);
      return;
    }
    dropDraftsOf(id);
    forgetChoices();
    goTo('/');
  };
  return (
    <>
      <Facts>
        <Fact name={words.text('session.name')}>
          <strong>
            <Foreign>{name}</Foreign>
          </strong>{' '}
          <span class="id">{id}</span>
        </Fact>
        {who.key?.label !== undefined && (
          <Fact name={words.text('session.label')}>
            <Foreign>{who.key.label}</Foreign>
          </Fact>
        )}
        <Fact name={words.text('session.keyId')}>
          <span class="id">{who.key?.id}</span>
        </Fact>
        <Fact name={words.text('session.until')}>
          {who.key?.expiresAt === undefined ? words.text('session.untilRevoked') : <Instant at={who.key.expiresAt} />}
        </Fact>
      </Facts>
      <Scopes who={who} />
      <p>{words.text('session.ends')}</p>
      <Drafts note={words.text('session.draftsEnd')} />
      <p class="notice without-script">{words.text('session.needsScript')}</p>
      {hasFailed && (
        <p class="notice" role="alert">
          {words.text('session.failure.failed')}
        </p>
      )}
      <p class="actions">
        <button type="button" onClick={() => void leave()}>
          {words.text('session.logOut')}
        </button>
      </p>
    </>
  );
}

function Scopes({ who: { scopes } }: { readonly who: WhoAmIView }) {
  const words = useWords();
  return (
    <>
      <h2>{words.text('session.may')}</h2>
      {scopes.length === 0 ? (
        <p>{words.text('session.mayNothing')}</p>
      ) : (
        <ul>
          {scopes.map((scope) => (
            <li key={scope}>{words.text(scopeKey(scope))}</li>
          ))}
        </ul>
      )}
    </>
  );
}
