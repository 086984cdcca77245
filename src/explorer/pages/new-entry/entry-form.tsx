import { useWords } from '../../components/view.js';
import { ClaimRecordForm } from '../../recording/claim-record-form.js';
import type { EntryForm, NewEntryData } from './load.js';

interface EntryFormProps extends Pick<NewEntryData, 'claim' | 'today'> {
  readonly form: EntryForm;
}

export function EntryFormOf({ claim, form, today }: EntryFormProps) {
  const words = useWords();
  const { type, schema, initial, voided } = form;
  return (
    <ClaimRecordForm
      {...{ claim, type, schema, initial, today }}
      {...(voided && { given: { voids: initial['voids'] } })}
      sendsChanges={type === 'ClaimAmended'}
      submit={words.text(voided ? 'record.undoIt' : 'record.submit')}
    />
  );
}
