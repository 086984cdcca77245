import { seeInDrafts } from '../../browser/drafts.js';
import { leaveFor } from '../../browser/leave.js';
import { noteRecorded } from '../../browser/recorded.js';
import { useView } from '../../components/view.js';
import { draftOf, ownDraft } from '../../recording/draft-of.js';
import { mandateId } from '../../recording/mandates/mandate-id.js';
import { RecordForm } from '../../recording/record-form.js';
import type { Values } from '../../recording/values.js';
import { ChangedMeanwhile } from './changed-meanwhile.js';
import { isAmendment, recordedChange } from './changes.js';
import type { ChangeData } from './load.js';

/** The id of a mandate is made of whom it is for. */
const NO_ID: Values = { mandate: undefined };

export function ChangeForm({ data }: { readonly data: ChangeData }) {
  const { noun, id, type, schema, initial, today, revision, mandates, mandate } = data;
  const view = useView();
  const page = `/${noun}s/${id}`;
  const draft = draftOf(view.path, view.query);
  /** What the opposite of a change of mandates needs to know. */
  const ofMandate = (values: Values): Values =>
    mandate ? { ...mandate, speaksFor: mandate.principal } : { mandate: mandateId(mandates, values) };
  return (
    <RecordForm
      key={`${draft} ${revision}`}
      {...{ type, schema, initial, draft, today, revision }}
      path={`/v1${page}/events`}
      own={{ noun, ids: [id] }}
      sendsChanges={isAmendment(type)}
      {...(type === 'MandateRecorded' && {
        given: NO_ID,
        bodyOf: (command) => ({ ...command, mandate: mandateId(mandates, command) }),
      })}
      {...(mandate && { given: { mandate: mandate.mandate } })}
      submit={view.words.text('record.submit')}
      conflict={(recording) => <ChangedMeanwhile data={data} recording={recording} />}
      onRecorded={(result, values) => {
        noteRecorded(recordedChange(page, type, { ...values, ...ofMandate(values) }, result));
        seeInDrafts(ownDraft(view, `${page}/`), revision, result.revision);
        leaveFor(view.href(page));
      }}
    />
  );
}
