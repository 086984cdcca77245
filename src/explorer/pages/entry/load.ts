import type { Rule } from '../../../verification/standard/rule-names.js';
import type { EntryDetails, EntryEffect } from '../../../claims/queries/entry-details.views.js';
import { claimOf } from '../../api/entries.js';
import { path } from '../../api/path.js';
import { mentionsIn } from '../../api/mentions.js';
import { actsIn, type ById, fetchNames, type Names, NO_NAMES } from '../../api/names.js';
import { recorderNames } from '../../api/recorders.js';
import type { PageRequest } from '../../page.js';

export interface EntryData {
  readonly entry: EntryDetails;
  /** What it did to the state when it was recorded; absent for entries that aren't acts. */
  readonly effectThen?: EntryEffect;
  /** The rule that decided the state then. */
  readonly ruleThen?: Rule;
  readonly names: Names;
  /** The names of who recorded it, as far as the visitor may know them. */
  readonly recorders: ById;
  readonly json: string;
}

export async function loadEntry(request: PageRequest): Promise<EntryData> {
  const { api, params, settings } = request;
  const address = path`/v1/claims/${params['id'] ?? ''}/entries/${params['entry'] ?? ''}`;
  const entry = await api.get<EntryDetails>(address);
  const mentions = mentionsIn([entry]);
  const targets = (type: string) => entry.refersTo.flatMap(({ target }) => (target.type === type ? target.id : []));
  const wanted = {
    ...mentions,
    actors: [...mentions.actors, ...targets('actor'), ...entry.referredToBy.flatMap(({ by }) => by)],
    documents: [...mentions.documents, ...targets('document')],
    entries: [...mentions.entries, ...targets('entry'), ...voidsOf(entry)],
    claims: [
      ...mentions.claims,
      ...[...targets('entry'), ...entry.referredToBy.map((other) => other.entry)]
        .map(claimOf)
        .filter((id) => id !== entry.claim.id),
    ],
  };
  const { replay: _then, ...rest } = settings;
  const [then, names, recorders] = await Promise.all([
    api.at({ ...rest, asOf: entry.recordedAt }).find<EntryDetails>(address),
    fetchNames(api, wanted, { ...NO_NAMES, ...actsIn([entry]) }),
    recorderNames(request, [entry.recordedBy]),
  ]);
  return {
    entry,
    ...(then?.effect && { effectThen: then.effect, ruleThen: then.claim.rule }),
    names,
    recorders,
    json: api.address(address),
  };
}

/** What voids an entry, and what takes its place. */
const voidsOf = ({ voided }: EntryDetails): readonly string[] =>
  voided ? [voided.by, ...(voided.replacement === undefined ? [] : [voided.replacement])] : [];
