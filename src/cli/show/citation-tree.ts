import type { Origin } from '../../verification/policy.js';
import type { Citation, Interpreted } from '../../domain/entries.js';
import type { ClaimReportData, Entry, NameResolver } from './name-resolver.js';

/** Entries further down a chain are drawn next to each other, since a deeper tree would leave no room for text. */
const MAX_DEPTH = 6;

/** An entry, or a source that has none here, and below it the entries that pass it on. */
export interface CitationNode {
  readonly what: Entry | string;
  readonly below: readonly CitationNode[];
}

/**
 * Who says so, on whose word: each origin of the claim with the entries that cite it below it, directly or through
 * others. Then come the entries that rest on none of these. Each entry is drawn once, below the first that it cites.
 *
 * @param entries the acts that put the claim forward or pass it on, in the order in which to draw them
 */
export function citationTree(
  { claim }: ClaimReportData,
  entries: readonly Entry[],
  names: NameResolver,
): readonly CitationNode[] {
  const tree = new CitationTree(entries, names);
  return [...claim.verification.origins.flatMap((origin) => tree.rootsOf(origin)), ...tree.otherRoots()];
}

class CitationTree {
  private readonly byRef: ReadonlyMap<string, Entry>;
  private readonly byMaker = new Map<string, Entry[]>();
  /** Below what each entry is drawn: the key of the first entry that it cites, else of another source. */
  private readonly parents = new Map<Entry, string>();
  private readonly children = new Map<string, Entry[]>();
  /** The keys of all sources that are cited. */
  private readonly cited = new Set<string>();
  private readonly drawn = new Set<Entry>();
  private readonly drawnSources = new Set<string>();

  constructor(
    private readonly entries: readonly Entry[],
    private readonly names: NameResolver,
  ) {
    this.byRef = new Map(entries.map((entry) => [entry.entry, entry]));
    for (const entry of entries) for (const maker of makersOf(entry)) add(this.byMaker, maker, entry);
    for (const entry of entries) {
      const sources = this.sourcesOf(entry);
      for (const key of sources) this.cited.add(key);
      const parent = sources.find((key) => this.isDrawable(key)) ?? sources[0];
      if (parent === undefined) continue;
      this.parents.set(entry, parent);
      add(this.children, parent, entry);
    }
  }

  rootsOf({ nature, actors, entries }: Origin): readonly CitationNode[] {
    if (nature === 'circular') {
      const circle = entries.flatMap((ref) => this.take(this.byRef.get(ref)));
      const what = 'these cite each other, and nobody else';
      return [{ what, below: circle.map((entry) => this.node(entry)) }];
    }
    const people = nature === 'unnamed' ? this.unnamedOf(actors) : [];
    const cited = people.flatMap((actor) => this.sourceRoot(`actor:${actor}`, this.names.actor(actor)));
    const own = entries.flatMap((ref) => this.ownRoot(ref));
    if (cited.length > 0 || entries.length > 0) return [...cited, ...own];
    for (const actor of actors) this.drawnSources.add(`actor:${actor}`);
    const below = actors.flatMap((actor) => this.nodesBelow(`actor:${actor}`));
    const whom = actors.length > 0 ? this.names.actorsOf(actors) : 'nobody named';
    return [{ what: `${whom}, without an entry here`, below }];
  }

  /** Entries without an origin: what they rest on has no effect, or they read the claim into a statement. */
  otherRoots(): readonly CitationNode[] {
    const roots = this.entries.filter((entry) => !this.isDrawable(this.parents.get(entry) ?? ''));
    return [...roots, ...this.entries].flatMap((entry) => this.rootWithSource(entry));
  }

  /** Below the actor whom it cites if that one has no entry here; else the entry itself. */
  private rootWithSource(entry: Entry): readonly CitationNode[] {
    const parent = this.parents.get(entry);
    if (this.drawn.has(entry)) return [];
    if (!parent?.startsWith('actor:')) return this.take(entry).map((own) => this.node(own));
    return this.sourceRoot(parent, `${this.names.actor(actorIn(parent))}, without an entry here`);
  }

  private isDrawable(key: string): boolean {
    return this.byRef.has(key.slice('entry:'.length));
  }

