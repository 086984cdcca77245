import type { ListedEntry } from '../../claims/queries/views.js';
import { typed } from '../api/entries.js';
import type { Names } from '../api/names.js';
import { EntrySentence } from './entry-sentence.js';
import { ClaimLink, EntryLink, Foreign } from './links.js';
import { StatusBadge } from './status.js';
import { BothTimes } from './time.js';

/** Entries of several claims: the claim with its state, what happened, and when. */
export function EntryList({ entries, names }: { readonly entries: readonly ListedEntry[]; readonly names: Names }) {
  return (
    <ol class="entries">
      {entries.map((entry) => (
        <li key={entry.entry}>
          <p class="claim-text">
            <ClaimLink id={entry.claim.id}>
              <Foreign>{entry.claim.text}</Foreign>
            </ClaimLink>
          </p>
          <p>
            <EntrySentence entry={typed(entry)} names={names} kind={entry.claim.kind} />
          </p>
          <p class="claim-state">
            <StatusBadge status={entry.claim.status} rating={entry.claim.rating} />{' '}
            <EntryLink entry={entry.entry}>
              <BothTimes entry={entry} />
            </EntryLink>
          </p>
        </li>
      ))}
    </ol>
  );
}
