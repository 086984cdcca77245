import { follow } from '../../browser/follow.js';
import { useView } from '../../components/view.js';
import { draftOf } from '../../recording/draft-of.js';
import { RecordForm } from '../../recording/record-form.js';
import { isAmendment } from './changes.js';
import type { ChangeData } from './load.js';

export function ChangeForm({ data: { noun, id, type, schema, initial, today } }: { readonly data: ChangeData }) {
  const view = useView();
  const page = `/${noun}s/${id}`;
  const draft = draftOf(view.path, view.query);
  return (
    <RecordForm
      key={draft}
      {...{ type, schema, initial, draft, today }}
      path={`/v1${page}/events`}
      sendsChanges={isAmendment(type)}
      submit={view.words.text('record.submit')}
      onRecorded={() => {
        follow(view.href(page));
      }}
    />
  );
}
