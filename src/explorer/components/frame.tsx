import type { ComponentChildren } from 'preact';
import type { WordKey } from '../words/keys.js';
import { LANGUAGES } from '../words/languages.js';
import { KeyHelp } from './key-help.js';
import { MomentBar } from './moment-bar.js';
import { SearchForm } from './search-form.js';
import { useView } from './view.js';

/** The pages that the header leads to. */
const NAVIGATION: readonly (readonly [path: string, name: WordKey])[] = [
  ['/claims', 'frame.claims'],
  ['/changes', 'frame.changes'],
];

/** What surrounds every page: the header with the search, the moment, and the footer. */
export function Frame({ children }: { readonly children: ComponentChildren }) {
  const view = useView();
  const { words } = view;
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
          {NAVIGATION.map(([path, name]) => (
            <a key={path} href={view.href(path)} aria-current={view.path === path ? 'page' : undefined}>
              {words.text(name)}
            </a>
          ))}
        </nav>
        {view.path !== '/' && <SearchForm />}
      </header>
      <MomentBar />
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <Footer />
    </>
  );
}

function Footer() {
  const view = useView();
  const { words } = view;
  const languages = Object.entries(LANGUAGES);
  return (
    <footer class="colophon">
      <p>{words.text('frame.footer')}</p>
      <p>
        {words.text('frame.times', { zone: view.timeZone })} <a href="/docs">{words.text('frame.api')}</a>
      </p>
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
