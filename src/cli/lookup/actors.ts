import type { ActorSummary, ActorView } from '../../actors/actors.queries.js';
import type { ApiClient } from '../ledger/api-client.js';
import { AmbiguousNameError, closeNames, isCalled, type Named, UnknownNameError } from './close-names.js';
import { findById } from './ids.js';
import { MAX_QUERY, prefixQuery, wordsOf } from './words.js';

type NamedActor = ActorSummary & Named;

const MAX_HITS = 200;

/** The actor with this id, else the only one with this name or alias. Throws an `UnknownNameError` that lists close names. */
export async function findActor(client: ApiClient, text: string): Promise<ActorView> {
  const byId = await findById<ActorView>(client, '/v1/actors', text);
  if (byId) return byId;
  const found = await actorsCalled(client, text);
  if (found.length > 1) throw new AmbiguousNameError('actor', text, found);
  if (found[0]) return client.get<ActorView>(`/v1/actors/${found[0].id}`);
  const hint = `To register it: claim-ledger register actor ${JSON.stringify(text)} --kind <kind>.`;
  throw new UnknownNameError('actor', text, await closeActors(client, text), hint);
}

/** Every actor with this name or alias. */
export const actorsCalled = async (client: ApiClient, name: string): Promise<NamedActor[]> =>
  (await hits(client, name)).filter((actor) => isCalled(actor, name));

/** Actors whose names begin with these words, newest first; with an id, that actor alone. */
export async function searchActors(client: ApiClient, text: string): Promise<NamedActor[]> {
  const byId = await findById<ActorView>(client, '/v1/actors', text);
  if (byId) return [named(byId)];
  const found = await hits(client, prefixQuery(text));
  return found.length > 0 ? found : closeActors(client, text);
}

/** The actor with this id, as lists show it. */
export async function actorSummary(client: ApiClient, id: string): Promise<ActorSummary | undefined> {
  const actor = await findById<ActorView>(client, '/v1/actors', id);
  if (!actor) return undefined;
  const { sameAs: _sameAs, speaksFor: _speaksFor, spokenForBy: _spokenForBy, position: _position, ...summary } = actor;
  return summary;
}

/** Actors that a misspelled name may mean: their names begin as one of its words does. */
export async function closeActors(client: ApiClient, text: string): Promise<NamedActor[]> {
  const beginnings = new Set(
    wordsOf(text)
      .filter((word) => word.length >= 2)
      .map((word) => `${word.slice(0, 3)}*`),
  );
  const found = new Map<string, NamedActor>();
  for (const beginning of [...beginnings].slice(0, 4)) {
    for (const actor of await hits(client, beginning)) found.set(actor.id, actor);
  }
  return closeNames(text, [...found.values()]);
}

async function hits(client: ApiClient, q: string): Promise<NamedActor[]> {
  if (wordsOf(q).length === 0) return [];
  const query = { q: q.slice(0, MAX_QUERY), limit: MAX_HITS };
  const { items } = await client.get<{ items: readonly ActorSummary[] }>('/v1/actors', query);
  return items.map(named);
}

const named = <Actor extends ActorSummary>(actor: Actor): Actor & Named => ({
  ...actor,
  names: [actor.name, ...actor.aliases],
});
