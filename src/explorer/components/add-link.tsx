import { path } from '../api/path.js';
import { isPast } from '../moment/settings.js';
import { useView } from './view.js';

/** The way to add an entry to a claim: a button for those who are logged in, a quiet link for others. */
export function AddLink({ claim }: { readonly claim: string }) {
  const view = useView();
  const { words, visitor, settings } = view;
  if (isPast(settings)) return null;
  return (
    <p class="add">
      <a
        rel="nofollow"
        class={visitor?.name === undefined ? 'quiet' : 'button'}
        href={view.href(path`/claims/${claim}/entries/new`)}
      >
        {words.text('record.add')}
      </a>
    </p>
  );
}