  /** An end that is an entry of this claim, or of another one, which is shown with who cites it. */
  private ownRoot(ref: string): readonly CitationNode[] {
    const entry = this.byRef.get(ref);
    if (entry) return this.take(entry).map((own) => this.node(own));
    const elsewhere = this.names.entry(ref);
    return [{ what: elsewhere ?? this.names.ref(ref), below: this.nodesBelow(`entry:${ref}`) }];
  }

  private sourceRoot(key: string, what: string): readonly CitationNode[] {
    if (this.drawnSources.has(key)) return [];
    this.drawnSources.add(key);
    return [{ what, below: this.nodesBelow(key) }];
  }

  private node(entry: Entry, depth = 1): CitationNode {
    return { what: entry, below: this.nodesBelow(`entry:${entry.entry}`, depth + 1) };
  }

  private nodesBelow(key: string, depth = 2): readonly CitationNode[] {
    const entries = this.takeChildren(key);
    if (depth < MAX_DEPTH) return entries.map((entry) => this.node(entry, depth));
    // The list grows while it is read.
    for (const { entry } of entries) entries.push(...this.takeChildren(`entry:${entry}`));
    return entries.map((entry) => ({ what: entry, below: [] }));
  }

  private takeChildren(key: string): Entry[] {
    return (this.children.get(key) ?? []).flatMap((entry) => this.take(entry));
  }

  /** The entry if it isn't drawn yet; from then on it is. */
  private take(entry: Entry | undefined): readonly Entry[] {
    if (!entry || this.drawn.has(entry)) return [];
    this.drawn.add(entry);
    return [entry];
  }

  /** The unnamed people of an outlet whom entries cite. */
  private unnamedOf(outlets: readonly string[]): readonly string[] {
    const cited = [...this.cited].filter((key) => key.startsWith('actor:')).map(actorIn);
    return cited.filter((actor) => outlets.includes(this.names.outletOf(actor) ?? ''));
  }

  /** The keys of what an entry cites: entries, and actors who have none here. */
  private sourcesOf(entry: Entry): readonly string[] {
    const { data } = entry;
    if (!('by' in data)) return [];
    const names = this.names.readFrom(entry);
    const cited: readonly (Citation | Interpreted)[] = [
      ...(data.cites ?? []),
      ...('interprets' in data ? [data.interprets] : []),
    ];
    return cited.flatMap((source) => {
      if ('entry' in source) return [`entry:${this.replacing(names.fullRef(source.entry))}`];
      const actor = 'actor' in source ? source.actor : this.publisherMeant(source.document, entry);
      return actor === undefined ? [] : this.keysOfActor(actor, entry);
    });
  }

  /** The first entry of an actor; the actor itself if it has none here. */
  private keysOfActor(actor: string, citing: Entry): readonly string[] {
    const own = this.byMaker.get(actor)?.find((other) => other !== citing);
    return [own ? `entry:${own.entry}` : `actor:${actor}`];
  }

  /** The publisher of a cited document; undefined if the document itself is the basis. */
  private publisherMeant(document: string, { data }: Entry): string | undefined {
    const publisher = this.names.publisherId(document);
    if (publisher === undefined || !('by' in data) || data.by.includes(publisher)) return undefined;
    return this.byMaker.has(publisher) || !OWN_BASIS.has(data.basis ?? '') ? publisher : undefined;
  }

  /** The entry that took the place of a voided one, or this entry. */
  private replacing(ref: string): string {
    for (let current = ref, seen = new Set<string>(); ;) {
      const next = this.names.entry(current)?.voided?.replacement;
      if (next === undefined || seen.has(next)) return current;
      seen.add(next);
      current = next;
    }
  }
}

const actorIn = (key: string): string => key.slice('actor:'.length);

const makersOf = ({ data }: Entry): readonly string[] => ('by' in data ? data.by : []);

function add(lists: Map<string, Entry[]>, key: string, entry: Entry): void {
  const list = lists.get(key);
  if (list) list.push(entry);
  else lists.set(key, [entry]);
}

const OWN_BASIS: ReadonlySet<string> = new Set(['document', 'recording', 'witnessed']);
