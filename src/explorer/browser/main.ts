import { h, hydrate, render } from 'preact';
import { Frame } from '../components/frame.js';
import { setView, View } from '../components/view.js';
import type { Page } from '../page.js';
import { Registration } from '../pickers/registration.js';
import { type Catalogue, Words } from '../words/words.js';
import { type HydrationState, ROOT_ID, STATE_ID } from './hydration.js';
import type { Arrived } from './navigation.js';

/** Takes over the page that the server has rendered, and from then on goes to other pages without a reload. */
async function start(): Promise<void> {
  const root = document.getElementById(ROOT_ID);
  const text = document.getElementById(STATE_ID)?.textContent;
  if (!root || !text) return;
  const state = JSON.parse(text) as HydrationState;
  // The list of all pages is loaded with what goes to them.
  const [{ default: page }, catalogue] = await Promise.all([
    import(state.script) as Promise<{ readonly default: Page }>,
    fetchWords(state.words),
  ]);
  const words = new Words(state.language, catalogue);
  const show = ({ url, page: shown, data, settings, replayName }: Arrived) => {
    const { searchParams, pathname, origin } = url;
    const view = new View(
      words,
      settings,
      pathname,
      searchParams,
      origin,
      shown.latest?.parameter,
      state.visitor,
      replayName,
    );
    const children = h(Registration.Provider, { value: registration, children: shown.view(data) });
    setView(view);
    return h(Frame, { children });
  };
  const { data, settings, replayName } = state;
  const first: Arrived = { url: new URL(location.href), page, data, settings, replayName };
  hydrate(show(first), root);
  // Until it is loaded, links are followed by the browser itself.
  const [{ Navigation }, { followKeys }] = await Promise.all([import('./navigation.js'), import('./follow-keys.js')]);
  followKeys();
  new Navigation(words, state.visitor, first, (arrived) => {
    render(show(arrived), root);
  }).start();
  document.documentElement.dataset['explorer'] = 'ready';
}

const registration = async () => (await import('../recording/registration/registration-form.js')).RegistrationForm;

async function fetchWords(address: string): Promise<Catalogue> {
  const response = await fetch(address);
  return (await response.json()) as Catalogue;
}

void start();
