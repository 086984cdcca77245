import type { EntryDetails } from '../../../claims/queries/entry-details.views.js';
import type { ClaimView } from '../../../claims/queries/views.js';
import { path } from '../../api/path.js';
import { type TypedEntry, typed } from '../../api/entries.js';
import { mentionsIn } from '../../api/mentions.js';
import { actsIn, fetchNames, type Names, NO_NAMES } from '../../api/names.js';
import { todayIn } from '../../moment/zoned.js';
import type { PageRequest } from '../../page.js';
import { valuesFor } from '../../recording/form-values.js';
import { type Happening, isHappening } from '../../recording/happenings.js';
import type { JsonSchema } from '../../recording/schema.js';
import type { Values } from '../../recording/values.js';
import { WHY_WRONG } from '../../recording/why-wrong.js';

export interface CorrectData {
  readonly claim: Pick<ClaimView, 'id' | 'text' | 'language' | 'kind' | 'revision'>;
  readonly entry: TypedEntry;
  readonly names: Names;
  /** Null if such an entry can't be replaced, or is void. */
  readonly form: CorrectionForm | null;
  /** In the page's time zone. */
  readonly today: string;
}

export interface CorrectionForm {
  readonly type: Happening;
  /** That of the entry, and the reason of the void. */
  readonly schema: JsonSchema;
  readonly initial: Values;
  /** The id of the entry that takes the place of the wrong one. */
  readonly replacement: string;
}

export async function loadCorrect({ api, params, settings }: PageRequest): Promise<CorrectData> {
  const now = api.at({});
  const [claimId, entryId] = [params['id'] ?? '', params['entry'] ?? ''];
  const [claim, entry] = await Promise.all([
    now.get<ClaimView>(path`/v1/claims/${claimId}`),
    now.get<EntryDetails>(path`/v1/claims/${claimId}/entries/${entryId}`),
  ]);
  const { type } = entry;
  const isReplaceable = isHappening(type) && type !== 'EntryVoided' && entry.voided === undefined;
  const [names, schema, ofVoid] = await Promise.all([
    fetchNames(now, mentionsIn([entry]), { ...NO_NAMES, ...actsIn([entry]) }),
    isReplaceable ? now.get<JsonSchema>(path`/v1/schemas/${type}`) : undefined,
    isReplaceable ? now.get<JsonSchema>('/v1/schemas/EntryVoided') : undefined,
  ]);
  const { text, language, kind, revision } = claim;
  return {
    claim: { id: claimId, text, language, kind, revision },
    entry: typed(entry),
    names,
    today: todayIn(settings.tz ?? 'UTC'),
    form:
      isReplaceable && schema && ofVoid
        ? {
            type,
            schema: withReason(schema, ofVoid),
            initial: valuesFor(schema, entry.data as unknown as Values),
            replacement: `${entryId.slice(0, MAX_KEPT)}-r${revision + 1}`,
          }
        : null,
  };
}

/** With the number of a revision, an id stays short enough. */
const MAX_KEPT = 50;

/** The reason why the entry was wrong is what a correction says besides. */
function withReason(schema: JsonSchema, ofVoid: JsonSchema): JsonSchema {
  const reason = ofVoid.properties?.['reason'];
  return {
    ...schema,
    properties: { ...schema.properties, ...(reason && { [WHY_WRONG]: reason }) },
    required: [...(schema.required ?? []), WHY_WRONG],
  };
}
