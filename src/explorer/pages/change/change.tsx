import { later } from '../../components/later.js';
import { Foreign } from '../../components/links.js';
import { useView } from '../../components/view.js';
import { MayRecord } from '../../recording/may-record.js';
import { ChooseMandate } from './choose-mandate.js';
import type { ChangeData } from './load.js';

const ChangeForm = later(async () => (await import('./change-form.js')).ChangeForm);

/** Changes what is registered: one change at a time, each an event of its own. */
export function ChangePage({ data }: { readonly data: ChangeData }) {
  const view = useView();
  const { words } = view;
  const { noun, id, name, type } = data;
  const page = `/${noun}s/${id}`;
  return (
    <article class="form-page">
      <p class="kicker">
        <a href={view.href(page)}>
          <Foreign>{name}</Foreign>
        </a>
      </p>
      <h1>{words.text(`change.type.${type}`)}</h1>
      {data.possible.length > 1 && (
        <nav aria-label={words.text('change.other')}>
          <ul class="inline">
            {data.possible.map((each) => (
              <li key={each}>
                <a href={view.href(`${page}/change`, { type: each })} aria-current={each === type ? 'page' : undefined}>
                  {words.text(`change.type.${each}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <p>{words.text(`change.means.${type}`)}</p>
      {type === 'MandateVoided' && <ChooseMandate data={data} />}
      {(type !== 'MandateVoided' || data.mandate) && (
        <MayRecord scope="record">
          <ChangeForm data={data} />
        </MayRecord>
      )}
    </article>
  );
}
