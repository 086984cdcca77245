import { useShownAt } from '../browser/use-shown-at.js';
import { instantText } from './time.js';
import { useView } from './view.js';

/** On paper: where the page is from, when it was shown, and what its written addresses continue. */
export function Printed({ shown }: { readonly shown: unknown }) {
  const view = useView();
  const { words, origin, timeZone } = view;
  const shownAt = useShownAt(shown);
  // The time comes after the page has been taken over.
  return (
    <p class="printed" data-later="true">
      <span>{`${origin}${view.here({})}`}</span>
      {shownAt !== undefined && (
        <span>{` · ${words.text('frame.printedAt', { time: instantText(shownAt, words, timeZone) })}`}</span>
      )}
      <span>{` · ${words.text('frame.printedLinks', { origin })}`}</span>
    </p>
  );
}
