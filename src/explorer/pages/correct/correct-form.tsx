import { ownIdOf } from '../../api/entries.js';
import { useWords } from '../../components/view.js';
import { ClaimRecordForm } from '../../recording/claim-record-form.js';
import { placeInForm } from '../../recording/place-in-form.js';
import { correctionOf } from './correction.js';
import type { CorrectData, CorrectionForm } from './load.js';

export function CorrectForm({ data, form }: { readonly data: CorrectData; readonly form: CorrectionForm }) {
  const words = useWords();
  const { claim, entry, today } = data;
  const { type, schema, initial, replacement } = form;
  return (
    <ClaimRecordForm
      {...{ claim, type, schema, initial, today, placeInForm }}
      deed="corrected"
      given={{ id: replacement }}
      bodyOf={(command) => correctionOf(command, ownIdOf(entry.entry))}
      submit={words.text('correct.submit')}
    />
  );
}
