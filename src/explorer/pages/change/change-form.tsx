import { seeInDrafts } from '../../browser/drafts.js';
import { leaveFor } from '../../browser/leave.js';
import { noteRecorded } from '../../browser/recorded.js';
import { useView } from '../../components/view.js';
import { draftOf, ownDraft } from '../../recording/draft-of.js';
import { RecordForm } from '../../recording/record-form.js';
import { ChangedMeanwhile } from './changed-meanwhile.js';
import { isAmendment, recordedChange } from './changes.js';
import type { ChangeData } from './load.js';

export function ChangeForm({ data }: { readonly data: ChangeData }) {
  const { noun, id, type, schema, initial, today, revision } = data;
  const view = useView();
  const page = `/${noun}s/${id}`;
  const draft = draftOf(view.path, view.query);
  return (
    <RecordForm
      key={`${draft} ${revision}`}
      {...{ type, schema, initial, draft, today, revision }}
      path={`/v1${page}/events`}
      sendsChanges={isAmendment(type)}
      submit={view.words.text('record.submit')}
      conflict={(recording) => <ChangedMeanwhile data={data} recording={recording} />}
      onRecorded={(result, values) => {
        noteRecorded(recordedChange(page, type, values, result));
        seeInDrafts(ownDraft(view, `${page}/`), revision, result.revision);
        leaveFor(view.href(page));
      }}
    />
  );
}
