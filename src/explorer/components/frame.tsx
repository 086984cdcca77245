import type { ComponentChildren } from 'preact';
import { useUnreachable } from '../browser/unreachable.js';
import type { WordKey } from '../words/keys.js';
import { LANGUAGES } from '../words/languages.js';
import { KeyHelp } from './key-help.js';
import './joined-texts.js';
import { Foreign } from './links.js';
import { MomentBar } from './moment-bar.js';
import { Printed } from './printed.js';
import { SearchForm } from './search-form.js';
import { useView } from './view.js';

/** The pages that the header leads to. */
const NAVIGATION: readonly (readonly [path: string, name: WordKey])[] = [
  ['/claims', 'frame.claims'],
  ['/changes', 'frame.changes'],
];

/** The page that it also leads those to who may record. */
const RECORDING: typeof NAVIGATION = [['/record', 'frame.record']];

/** The pages that the footer leads to. */
const FURTHER: readonly (readonly [path: string, name: WordKey])[] = [
  ['/about/policy', 'frame.policy'],
  ['/about/words', 'frame.words'],
  ['/replays', 'frame.replays'],
  ['/status', 'frame.status'],
];

/** A page with what surrounds it: the header with the search, the moment, and the footer. */
export function Frame({ children }: { readonly children: ComponentChildren }) {
  const view = useView();
  const { words, visitor } = view;
  const mayRecord = visitor?.scopes.some((scope) => scope === 'record' || scope === 'rate') === true;
  return (
    <>
      <a class="skip" href="#content">
        {words.text('frame.skip')}
      </a>
      <header class={view.path === '/' ? 'masthead front' : 'masthead'}>
        <p class="name">
          <a href={view.href('/')}>{words.text('frame.name')}</a>
        </p>
        <nav aria-label={words.text('frame.nav')}>
          {[...NAVIGATION, ...(mayRecord ? RECORDING : [])].map(([path, name]) => (
            <a key={path} href={view.href(path)} aria-current={view.path === path ? 'page' : undefined}>
              {words.text(name)}
            </a>
          ))}
        </nav>
        <Account />
        {view.path !== '/' && <SearchForm />}
      </header>
      <MomentBar />
      <Printed shown={children} />
      <Unreachable shown={children} />
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <Footer />
    </>
  );
}

/** A longer address is better typed again: links repeat it. */
const MAX_NEXT = 1_000;

/** The way to log in and back here, or who is logged in. */
function Account() {
  const view = useView();
  const { words, visitor, path } = view;
  if (!visitor || path === '/login') return null;
  if (visitor.name !== undefined) {
    return (
      <p class="account">
        <a
          href={view.href('/me')}
          aria-label={words.text('session.loggedInAs', { name: visitor.name })}
          aria-current={path === '/me' ? 'page' : undefined}
        >
          <Foreign>{visitor.name}</Foreign>
        </a>
      </p>
    );
  }
  const here = view.here({});
  const next = here === '/' || here.length > MAX_NEXT ? undefined : here;
  return (
    <p class="account">
      <a rel="nofollow" href={view.href('/login', { next })}>
        {words.text('session.logIn')}
      </a>
    </p>
  );
}

/** A page couldn't be loaded: this one stays, with the way to try again. */
function Unreachable({ shown }: { readonly shown: unknown }) {
  const { words } = useView();
  const address = useUnreachable(shown);
  if (address === undefined) return null;
  return (
    <p role="alert" class="notice unreachable">
      {words.text('frame.unreachable')} <a href={address}>{words.text('frame.tryAgain')}</a>
    </p>
  );
}

function Footer() {
  const view = useView();
  const { words } = view;
  const languages = Object.entries(LANGUAGES);
  return (
    <footer class="colophon">
      <p>{words.text('frame.footer')}</p>
      <p>{words.text('frame.times', { zone: view.timeZone })}</p>
      <nav class="pages" aria-label={words.text('frame.further')}>
        {FURTHER.map(([path, name]) => (
          <a key={path} href={view.href(path)} aria-current={view.path === path ? 'page' : undefined}>
            {words.text(name)}
          </a>
        ))}
        <a href="/docs">{words.text('frame.api')}</a>
      </nav>
      <KeyHelp />
      {languages.length > 1 && (
        <nav aria-label={words.text('frame.language')}>
          {languages.map(([language, { name }]) => (
            <a
              key={language}
              lang={language}
              hreflang={language}
              href={view.here({ lang: language as keyof typeof LANGUAGES })}
              aria-current={language === words.language ? 'true' : undefined}
            >
              {name}
            </a>
          ))}
        </nav>
      )}
    </footer>
  );
}
