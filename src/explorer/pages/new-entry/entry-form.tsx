import { path } from '../../api/api.js';
import { noteRecorded } from '../../browser/recorded.js';
import { goTo } from '../../browser/session.js';
import { useView } from '../../components/view.js';
import { Conflict } from '../../recording/conflict.js';
import { draftOf } from '../../recording/draft-of.js';
import { Effect } from '../../recording/effect.js';
import { RecordForm } from '../../recording/record-form.js';
import type { EntryForm, NewEntryData } from './load.js';

export interface EntryFormProps extends Pick<NewEntryData, 'claim' | 'today'> {
  readonly form: EntryForm;
}

export function EntryFormOf({ claim, form, today }: EntryFormProps) {
  const view = useView();
  const { type, schema, initial, voided } = form;
  const target = path`/claims/${claim.id}`;
  return (
    <RecordForm
      key={draftOf(view.path, view.query)}
      {...{ type, schema, initial, today }}
      {...(voided && { given: { voids: initial['voids'] } })}
      draft={draftOf(view.path, view.query)}
      path={`/v1${target}/entries`}
      claim={claim.id}
      revision={claim.revision}
      sendsChanges={type === 'ClaimAmended'}
      submit={view.words.text(voided ? 'record.undoIt' : 'record.submit')}
      effect={(recording) => <Effect recording={recording} />}
      conflict={(recording) => <Conflict recording={recording} claim={claim.id} kind={claim.kind} />}
      onRecorded={({ recorded, projected }) => {
        const [first] = recorded;
        if (first) noteRecorded({ claim: claim.id, entry: first.id, type: first.type, isReadable: projected });
        goTo(view.href(target));
      }}
    />
  );
}
