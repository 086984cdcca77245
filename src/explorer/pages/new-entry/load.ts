import type { ClaimView, HistoryView } from '../../../claims/queries/views.js';
import type { EntryDetails } from '../../../claims/queries/entry-details.views.js';
import type { Api } from '../../api/api.js';
import { path } from '../../api/path.js';
import { claimOf, fullRef, ownIdOf, type TypedEntry, typed } from '../../api/entries.js';
import { mentionsIn } from '../../api/mentions.js';
import { fetchNames, type Names } from '../../api/names.js';
import { InvalidParameterError } from '../../moment/invalid-parameter.js';
import { todayIn } from '../../moment/zoned.js';
import type { PageRequest } from '../../page.js';
import { beginningOf } from '../../recording/form-values.js';
import { type Happening, HAPPENINGS, isHappening } from '../../recording/happenings.js';
import type { Deed } from '../../recording/recorded-entry.js';
import type { JsonSchema } from '../../recording/schema.js';
import type { Values } from '../../recording/values.js';

export interface NewEntryData {
  readonly claim: Pick<ClaimView, 'id' | 'text' | 'language' | 'kind' | 'links' | 'revision'> &
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
  readonly voided: Voided | null;
}

export interface Voided {
  readonly entry: TypedEntry;
  readonly names: Names;
  /** What is done by voiding it: the void of a void restores; what took another entry's place gives it back. */
  readonly deed: Extract<Deed, 'voided' | 'restored' | 'reverted'>;
  /** The id of the void by which it took another entry's place, of which it is the replacement. */
  readonly replacing?: string;
  /** The entry that counts again; null if none does. */
  readonly restored: TypedEntry | null;
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
  const { text, language, kind, links, revision, verification } = claim;
  const { status, rating } = verification;
  const today = todayIn(settings.tz ?? 'UTC');
  return {
    claim: { id, text, language, kind, links, revision, status, ...(rating && { rating }) },
    today,
    form:
      schema && isHappening(type)
        ? {
            type,
            schema,
            initial: type === 'ClaimAmended' ? attributesOf(claim) : beginningOf(schema, query),
            voided: voided ? await voidedOf(now, voided, query.get('restores')) : null,
          }
        : null,
  };
}

async function voidedOf(now: Api, details: EntryDetails, restores: string | null): Promise<Voided> {
  const entry = typed(details);
  const replacing = await replacedBy(now, details, restores);
  const undone = replacing ?? entry;
  const restored = undone.type === 'EntryVoided' ? await entryIn(now, entry, undone.data.voids) : undefined;
  const names = await fetchNames(now, mentionsIn(restored ? [details, restored] : [details]));
  const shared = { entry, names, restored: restored?.type === 'EntryVoided' ? null : (restored ?? null) };
  if (replacing) return { ...shared, deed: 'reverted', replacing: ownIdOf(replacing.entry) };
  return { ...shared, deed: shared.restored ? 'restored' : 'voided' };
}

/** An entry of the same claim as another one. */
async function entryIn(now: Api, { entry }: TypedEntry, ref: string): Promise<TypedEntry | undefined> {
  const claim = claimOf(entry);
  const found = await now.find<EntryDetails>(path`/v1/claims/${claim}/entries/${ownIdOf(fullRef(claim, ref))}`);
  return found && typed(found);
}

/**
 * The void by which an entry took the place of another one: the one that the address names, or that was recorded with it.
 * Undefined if there is none that counts.
 */
async function replacedBy(
  now: Api,
  { claim, entry, revision }: EntryDetails,
  restores: string | null,
): Promise<Extract<TypedEntry, { readonly type: 'EntryVoided' }> | undefined> {
  const of = path`/v1/claims/${claim.id}`;
  const details =
    restores === null
      ? (await now.get<HistoryView>(`${of}/history`, { after: revision, limit: 1 })).items.find(isEntry)
      : await now.find<EntryDetails>(of + path`/entries/${restores}`);
  const found = details && typed(details);
  if (found?.type !== 'EntryVoided' || found.voided) return undefined;
  return found.data.replacement === ownIdOf(entry) ? found : undefined;
}

const isEntry = (item: HistoryView['items'][number]) => item.kind === 'entry';

const attributesOf = ({ text, language, kind, holder, due, about, topics }: ClaimView): Values => ({
  ...{ text, language, kind, about, topics },
  ...(holder !== undefined && { holder }),
  ...(due !== undefined && { due }),
});
