import { type Act, type Citation, type ExcludedCitation, refOf } from '../../domain/entries.js';
import { type Excludable, parseExclusion, type Scenario } from '../../domain/scenario.js';
import { isAct } from '../claim.rules.js';
import type { FoldedEntry } from '../projection/claim-fold.js';
import { asOf, type AsOfFilter, type ReferenceData } from '../projection/reference-data.js';

/** What a scenario leaves out of claims' entries. */
export class Exclusions {
  private readonly isKnown: AsOfFilter;
  /** Of `without`, by noun; actors and publishers with all that they are joined with. */
  private readonly excluded: Readonly<Record<Excludable, ReadonlySet<string>>>;
  /** The types of acts that are left; empty for all. */
  private readonly only: ReadonlySet<string>;

  constructor(
    { asOf: at, without, only }: Scenario,
    private readonly references: ReferenceData,
  ) {
    this.isKnown = asOf(at);
    const named = (noun: Excludable) =>
      without.map(parseExclusion).flatMap((item) => (item.noun === noun ? [item.name] : []));
    const joined = (ids: readonly string[]) => ids.flatMap((id) => references.joinedWith(id, this.isKnown));
    this.excluded = {
      actor: new Set(joined(named('actor'))),
      publisher: new Set(joined(named('publisher'))),
      document: new Set(named('document')),
      entry: new Set(named('entry')),
      type: new Set(named('type')),
    };
    this.only = new Set(only.map((item) => parseExclusion(item).name));
  }

  /**
   * The entry under the scenario: as it is; excluded; or without the makers of a joint act who are excluded, and with
   * citations of what is excluded marked.
   */
  apply(claim: string, entry: FoldedEntry): FoldedEntry {
    const { type, data } = entry.event;
    if (entry.revision === 0) return entry;
    const { excluded, only } = this;
    if (excluded.type.has(type) || excluded.entry.has(`${claim}/${data.id}`)) return { ...entry, isExcluded: true };
    if (!isAct(type)) return entry;
    if (only.size > 0 && !only.has(type)) return { ...entry, isExcluded: true };
    const { by, onBehalfOf = [], document, cites = [] } = data as Act;
    if (document !== undefined && this.isExcludedDocument(document)) return { ...entry, isExcluded: true };
    const makers = by.filter((actor) => !this.excludesActor(actor));
    const principals = onBehalfOf.filter((actor) => !this.excludesActor(actor));
    const citations = cites.map((citation) => this.marked(citation, claim));
    const areCitationsLeft = citations.every((citation, index) => citation === cites[index]);
    if (makers.length === by.length && principals.length === onBehalfOf.length && areCitationsLeft) return entry;
    if (makers.length === 0 || (principals.length === 0 && onBehalfOf.length > 0))
      return { ...entry, isExcluded: true };
    const left = {
      ...data,
      by: makers,
      ...(principals.length > 0 && { onBehalfOf: principals }),
      ...(cites.length > 0 && { cites: citations }),
    };
    return { ...entry, event: { ...entry.event, data: left } as FoldedEntry['event'] };
  }

  /** The citation; marked if what it cites is excluded. */
  private marked(citation: Citation, claim: string): Citation | ExcludedCitation {
    return this.isExcludedSource(citation, claim) ? { ...citation, isExcluded: true } : citation;
  }

  private isExcludedSource(citation: Citation, claim: string): boolean {
    if ('actor' in citation) return this.excludesActor(citation.actor);
    if ('document' in citation) {
      const publisher = this.references.publisher(citation.document, this.isKnown);
      return this.isExcludedDocument(citation.document) || (publisher !== undefined && this.excludesActor(publisher));
    }
    // An entry of the same claim is excluded itself.
    const ref = refOf(claim, citation.entry);
    if (ref.startsWith(`${claim}/`)) return false;
    const makers = this.references.makersOf(ref) ?? [];
    return this.excluded.entry.has(ref) || (makers.length > 0 && makers.every((maker) => this.excludesActor(maker)));
  }

  private isExcludedDocument(id: string): boolean {
    const { document, publisher } = this.excluded;
    if (document.has(id)) return true;
    return publisher.size > 0 && publisher.has(this.references.publisher(id, this.isKnown) ?? '');
  }

  /** Also an unnamed actor for which an excluded outlet vouches. */
  excludesActor(id: string): boolean {
    const { actor } = this.excluded;
    if (actor.size === 0) return false;
    return actor.has(id) || actor.has(this.references.actor(id, this.isKnown)?.outlet ?? '');
  }
}
