import { SettingsFields } from './settings-fields.js';
import { useView } from './view.js';

/** Searches claims. Without script it is a form that leads to the list. */
export function SearchForm({ large = false }: { readonly large?: boolean }) {
  const { words, path, query, settings } = useView();
  return (
    <form role="search" class={large ? 'search large' : 'search'} action="/claims" method="get">
      <input
        type="search"
        name="q"
        aria-label={words.text('frame.searchLabel')}
        placeholder={words.text('frame.searchHint')}
        defaultValue={path === '/claims' ? (query.get('q') ?? '') : ''}
        key={path === '/claims' ? query.get('q') : ''}
        maxLength={200}
        dir="auto"
      />
      <SettingsFields settings={settings} />
      <button type="submit">{words.text('frame.search')}</button>
    </form>
  );
}
