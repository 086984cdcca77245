import { path } from '../../api/path.js';
import { Foreign } from '../../components/links.js';
import { SettingsFields } from '../../components/settings-fields.js';
import { StatusBadge } from '../../components/status.js';
import { useView } from '../../components/view.js';
import { Drafts } from '../../recording/drafts.js';
import type { RecordData } from './load.js';

/** What can be registered, in the order in which it is needed. */
const NOUNS = ['claim', 'actor', 'document', 'narrative'] as const;

/** Where recording begins without a claim: it finds the claim first. */
export function RecordPage({ data: { q, claims } }: { readonly data: RecordData }) {
  const view = useView();
  const { words, settings } = view;
  return (
    <article class="form-page">
      <h1>{words.text('record.start')}</h1>
      <form class="field" method="get" action="/record" role="search">
        <SettingsFields settings={settings} />
        <label for="record-q">{words.text('record.whichClaim')}</label>
        <p class="hint" id="record-hint">
          {words.text('record.whichClaimHint')}
        </p>
        <div class="search large">
          <input
            type="search"
            name="q"
            id="record-q"
            value={q}
            dir="auto"
            maxLength={200}
            aria-describedby="record-hint"
          />
          <button type="submit">{words.text('frame.search')}</button>
        </div>
      </form>
      <Drafts />
      <h2>{words.text(q === '' ? 'record.lately' : 'record.found', { count: claims.length })}</h2>
      <ul class="happenings">
        {claims.map(({ id, text, language, status, rating }) => (
          <li key={id}>
            <a href={view.href(path`/claims/${id}/entries/new`)}>
              <Foreign language={language}>{text}</Foreign>
            </a>
            <span>
              <StatusBadge status={status} rating={rating} />
            </span>
          </li>
        ))}
      </ul>
      <ul class="inline">
        {NOUNS.map((noun) => (
          <li key={noun}>
            <a href={view.href(`/${noun}s/new`, noun === 'claim' && q !== '' ? { text: q } : {})}>
              {words.text(`register.title.${noun}`)}
            </a>
          </li>
        ))}
      </ul>
    </article>
  );
}
