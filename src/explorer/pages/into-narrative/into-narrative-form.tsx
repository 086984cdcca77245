import { leaveFor } from '../../browser/leave.js';
import { path } from '../../api/path.js';
import { noteRecorded } from '../../browser/recorded.js';
import { useView } from '../../components/view.js';
import { draftOf } from '../../recording/draft-of.js';
import { RecordForm } from '../../recording/record-form.js';
import type { JsonSchema } from '../../recording/schema.js';
import type { Values } from '../../recording/values.js';
import type { IntoNarrativeData } from './load.js';

/** What the form asks for: the narrative to whose stream the command goes. */
const SCHEMA: JsonSchema = {
  type: 'object',
  properties: { narrative: { type: 'string', 'x-refers-to': 'narrative' } },
  required: ['narrative'],
};

const narrativeIn = (values: Values): string => String(values['narrative']);

export function IntoNarrativeForm({ data: { claim, today } }: { readonly data: IntoNarrativeData }) {
  const view = useView();
  const page = path`/claims/${claim.id}`;
  return (
    <RecordForm
      type="NarrativeClaimAdded"
      schema={SCHEMA}
      draft={draftOf(view.path, view.query)}
      path={(values) => path`/v1/narratives/${narrativeIn(values)}/events`}
      bodyOf={() => ({ type: 'NarrativeClaimAdded', claim: claim.id })}
      // Nothing but the narrative can be wrong, and that is chosen from those that there are.
      isTried={false}
      own={{ noun: 'narrative', ids: claim.narratives.map(({ id }) => id) }}
      today={today}
      submit={view.words.text('change.addToIt')}
      onRecorded={({ recorded, projected }, values) => {
        const narrative = narrativeIn(values);
        noteRecorded({
          page,
          text: recorded.length === 0 ? 'record.done.nothing' : 'change.done.NarrativeClaimAdded',
          isReadable: projected,
          further: [
            { text: 'change.seeNarrative', path: path`/narratives/${narrative}` },
            ...(recorded.length === 0
              ? []
              : [
                  {
                    text: 'record.undoIt' as const,
                    path: path`/narratives/${narrative}/change`,
                    parameters: { type: 'NarrativeClaimRemoved', claim: claim.id },
                  },
                ]),
          ],
        });
        leaveFor(view.href(page));
      }}
    />
  );
}
