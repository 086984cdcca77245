import { ActorQueries } from '../../actors/actors.queries.js';
import { ClaimQueries } from '../../claims/queries/claim.queries.js';
import { EntryQueries } from '../../claims/queries/entries.queries.js';
import type { EntryFilter, ListedEntry } from '../../claims/queries/views.js';
import { DocumentQueries } from '../../documents/documents.queries.js';
import type { VerdictIssued } from '../../domain/entries.js';
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
import type { KnownActor, KnownDocument } from '../../interchange/directory.js';
import { foldText } from '../../lib/fold-text.js';
import { SLUG } from '../../domain/ids.js';
import { urlKey } from '../../lib/url-key.js';
import type { CurrentReadModel } from '../../read-model/current-read-model.js';
import type { Page, PageRequest } from '../../read-model/pagination.js';

/** Of more items that match, the rest isn't read. */
const MAX_PAGES = 5;
const PAGE = 200;

/** Looks names up in the read model, as it is at each question. */
export class ReadModelDirectory implements ReviewDirectory {
  constructor(private readonly current: CurrentReadModel) {}

  findActors(name: string): Promise<readonly KnownActor[]> {
    return this.read((now) => {
      const queries = this.current.queries(ActorQueries);
      const byId = SLUG.test(name) ? queries.get(name, now) : undefined;
      if (byId) return [byId];
      const wanted = foldText(name);
      if (!/[\p{L}\p{N}]/u.test(wanted)) return [];
      return this.all(now, (request) => queries.list({ q: name }, request)).filter(
        (actor) => actor.kind !== 'unnamed' && [actor.name, ...actor.aliases].some((each) => foldText(each) === wanted),
      );
    });
  }

  findDocument(url: string): Promise<KnownDocument | undefined> {
    return this.read((now) => this.current.queries(DocumentQueries).list({ url }, { now, limit: 1 }).items[0]);
  }

  findClaims(text: string): Promise<readonly KnownClaim[]> {
    return this.read((now) => {
      const q = claimPhrase(text);
      if (q === undefined) return [];
      const queries = this.current.queries(ClaimQueries);
      const found = this.all(now, (request) => queries.list({ q, in: ['claims'] }, request));
      return found.filter((claim) => foldText(claim.text) === foldText(text));
    });
  }

  findVerdicts(reviewUrl: string): Promise<readonly KnownVerdict[]> {
    return this.read((now) => {
      const entries = this.entries({ type: 'VerdictIssued', reviewUrl: urlKey(reviewUrl) }, now);
      return entries.map(({ data, claim: { id, text }, voided }) => {
        const language = this.current.queries(ClaimQueries).get(id, now)?.language ?? 'und';
        return knownVerdict({ id, text, language }, data as Recorded<VerdictIssued>, voided !== undefined);
      });
    });
  }

  findPuttingForward(claim: string, actor: string): Promise<readonly PastAct[]> {
    return this.read((now) => puttingForward(this.entries({ claim, actor }, now)));
  }

  private entries(filter: EntryFilter, now: string): ListedEntry[] {
    return this.all(now, (request) => this.current.queries(EntryQueries).list(filter, request));
  }

  /** Newest first. */
  private all<Item>(now: string, list: (request: PageRequest & { readonly now: string }) => Page<Item>): Item[] {
    const items: Item[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < MAX_PAGES; pages += 1) {
      const page = list({ now, limit: PAGE, cursor });
      items.push(...page.items);
      if (page.next === undefined) break;
      cursor = page.next;
    }
    return items;
  }

  /** Everything that one question needs is read within one turn: as of one moment. */
  private async read<Found>(answer: (now: string) => Found): Promise<Found> {
    return Promise.resolve(answer(this.current.now()));
  }
}
