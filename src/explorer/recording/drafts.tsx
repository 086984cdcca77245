import { useEffect, useState } from 'preact/hooks';
import { draftedForms } from '../browser/drafts.js';
import { Instant } from '../components/time.js';
import { useView } from '../components/view.js';
import { isHappening } from './happenings.js';

/** What the visitor has begun in this browser and not recorded yet; `note` says what will become of it. */
export function Drafts({ note }: { readonly note?: string }) {
  const view = useView();
  const { words, visitor } = view;
  const [drafts, setDrafts] = useState<ReturnType<typeof draftedForms>>([]);
  useEffect(() => {
    setDrafts(visitor?.id === undefined ? [] : draftedForms(visitor.id));
  }, [visitor?.id]);
  if (drafts.length === 0) return null;
  return (
    <section aria-labelledby="drafts">
      <h2 id="drafts">{words.text('record.drafts')}</h2>
      {note !== undefined && <p>{note}</p>}
      <ul class="happenings">
        {drafts.map(({ form, savedAt }) => {
          const [path = '', search = ''] = form.split('?');
          const parameters = Object.fromEntries(new URLSearchParams(search));
          const type = parameters['type'] ?? '';
          return (
            <li key={form}>
              <a href={view.href(path, parameters)}>{isHappening(type) ? words.text(`record.did.${type}`) : path}</a>
              <span class="hint">
                <bdi>{path}</bdi> · <Instant at={savedAt} />
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
