import { leaveFor } from '../../browser/leave.js';
import { useView } from '../../components/view.js';
import { todayIn } from '../../moment/zoned.js';
import { draftOf } from '../../recording/draft-of.js';
import { RecordForm } from '../../recording/record-form.js';
import { placeOfCondition, scenarioOf, scenarioSchema } from './scenario-form.js';

/** Starts a replay under the conditions that somebody chooses, and leads to it. */
export function StartForm({ policies }: { readonly policies: readonly string[] }) {
  const view = useView();
  return (
    <RecordForm
      type="Replay"
      schema={scenarioSchema(policies)}
      draft={draftOf(view.path, view.query)}
      path="/v1/replays"
      isRegistration
      isTried={false}
      today={todayIn(view.timeZone)}
      bodyOf={scenarioOf}
      placeInForm={placeOfCondition}
      submit={view.words.text('replay.start')}
      onRecorded={({ id }) => {
        leaveFor(view.href(`/replays/${id}`));
      }}
    />
  );
}
