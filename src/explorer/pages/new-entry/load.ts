import type { ClaimView } from '../../../claims/queries/views.js';
import type { EntryDetails } from '../../../claims/queries/entry-details.views.js';
import { path } from '../../api/api.js';
import { mentionsIn, type TypedEntry, typed } from '../../api/entries.js';
import { fetchNames, type Names } from '../../api/names.js';
import { InvalidParameterError } from '../../moment/invalid-parameter.js';
import { todayIn } from '../../moment/zoned.js';
import type { PageRequest } from '../../page.js';
import { beginningOf } from '../../recording/form-values.js';
import { type Happening, HAPPENINGS, isHappening } from '../../recording/happenings.js';
import type { JsonSchema } from '../../recording/schema.js';
import type { Values } from '../../recording/values.js';

export interface NewEntryData {
  readonly claim: Pick<ClaimView, 'id' | 'text' | 'language' | 'kind' | 'revision'> &
    Pick<ClaimView['verification'], 'status' | 'rating'>;
  /** Null until it is chosen what happened. */
  readonly form: EntryForm | null;
  /** In the page's time zone. */
  readonly today: string;
}

export interface EntryForm {
  readonly type: Happening;
  readonly schema: JsonSchema;
  readonly initial: Values;
  /** The entry that is to be voided, if the address names it. */
  readonly voided: { readonly entry: TypedEntry; readonly names: Names } | null;
}

export async function loadNewEntry({ api, params, query, settings }: PageRequest): Promise<NewEntryData> {
  const now = api.at({});
  const id = params['id'] ?? '';
  const type = query.get('type') ?? '';
  if (type !== '' && !isHappening(type)) {
    const types = Object.values(HAPPENINGS).flat().join(', ');
    throw new InvalidParameterError('type', `"${type}" is not one of: ${types}.`);
  }
  const [claim, schema, voided] = await Promise.all([
    now.get<ClaimView>(path`/v1/claims/${id}`),
    type === '' ? undefined : now.get<JsonSchema>(path`/v1/schemas/${type}`),
    type === 'EntryVoided'
      ? now.find<EntryDetails>(path`/v1/claims/${id}/entries/${query.get('voids') ?? '-'}`)
      : undefined,
  ]);
  const { text, language, kind, revision, verification } = claim;
  const { status, rating } = verification;
  const today = todayIn(settings.tz ?? 'UTC');
  return {
    claim: { id, text, language, kind, revision, status, ...(rating && { rating }) },
    today,
    form:
      schema && isHappening(type)
        ? {
            type,
            schema,
            initial: type === 'ClaimAmended' ? attributesOf(claim) : beginningOf(schema, query),
            voided: voided ? { entry: typed(voided), names: await fetchNames(now, mentionsIn([voided])) } : null,
          }
        : null,
  };
}

const attributesOf = ({ text, language, kind, holder, due, about, topics }: ClaimView): Values => ({
  ...{ text, language, kind, about, topics },
  ...(holder !== undefined && { holder }),
  ...(due !== undefined && { due }),
});
