import type { ComponentChildren } from 'preact';
import { Frame } from './frame.js';
import './joined-texts.js';
import { type View, ViewContext } from './view.js';

/** A page in its frame: what the server renders, and the browser takes over. */
export function App({ view, children }: { readonly view: View; readonly children: ComponentChildren }) {
  return (
    <ViewContext.Provider value={view}>
      <Frame>{children}</Frame>
    </ViewContext.Provider>
  );
}
