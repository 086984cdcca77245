import type { ComponentChildren } from 'preact';
import { SettingsFields } from '../../components/settings-fields.js';
import { SourceLink } from '../../components/origins/source-link.js';
import { Because, StatusBadge } from '../../components/status.js';
import { useView } from '../../components/view.js';
import { reasonKey } from '../../words/vocabulary.js';
import { exclusionOf, exclusionText } from './exclusions.js';
import type { OriginsData } from './load.js';

/** What the state would be without sources that one chooses. The address holds the choice. */
export function WhatIf({ data }: { readonly data: OriginsData }) {
  const view = useView();
  const { words } = view;
  const { without, before, after, choices, names } = data;
  const isOther = before.status !== after.status || before.rating !== after.rating;
  return (
    <section class="section what-if" aria-labelledby="what-if-title">
      <h2 id="what-if-title">{words.text('whatif.title')}</h2>
      <p class="hint">{words.text('whatif.hint')}</p>
      <Choice data={data} />
      {without.length > 0 && (
        <>
          <ul class="left-out">
            {without.map((exclusion) => (
              <li key={exclusion}>
                {exclusionText(exclusion, choices, names, words)}{' '}
                <a href={view.href(view.path, { without: without.filter((each) => each !== exclusion) })}>
                  {words.text('whatif.back')}
                </a>
              </li>
            ))}
          </ul>
          <p role="status" class="notice">
            {words.text(isOther ? 'whatif.changed' : 'whatif.same')}
          </p>
          <div class="states">
            <State title={words.text('whatif.with')} state={before} />
            <State title={words.text('whatif.without')} state={after} />
          </div>
          <Fallen data={data} />
        </>
      )}
    </section>
  );
}

function State({ title, state }: { readonly title: string; readonly state: OriginsData['before'] }) {
  const { status, rating, rule, summary } = state;
  return (
    <div>
      <h3>{title}</h3>
      <p>
        <StatusBadge status={status} rating={rating} /> <Because rule={rule} />
      </p>
      <p>{summary}</p>
    </div>
  );
}

/** What counts no more, because it rests on what is left out. */
function Fallen({ data: { fallen, moreFallen, names } }: { readonly data: OriginsData }) {
  const { words } = useView();
  return (
    <>
      <h3>{words.text('whatif.fallen', { count: fallen.length })}</h3>
      <ul>
        {fallen.map(({ node, reason }) => (
          <li key={node.key}>
            <SourceLink node={node} names={names} />
            <span class="meta">: {words.text(reasonKey(reason))}</span>
          </li>
        ))}
      </ul>
      {moreFallen > 0 && <p>{words.text('whatif.more', { count: moreFallen })}</p>}
    </>
  );
}

/** A form that adds a source to those that are left out. */
function Choice({ data: { without, choices, moreChoices, names } }: { readonly data: OriginsData }) {
  const { words, path, settings } = useView();
  const offered = choices.flatMap((node) => {
    const value = exclusionOf(node);
    return value === undefined || without.includes(value) ? [] : [{ type: node.type, value }];
  });
  const groups = (['actor', 'entry', 'document'] as const).map((type) => ({
    type,
    options: offered.filter((each) => each.type === type),
  }));
  return (
    <form method="get" action={path} class="choice" key={without.join(' ')}>
      <SettingsFields settings={settings} />
      {without.map((each) => (
        <input key={each} type="hidden" name="without" value={each} />
      ))}
      <label>
        <span>{words.text('whatif.choose')}</span>
        <select name="without">
          <option value="">{words.text('whatif.nothing')}</option>
          {groups.map(
            ({ type, options }): ComponentChildren =>
              options.length > 0 && (
                <optgroup key={type} label={words.text(`whatif.group.${type}`)}>
                  {options.map(({ value }) => (
                    <option key={value} value={value}>
                      {exclusionText(value, choices, names, words)}
                    </option>
                  ))}
                </optgroup>
              ),
          )}
        </select>
      </label>
      <button type="submit">{words.text('whatif.leaveOut')}</button>
      {moreChoices > 0 && <p class="hint">{words.text('whatif.moreChoices', { count: moreChoices })}</p>}
    </form>
  );
}
