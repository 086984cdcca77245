import type { Directory, KnownActor, KnownDocument } from '../../interchange/csv/name-resolver.js';
import type { ApiClient } from '../ledger/api-client.js';
import type { ActorSummary } from '../../actors/actors.queries.js';
import { actorsCalled } from '../lookup/actors.js';
import { documentAt } from '../lookup/documents.js';
import { findById } from '../lookup/ids.js';

/** Looks names up in the ledger, each once. */
export class LedgerDirectory implements Directory {
  private readonly actors = new Map<string, Promise<readonly KnownActor[]>>();
  private readonly documents = new Map<string, Promise<KnownDocument | undefined>>();

  constructor(private readonly client: ApiClient) {}

  findActors(name: string): Promise<readonly KnownActor[]> {
    return cached(this.actors, name, () => this.actorsCalled(name));
  }

  findDocument(url: string): Promise<KnownDocument | undefined> {
    return cached(this.documents, url, () => documentAt(this.client, url));
  }

  /** An unnamed actor is found by its id only: another with the same description may be somebody else. */
  private async actorsCalled(name: string): Promise<readonly KnownActor[]> {
    const byId = await findById<ActorSummary>(this.client, '/v1/actors', name);
    return byId ? [byId] : (await actorsCalled(this.client, name)).filter(({ kind }) => kind !== 'unnamed');
  }
}

function cached<Found>(cache: Map<string, Promise<Found>>, key: string, find: () => Promise<Found>): Promise<Found> {
  const found = cache.get(key) ?? find();
  cache.set(key, found);
  return found;
}
