import type { ActorView } from '../../actors/actors.queries.js';
import type { Cause } from '../../claims/projection/state-timeline.js';
import type { ClaimView, EntryView, HistoryItem, HistoryView } from '../../claims/queries/views.js';
import type { DocumentView } from '../../documents/documents.queries.js';
import type { Reason } from '../../verification/policy.js';
import type { ApiClient } from '../ledger/api-client.js';
import type { ReportedClaim } from './claim-report.js';
import { fetchStory } from './fetch-story.js';
import { historyPages } from './history-pages.js';
import { type Entry, entryOf, fullRef } from './name-resolver.js';

/** Concurrent requests: a claim with hundreds of speakers must not open hundreds of connections. */
const REQUESTS = 16;
const HISTORY_PAGE = 1_000;

/** Fetches everything that a claim's report needs. Throws an `ApiProblemError` if the claim doesn't exist. */
export async function fetchClaimReport(client: ApiClient, id: string): Promise<ReportedClaim> {
  const [claim, { items: history }, story] = await Promise.all([
    client.get<ClaimView>(`/v1/claims/${encodeURIComponent(id)}`),
    wholeHistory(client, id),
    fetchStory(client, id),
  ]);
  const claims = await fetchAll<ClaimView>(client, 'claims', new Set(claim.links.map((link) => link.claim)));
  const otherEntries = await entriesElsewhere(client, claim, history);
  const merged = await entriesOf(client, claim.sameAs);
  const mentioned = mentionsIn(claim, history, [...otherEntries.values(), ...merged]);
  const named = mentioned.documents.size > 0 ? await documentsNamedIn(client, id) : undefined;
  const documents = await fetchAll<DocumentView>(client, 'documents', mentioned.documents, named);
  for (const { publisher } of documents.values()) mentioned.actors.add(publisher);
  const actors = await fetchAll<ActorView>(client, 'actors', mentioned.actors);
  const outlets = new Set([...actors.values()].flatMap(({ outlet }) => outlet ?? []));
  const principals = new Set([...actors.values()].flatMap(({ speaksFor }) => speaksFor.map((view) => view.principal)));
  const more = new Set([...outlets, ...principals].filter((actor) => !actors.has(actor)));
  const others = await fetchAll<ActorView>(client, 'actors', more);
  return { claim, history, story, actors: new Map([...actors, ...others]), documents, claims, otherEntries, merged };
}

/** The acts on these claims, oldest first, without those that are voided. */
async function entriesOf(client: ApiClient, claims: readonly string[]): Promise<readonly EntryView[]> {
  const histories: EntryView[] = [];
  for (const claim of claims) {
    const { items } = await wholeHistory(client, claim);
    for (const item of items) {
      if (item.kind === 'entry' && 'by' in item.data && !item.voided) histories.push(item);
    }
  }
  return histories;
}

/** All pages of a claim's history as one. */
export async function wholeHistory(client: ApiClient, id: string): Promise<HistoryView> {
  const items: HistoryItem[] = [];
  for await (const page of historyPages<HistoryView>(client, id, 'history', HISTORY_PAGE)) items.push(...page.items);
  return { claim: id, items };
}

/** The documents that the claim's own entries name, in pages, since there may be thousands. */
async function documentsNamedIn(client: ApiClient, claim: string): Promise<Map<string, DocumentView>> {
  const named = new Map<string, DocumentView>();
  for await (const { items } of client.pages<DocumentView>('/v1/documents', { claim }, Infinity)) {
    for (const document of items) named.set(document.id, document);
  }
  return named;
}

/** In the order of the ids; missing ones are left out. Known ones aren't fetched again. */
async function fetchAll<View>(
  client: ApiClient,
  noun: string,
  ids: ReadonlySet<string>,
  known: ReadonlyMap<string, View> = new Map(),
): Promise<Map<string, View>> {
  const found = new Map([...ids].map((id) => [id, known.get(id)]));
  const waiting = [...ids].filter((id) => !known.has(id));
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      found.set(id, await client.find<View>(`/v1/${noun}/${encodeURIComponent(id)}`));
    }
  };
  await Promise.all(Array.from({ length: REQUESTS }, work));
  return new Map([...found].flatMap(([id, view]) => (view === undefined ? [] : [[id, view]])));
}

/** Entries of other claims that this claim's entries or its status refer to. */
async function entriesElsewhere(
  client: ApiClient,
  claim: ClaimView,
  history: readonly HistoryItem[],
): Promise<Map<string, EntryView>> {
  const { because, possibly, origins, withoutEffect } = claim.verification;
  const refs = new Set(
    [
      ...because.flatMap((reason) => ('entry' in reason ? reason.entry : [])),
      ...possibly,
      ...origins.flatMap(({ entries }) => entries),
      ...withoutEffect.map(({ entry }) => entry),
      ...history.flatMap((item) =>
        item.kind === 'entry' ? refsIn(entryOf(item)) : 'entry' in item.cause ? item.cause.entry : [],
      ),
    ].map((ref) => fullRef(claim.id, ref)),
  );
  const wanted = [...refs].filter((ref) => !ref.startsWith(`${claim.id}/`));
  const found = new Map<string, EntryView>();
  for (const other of new Set(wanted.map((ref) => ref.slice(0, ref.indexOf('/'))))) {
    const { items } = await wholeHistory(client, other);
    for (const item of items) if (item.kind === 'entry' && refs.has(item.entry)) found.set(item.entry, item);
  }
  return found;
}

/** Entries whose speakers the report names. */
function refsIn({ data }: Entry): readonly string[] {
  if (!('by' in data)) return [];
  const cited = (data.cites ?? []).flatMap((citation) => ('entry' in citation ? citation.entry : []));
  return 'interprets' in data && 'entry' in data.interprets ? [...cited, data.interprets.entry] : cited;
}

function mentionsIn(
  { holder, about, verification }: ClaimView,
  history: readonly HistoryItem[],
  others: readonly EntryView[],
): { readonly actors: Set<string>; readonly documents: Set<string> } {
  const actors = new Set([...(holder === undefined ? [] : [holder]), ...about]);
  const documents = new Set<string>();
  const add = (mentioned: Reason | Cause) => {
    if ('actor' in mentioned) actors.add(mentioned.actor);
    if ('document' in mentioned) documents.add(mentioned.document);
  };
  for (const reason of verification.because) add(reason);
  for (const origin of verification.origins) for (const actor of origin.actors) actors.add(actor);
  for (const item of [...history, ...others]) {
    if (item.kind === 'change') add(item.cause);
    else for (const mentioned of mentionsOf(entryOf(item))) add(mentioned);
  }
  return { actors, documents };
}

function mentionsOf({ data }: Entry): readonly ({ readonly actor: string } | { readonly document: string })[] {
  if (!('by' in data)) return [];
  const speakers = [...data.by, ...(data.onBehalfOf ?? []), ...('asked' in data ? (data.asked ?? []) : [])];
  const sources = (data.cites ?? []).flatMap((citation) => ('entry' in citation ? [] : [citation]));
  return [
    ...speakers.map((actor) => ({ actor })),
    ...sources,
    ...(data.document === undefined ? [] : [{ document: data.document }]),
    ...('interprets' in data && 'document' in data.interprets ? [data.interprets] : []),
  ];
}
