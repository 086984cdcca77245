import type { EntryDetails } from '../../../claims/queries/entry-details.views.js';
import { path } from '../../api/path.js';
import { ownIdOf } from '../../api/entries.js';
import { type Action, Actions } from '../../components/actions.js';
import { scopeOf } from '../../recording/happenings.js';

/** Corrects a mistake of the record, takes an entry back, or restores one. */
export function EntryActions({ entry }: { readonly entry: EntryDetails }) {
  const { type, claim, voided } = entry;
  if (type === 'ClaimRegistered') return null;
  const voidOf = (voids: string, text: Action['text'], restores?: string): Action => ({
    text,
    path: path`/claims/${claim.id}/entries/new`,
    parameters: { type: 'EntryVoided', voids, restores },
  });
  const actions = voided
    ? [
        voided.replacement === undefined
          ? voidOf(ownIdOf(voided.by), 'correct.restore')
          : voidOf(ownIdOf(voided.replacement), 'record.undoCorrection', ownIdOf(voided.by)),
      ]
    : [
        ...(type === 'EntryVoided'
          ? []
          : [
              {
                text: 'correct.link',
                path: path`/claims/${claim.id}/entries/${ownIdOf(entry.entry)}/correct`,
              } as const,
            ]),
        voidOf(ownIdOf(entry.entry), 'correct.void'),
      ];
  return <Actions scope={scopeOf(type)} actions={actions} />;
}
