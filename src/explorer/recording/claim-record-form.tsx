import type { ClaimView } from '../../claims/queries/views.js';
import { path } from '../api/path.js';
import { noteRecorded } from '../browser/recorded.js';
import { leaveFor } from '../browser/leave.js';
import { useView } from '../components/view.js';
import { seeInDrafts } from '../browser/drafts.js';
import { Conflict } from './conflict.js';
import { draftOf, ownDraft } from './draft-of.js';
import { Effect } from './effect.js';
import { SpeaksFor } from './mandates/speaks-for.js';
import { type Deed, recordedEntry } from './recorded-entry.js';
import { RecordForm, type RecordFormProps } from './record-form.js';

type Given = 'own' | 'draft' | 'path' | 'claim' | 'revision' | 'effect' | 'conflict' | 'onRecorded';

interface ClaimRecordFormProps extends Omit<RecordFormProps, Given> {
  readonly claim: Pick<ClaimView, 'id' | 'kind' | 'revision'>;
  /** What is done by it. */
  readonly deed?: Deed;
  /** The entry that it is done to, in a line of text. */
  readonly before?: string;
}

/** A form whose command is recorded on a claim: it shows the effect on its state, and leads to the claim afterwards. */
export function ClaimRecordForm({ claim, deed = 'recorded', before, ...command }: ClaimRecordFormProps) {
  const { id, kind, revision } = claim;
  const view = useView();
  const page = path`/claims/${id}`;
  const draft = draftOf(view.path, view.query);
  return (
    <RecordForm
      key={`${draft} ${revision}`}
      {...command}
      {...{ draft, revision }}
      path={`/v1${page}/entries`}
      claim={id}
      own={{ noun: 'claim', ids: [id] }}
      below={(field, recording) =>
        field.name === 'onBehalfOf' && (
          <SpeaksFor
            speakers={idsIn(recording.values['by'])}
            principals={idsIn(recording.values['onBehalfOf'])}
            onPrincipals={(ids) => {
              recording.set('onBehalfOf', ids);
            }}
            onRecorded={recording.tryAgain}
            today={command.today}
          />
        )
      }
      effect={(recording) => <Effect recording={recording} />}
      conflict={(recording) => <Conflict recording={recording} claim={id} kind={kind} />}
      onRecorded={({ recorded, projected }) => {
        const [first] = recorded;
        noteRecorded(
          first
            ? recordedEntry({ claim: id, deed, entry: first.id, type: first.type, isReadable: projected, before })
            : { page, text: 'record.done.nothing', isReadable: true, further: [] },
        );
        if (first) {
          const now = recorded.at(-1)?.revision ?? first.revision;
          seeInDrafts(ownDraft(view, `${page}/`), first.revision - 1, now);
        }
        leaveFor(view.href(page));
      }}
    />
  );
}

const idsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string') : [];
