import { useView } from '../../components/view.js';
import { ClaimRecordForm } from '../../recording/claim-record-form.js';
import { entryText } from '../../recording/entry-text.js';
import { placeInForm } from '../../recording/place-in-form.js';
import type { Values } from '../../recording/values.js';
import type { EntryForm, NewEntryData } from './load.js';

interface EntryFormProps extends Pick<NewEntryData, 'claim' | 'today'> {
  readonly form: EntryForm;
}

export function EntryFormOf({ claim, form, today }: EntryFormProps) {
  const view = useView();
  const { words } = view;
  const { type, schema, initial, voided } = form;
  return (
    <ClaimRecordForm
      {...{ claim, type, schema, initial, today }}
      {...(voided && {
        // What is restored needs nothing in the place of its void.
        given: { voids: initial['voids'], ...(voided.deed !== 'voided' && { replacement: undefined }) },
        deed: voided.deed,
        before: entryText(voided.entry, voided.names, view),
      })}
      {...(voided?.replacing !== undefined && { bodyOf: givingBack(voided.replacing), placeInForm })}
      sendsChanges={type === 'ClaimAmended'}
      submit={words.text(voided ? `record.submit.${voided.deed}` : 'record.submit')}
    />
  );
}

/** Takes a correction back in one step: the void of the wrong entry is voided, so that it counts again, then the right one. */
const givingBack =
  (replacing: string) =>
  (command: Values): readonly Values[] => [
    { type: command['type'], voids: replacing, reason: command['reason'] },
    command,
  ];
