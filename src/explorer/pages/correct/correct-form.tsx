import { ownIdOf } from '../../api/entries.js';
import { useView } from '../../components/view.js';
import { ClaimRecordForm } from '../../recording/claim-record-form.js';
import { entryText } from '../../recording/entry-text.js';
import { correctionOf, placeInForm } from './correction.js';
import type { CorrectData, CorrectionForm } from './load.js';

export function CorrectForm({ data, form }: { readonly data: CorrectData; readonly form: CorrectionForm }) {
  const view = useView();
  const { claim, entry, names, today } = data;
  const { type, schema, initial, replacement } = form;
  return (
    <ClaimRecordForm
      {...{ claim, type, schema, initial, today, placeInForm }}
      deed="corrected"
      before={entryText(entry, names, view)}
      given={{ id: replacement }}
      bodyOf={(command) => correctionOf(command, ownIdOf(entry.entry))}
      submit={view.words.text('correct.submit')}
    />
  );
}
