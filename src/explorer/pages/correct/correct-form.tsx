import { path } from '../../api/api.js';
import { noteRecorded } from '../../browser/recorded.js';
import { goTo } from '../../browser/session.js';
import { useView } from '../../components/view.js';
import { Conflict } from '../../recording/conflict.js';
import { draftOf } from '../../recording/draft-of.js';
import { Effect } from '../../recording/effect.js';
import { RecordForm } from '../../recording/record-form.js';
import { correctionOf, placeInForm } from './correction.js';
import type { CorrectData, CorrectionForm } from './load.js';

export function CorrectForm({ data, form }: { readonly data: CorrectData; readonly form: CorrectionForm }) {
  const view = useView();
  const { claim, entry, today } = data;
  const { type, schema, initial, replacement } = form;
  const page = path`/claims/${claim.id}`;
  const wrong = entry.entry.slice(entry.entry.indexOf('/') + 1);
  return (
    <RecordForm
      {...{ type, schema, initial, today }}
      given={{ id: replacement }}
      draft={draftOf(view.path, view.query)}
      path={`/v1${page}/entries`}
      claim={claim.id}
      revision={claim.revision}
      bodyOf={(command) => correctionOf(command, wrong)}
      placeInForm={placeInForm}
      submit={view.words.text('correct.submit')}
      effect={(recording) => <Effect recording={recording} />}
      conflict={(recording) => <Conflict recording={recording} claim={claim.id} kind={claim.kind} />}
      onRecorded={({ recorded, projected }) => {
        const [first] = recorded;
        if (first) noteRecorded({ claim: claim.id, entry: first.id, type: first.type, isReadable: projected });
        goTo(view.href(page));
      }}
    />
  );
}
