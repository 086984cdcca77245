import type { ComponentChildren } from 'preact';
import { LANGUAGES } from '../words/languages.js';
import { MomentBar } from './moment-bar.js';
import { SearchForm } from './search-form.js';
import { useView } from './view.js';

/** What surrounds every page: the header with the search, the moment, and the footer. */
export function Frame({ children }: { readonly children: ComponentChildren }) {
  const view = useView();
  const { words } = view;
  return (
    <>
      <a class="skip" href="#content">
        {words.text('frame.skip')}
      </a>
      <header class="masthead">
        <p class="name">
          <a href={view.href('/')}>{words.text('frame.name')}</a>
        </p>
        <nav aria-label={words.text('frame.nav')}>
          <a href={view.href('/claims')} aria-current={view.path === '/claims' ? 'page' : undefined}>
            {words.text('frame.claims')}
          </a>
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
