import { h, hydrate, render } from 'preact';
import { Frame } from '../components/frame.js';
import { setView, View } from '../components/view.js';
import { type Page, settingsOf } from '../page.js';
import { Registration } from '../pickers/registration.js';
import { PAGES } from '../pages.js';
import { type Catalogue, Words } from '../words/words.js';
import { type HydrationState, ROOT_ID, STATE_ID } from './hydration.js';
import type { Arrived } from './navigation.js';

/** Takes over the page that the server has rendered, and from then on goes to other pages without a reload. */
async function start(): Promise<void> {
  const root = document.getElementById(ROOT_ID);
  const text = document.getElementById(STATE_ID)?.textContent;
  if (!root || !text) return;
  const state = JSON.parse(text) as HydrationState;
  const entry = PAGES.find(({ name }) => name === state.page);
  if (!entry) return;
  const [page, catalogue] = await Promise.all([entry.open(), fetchWords(state.words)]);
  const words = new Words(state.language, catalogue);
  const show = (url: URL, shown: Page, data: unknown) => {
    const { searchParams, pathname, origin } = url;
    const view = new View(
      words,
      settingsOf(shown, searchParams),
      pathname,
      searchParams,
      origin,
      shown.latest?.parameter,
      state.visitor,
    );
    const children = h(Registration.Provider, { value: registration, children: shown.view(data) });
    setView(view);
    return h(Frame, { children });
  };
  const url = new URL(location.href);
  hydrate(show(url, page, state.data), root);
  // Until it is loaded, links are followed by the browser itself.
  const { Navigation } = await import('./navigation.js');
  new Navigation(words, { url, page, data: state.data }, (arrived: Arrived) => {
    render(show(arrived.url, arrived.page, arrived.data), root);
  }).start();
  document.documentElement.dataset['explorer'] = 'ready';
}

const registration = async () => (await import('../recording/registration/registration-form.js')).RegistrationForm;

async function fetchWords(address: string): Promise<Catalogue> {
  const response = await fetch(address);
  return (await response.json()) as Catalogue;
}

void start();
