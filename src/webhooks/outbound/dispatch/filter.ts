import { concernsClaim, isOfActor } from '../../../feeds/event-feed.js';
import { STATUS_CHANGED, storedType, wireTypeOf } from '../../../ledger/event-catalog.js';
import { aboutStream } from '../../../interchange/cloudevents/cloud-event.js';
import { foldText } from '../../../lib/fold-text.js';
import { parseStreamName } from '../../../domain/domain-event.js';
import type { WebhookFilter } from '../subscriptions/subscription.events.js';
import { claimOf, type LedgerItem, type LedgerItems } from './ledger-items.js';

/** The name of a change of status in filters. */
export const STATUS_CHANGE = 'claim.status-changed';

/** The names by which a filter may call a type: as stored, its wire name, or the whole wire type. */
export function filterType(name: string): string | undefined {
  return name === STATUS_CHANGE || name === STATUS_CHANGED ? STATUS_CHANGE : storedType(name);
}

/** The name of a stored type, as filters store it and views show it. */
export const typeName = (type: string): string =>
  type === STATUS_CHANGE ? STATUS_CHANGE : wireTypeOf(type, 1).replace(/^claim-ledger\.(.+)\.v1$/, '$1');

/** Decides what a webhook is sent. */
export class Matcher {
  private readonly types: ReadonlySet<string | undefined> | undefined;
  private readonly topics: ReadonlySet<string> | undefined;

  constructor(private readonly filter: WebhookFilter) {
    const { types, to, outOf, topics } = filter;
    const named = types ?? (to || outOf ? [STATUS_CHANGE] : undefined);
    this.types = named && new Set(named.map(filterType));
    this.topics = topics && new Set(topics.map(foldText));
  }

  /** Narratives and attributes of claims count as they are in the read model now. */
  matches(item: LedgerItem, ledger: LedgerItems): boolean {
    return (
      !isSilent(item) &&
      (this.types === undefined || this.types.has(item.kind === 'change' ? STATUS_CHANGE : item.row.type)) &&
      this.fitsTransition(item) &&
      this.concernsClaims(item) &&
      this.concernsActors(item, ledger) &&
      this.isOfNarratives(item, ledger) &&
      this.fitsClaim(item, ledger)
    );
  }

  private fitsTransition(item: LedgerItem): boolean {
    if (item.kind === 'event') return true;
    const { to, outOf } = this.filter;
    const { status, before } = item.change;
    return (
      (to === undefined || (to.includes(status) && before?.status !== status)) &&
      (outOf === undefined || (before !== undefined && outOf.includes(before.status) && before.status !== status))
    );
  }

  private concernsClaims(item: LedgerItem): boolean {
    const { claims } = this.filter;
    if (claims === undefined) return true;
    if (item.kind === 'change') return claims.includes(item.change.claim);
    return claims.some((claim) => concernsClaim(item.row, claim));
  }

  private concernsActors(item: LedgerItem, { changes }: LedgerItems): boolean {
    const { actors } = this.filter;
    if (actors === undefined) return true;
    if (item.kind === 'event') return actors.some((actor) => isOfActor(item.row, actor));
    const { cause, number, recordedAt } = item.change;
    return actors.some(
      (actor) => ('actor' in cause && cause.actor === actor) || changes.hasSpoken(actor, number, recordedAt),
    );
  }

  private isOfNarratives(item: LedgerItem, { changes }: LedgerItems): boolean {
    const { narratives } = this.filter;
    if (narratives === undefined) return true;
    const named = item.kind === 'event' ? parseStreamName(aboutStream(item.row)) : undefined;
    if (named?.noun === 'narrative') return narratives.includes(named.id);
    const claim = claimOf(item);
    return claim !== undefined && narratives.some((narrative) => changes.isIn(narrative, claim));
  }

  private fitsClaim(item: LedgerItem, { claims }: LedgerItems): boolean {
    const { kinds } = this.filter;
    if (kinds === undefined && this.topics === undefined) return true;
    const claim = claimOf(item);
    const attributes = claim === undefined ? undefined : claims.of(claim);
    if (!attributes) return false;
    return (
      (kinds === undefined || kinds.includes(attributes.kind)) &&
      (this.topics === undefined || attributes.topics.some((topic) => this.topics?.has(foldText(topic))))
    );
  }
}

const isSilent = (item: LedgerItem): boolean => (item.kind === 'event' ? item.row.silent === 1 : item.change.isSilent);
