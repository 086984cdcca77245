import type { ListedEntry } from '../../claims/queries/views.js';
import type { Names } from '../api/names.js';
import { ClaimLink, EntryLink, Foreign } from './links.js';
import { ListedSentence } from './listed-sentence.js';
import { StatusBadge } from './status.js';
import { BothTimes } from './time.js';

/** Entries of several claims: each claim with its state, once for entries that follow each other, and what happened. */
export function EntryList({ entries, names }: { readonly entries: readonly ListedEntry[]; readonly names: Names }) {
  return (
    <ol class="entries">
      {inGroups(entries).map(([first, ...more]) => (
        <li key={first.entry}>
          <p class="claim-text">
            <ClaimLink id={first.claim.id}>
              <Foreign>{first.claim.text}</Foreign>
            </ClaimLink>{' '}
            <StatusBadge status={first.claim.status} rating={first.claim.rating} />
          </p>
          {[first, ...more].map((entry) => (
            <p key={entry.entry}>
              <ListedSentence entry={entry} names={names} kind={entry.claim.kind} />{' '}
              <EntryLink entry={entry.entry}>
                <BothTimes entry={entry} />
              </EntryLink>
            </p>
          ))}
        </li>
      ))}
    </ol>
  );
}

type Group = [ListedEntry, ...ListedEntry[]];

/** Entries of one claim that follow each other. */
function inGroups(entries: readonly ListedEntry[]): Group[] {
  const groups: Group[] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (last?.[0].claim.id === entry.claim.id) last.push(entry);
    else groups.push([entry]);
  }
  return groups;
}
