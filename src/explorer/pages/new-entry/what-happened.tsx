import { path } from '../../api/path.js';
import { useView } from '../../components/view.js';
import { FREQUENT, type Happening, HAPPENINGS, isPossible, scopeOf } from '../../recording/happenings.js';
import type { NewEntryData } from './load.js';

/** The types of entries, in words: the most frequent ones first. */
export function WhatHappened({ claim }: Pick<NewEntryData, 'claim'>) {
  const { words } = useView();
  return (
    <>
      <ul class="happenings frequent">
        {FREQUENT.map((type) => (
          <HappeningItem key={type} type={type} claim={claim.id} />
        ))}
      </ul>
      {Object.entries(HAPPENINGS).map(([group, types]) => (
        <section key={group} aria-labelledby={`group-${group}`}>
          <h2 id={`group-${group}`}>{words.text(`record.group.${group as keyof typeof HAPPENINGS}`)}</h2>
          <ul class="happenings">
            {types
              .filter((type) => isPossible(type, claim))
              .map((type) => (
                <HappeningItem key={type} type={type} claim={claim.id} />
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function HappeningItem({ type, claim }: { readonly type: Happening; readonly claim: string }) {
  const view = useView();
  const { words, visitor } = view;
  const scope = scopeOf(type);
  const lacks = visitor?.name !== undefined && !visitor.scopes.includes(scope);
  return (
    <li>
      <a href={view.href(path`/claims/${claim}/entries/new`, { type })}>{words.text(`record.did.${type}`)}</a>
      <span class="hint">
        {words.text(`record.means.${type}`)}
        {lacks && ` ${words.text('record.needsScope', { scope })}`}
      </span>
    </li>
  );
}
