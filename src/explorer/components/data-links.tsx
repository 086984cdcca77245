import { useView } from './view.js';

/** The same as the page shows, as JSON, as CSV, and on the command line. */
export function DataLinks({ json, csv }: { readonly json: string; readonly csv?: string | undefined }) {
  const { words, origin } = useView();
  return (
    <section class="data" aria-labelledby="data-title">
      <h2 id="data-title">{words.text('frame.data')}</h2>
      <ul class="inline">
        <li>
          <a href={json}>{words.text('frame.json')}</a>
        </li>
        {csv !== undefined && (
          <li>
            <a href={csv}>{words.text('frame.csv')}</a>
          </li>
        )}
      </ul>
      <p class="hint">{words.text('frame.curl')}</p>
      <pre tabIndex={0} dir="ltr">
        <code>{`curl '${origin}${json.replaceAll("'", '%27')}'`}</code>
      </pre>
    </section>
  );
}
