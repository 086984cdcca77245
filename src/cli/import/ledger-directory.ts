import { setTimeout as delay } from 'node:timers/promises';
import type { KnownActor, KnownDocument } from '../../interchange/directory.js';
import { claimPhrase } from '../../interchange/claimreview/claim-phrase.js';
import {
  type KnownClaim,
  knownVerdict,
  type KnownVerdict,
  type PastAct,
  puttingForward,
  type Recorded,
  type ReviewDirectory,
} from '../../interchange/claimreview/review-directory.js';
import type { ClaimSummary, ListedEntry } from '../../claims/queries/views.js';
import type { VerdictIssued } from '../../domain/entries.js';
import { foldText } from '../../lib/fold-text.js';
import { urlKey } from '../../lib/url-key.js';
import { ApiProblemError } from '../errors.js';
import type { ApiClient } from '../ledger/api-client.js';
import type { ActorSummary } from '../../actors/actors.queries.js';
import { actorsCalled, closeActors } from '../lookup/actors.js';
import { documentAt } from '../lookup/documents.js';
import { findById } from '../lookup/ids.js';

/** Looks names up in the ledger, each once. */
export class LedgerDirectory implements ReviewDirectory {
  private readonly actors = new Map<string, Promise<readonly KnownActor[]>>();
  private readonly documents = new Map<string, Promise<KnownDocument | undefined>>();
  private readonly claims = new Map<string, Promise<readonly KnownClaim[]>>();
  private readonly similar = new Map<string, Promise<readonly ActorSummary[]>>();
  private readonly verdicts = new Map<string, Promise<readonly KnownVerdict[]>>();

  /** @param waitMs before a lookup is repeated that the ledger's rate limit rejected */
  constructor(
    private readonly client: ApiClient,
    private readonly waitMs = 2_000,
  ) {}

  findActors(name: string): Promise<readonly KnownActor[]> {
    return cached(this.actors, name, () => this.patiently(() => this.actorsCalled(name)));
  }

  findDocument(url: string): Promise<KnownDocument | undefined> {
    return cached(this.documents, url, () => this.patiently(() => documentAt(this.client, url)));
  }

  findClaims(text: string): Promise<readonly KnownClaim[]> {
    return cached(this.claims, foldText(text), () => this.patiently(() => this.claimsWith(text)));
  }

  findVerdicts(reviewUrl: string): Promise<readonly KnownVerdict[]> {
    return cached(this.verdicts, urlKey(reviewUrl), () => this.patiently(() => this.verdictsAt(reviewUrl)));
  }

  async findPuttingForward(claim: string, actor: string): Promise<readonly PastAct[]> {
    return puttingForward(await this.patiently(() => this.all<ListedEntry>('/v1/entries', { claim, actor })));
  }

  /** Actors that a new one of this name may be: those that `register` would show, and those that are spelled closely. */
  similarActors(name: string): Promise<readonly ActorSummary[]> {
    return cached(this.similar, name, () => this.patiently(() => this.actorsLike(name)));
  }

  private async actorsLike(name: string): Promise<readonly ActorSummary[]> {
    const { items } = await this.client.get<{ items: readonly ActorSummary[] }>('/v1/similar-actors', { name });
    const close = await closeActors(this.client, name);
    const found = new Map([...items, ...close].map((actor) => [actor.id, actor]));
    return [...found.values()].filter(({ kind }) => kind !== 'unnamed').slice(0, MAX_SIMILAR);
  }

  private async claimsWith(text: string): Promise<readonly KnownClaim[]> {
    const q = claimPhrase(text);
    if (q === undefined) return [];
    const found = await this.all<ClaimSummary>('/v1/claims', { q, in: 'claims' });
    return found.filter((claim) => foldText(claim.text) === foldText(text));
  }

  private async verdictsAt(reviewUrl: string): Promise<readonly KnownVerdict[]> {
    const entries = await this.all<ListedEntry>('/v1/entries', { type: 'VerdictIssued', reviewUrl });
    return Promise.all(
      entries.map(async ({ data, claim: { id, text }, voided }) => {
        const claim = await findById<ClaimSummary>(this.client, '/v1/claims', id);
        const known = { id, text, language: claim?.language ?? 'und' };
        return knownVerdict(known, data as Recorded<VerdictIssued>, voided !== undefined);
      }),
    );
  }

  /** A large file needs more lookups than a minute allows. */
  private async patiently<Found>(find: () => Promise<Found>): Promise<Found> {
    for (let left = MAX_WAITS; ; left -= 1) {
      try {
        return await find();
      } catch (error) {
        const isLimited = error instanceof ApiProblemError && error.problem.status === TOO_MANY_REQUESTS;
        if (!isLimited || left === 0) throw error;
        // After an interruption, the next lookup rejects with its reason.
        await delay(this.waitMs, undefined, { signal: this.client.signal }).catch(() => undefined);
      }
    }
  }

  private async all<Item>(path: string, query: Readonly<Record<string, string>>): Promise<Item[]> {
    const items: Item[] = [];
    for await (const page of this.client.pages<Item>(path, query, MAX_HITS)) items.push(...page.items);
    return items;
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

const MAX_HITS = 1_000;
const MAX_SIMILAR = 3;
const TOO_MANY_REQUESTS = 429;
/** The limit is per minute. */
const MAX_WAITS = 60;
