import { useEffect, useState } from 'preact/hooks';
import { browserApi } from '../../browser/browser-api.js';
import { Foreign } from '../../components/links.js';
import { useView } from '../../components/view.js';
import { ConflictBox } from '../../recording/conflict-box.js';
import type { Field } from '../../recording/field.js';
import { labelOf } from '../../recording/problems.js';
import { fieldsOf } from '../../recording/schema.js';
import type { Recording } from '../../recording/use-recording.js';
import type { Values } from '../../recording/values.js';
import type { Words } from '../../words/words.js';
import { isAmendment } from './changes.js';
import type { ChangeData } from './load.js';

interface ChangedMeanwhileProps {
  readonly data: ChangeData;
  readonly recording: Recording;
}

type Changed = Values & { readonly revision: number };

/** What somebody else has changed of an actor, a document or a narrative since the form was opened. */
export function ChangedMeanwhile({ data, recording }: ChangedMeanwhileProps) {
  const view = useView();
  const { words } = view;
  const { noun, id, type, schema, initial } = data;
  const page = `/${noun}s/${id}`;
  const [now, setNow] = useState<Changed>();
  useEffect(() => {
    browserApi.get<Changed>(`/v1${page}`).then(setNow, () => undefined);
  }, [page, recording.revision]);
  const differs = ({ name }: Field) => now !== undefined && textOf(now[name], words) !== textOf(initial[name], words);
  const changed = isAmendment(type)
    ? fieldsOf(schema).fields.filter((field) => field.name !== 'id' && differs(field))
    : [];
  return (
    <ConflictBox
      {...{ recording, now: now?.revision }}
      text={words.text('change.conflict')}
      page={view.href(page)}
      look={words.text('change.look')}
    >
      <ul>
        {changed.map((field) => (
          <li key={field.name}>
            <span>{labelOf(field, type, words)}: </span>
            <Foreign>{textOf(now?.[field.name], words) || words.text('change.empty')}</Foreign>
          </li>
        ))}
      </ul>
    </ConflictBox>
  );
}

const textOf = (value: unknown, words: Words): string =>
  Array.isArray(value) ? value.map(String).join(words.text('frame.comma')) : typeof value === 'string' ? value : '';
