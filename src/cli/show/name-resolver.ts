import type { ActorView } from '../../actors/actors.queries.js';
import type { ClaimEventTypes } from '../../claims/claim.events.js';
import type { ClaimView, EntryView, HistoryItem } from '../../claims/queries/views.js';
import type { DocumentView } from '../../documents/documents.queries.js';

/** All that a claim's story is told from: the API's answers. What a map lacks is told by its id. */
export interface ClaimReportData {
  readonly claim: ClaimView;
  readonly history: readonly HistoryItem[];
  readonly actors: ReadonlyMap<string, ActorView>;
  readonly documents: ReadonlyMap<string, DocumentView>;
  /** Claims that this one is linked to. */
  readonly claims: ReadonlyMap<string, Pick<ClaimView, 'text'>>;
  /** Entries of other claims that this one's entries or its status refer to, by `claim/entry`. */
  readonly otherEntries: ReadonlyMap<string, EntryView>;
}

/** An entry whose type tells what its data are. */
export type Entry = {
  [T in keyof ClaimEventTypes]: Omit<EntryView, 'type' | 'data'> & {
    readonly type: T;
    readonly data: ClaimEventTypes[T];
  };
}[keyof ClaimEventTypes];

/** The API promises that an entry's data are those of its type; its view's type can't say so. */
export const entryOf = (view: EntryView): Entry => view as Entry;

/** "A", "A and B", "A, B and C". */
export function listed(items: readonly string[], and = 'and'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${and} ${items.at(-1) ?? ''}`;
}

/** `claim/entry` for an entry that may be named by its id alone within its own claim. */
export const fullRef = (claim: string, ref: string): string => (ref.includes('/') ? ref : `${claim}/${ref}`);

/** Turns ids into what a reader knows them by. References are read from within one claim. */
export class NameResolver {
  private readonly entries: ReadonlyMap<string, EntryView>;
  private readonly places: ReadonlyMap<string, number>;

  constructor(
    private readonly answers: ClaimReportData,
    private readonly within: string = answers.claim.id,
  ) {
    const own = answers.history.filter((item) => item.kind === 'entry').map((entry) => [entry.entry, entry] as const);
    this.entries = new Map([...answers.otherEntries, ...own]);
    this.places = new Map(own.map(([ref], index) => [ref, index]));
  }

  /** The same names, for references that stand in another claim's entries. */
  readFrom(entry: Entry): NameResolver {
    const claim = entry.entry.slice(0, entry.entry.indexOf('/'));
    return claim === this.within ? this : new NameResolver(this.answers, claim);
  }

  actor(id: string): string {
    const actor = this.answers.actors.get(id);
    if (!actor) return id;
    return actor.kind === 'unnamed' ? `${actor.name} (unnamed)` : actor.name;
  }

  actorsOf(ids: readonly string[], and?: string): string {
    return listed(
      ids.map((id) => this.actor(id)),
      and,
    );
  }

  document(id: string): string {
    const document = this.answers.documents.get(id);
    return document ? (document.title === undefined ? (document.url ?? id) : `“${document.title}”`) : id;
  }

  /** Whether the claim reads like this now. */
  isText(text: string): boolean {
    return text === this.answers.claim.text;
  }

  /** The text of a claim that this one is linked to. */
  claim(id: string): string | undefined {
    return this.answers.claims.get(id)?.text;
  }

  mandate(actor: string, mandate: string): string {
    const found = this.answers.actors.get(actor)?.speaksFor.find((view) => view.mandate === mandate);
    const whom = found ? ` for ${this.actor(found.principal)}` : '';
    return `${this.actor(actor)} speaks${whom} (mandate ${mandate})`;
  }

  entry(ref: string): Entry | undefined {
    const view = this.entries.get(fullRef(this.within, ref));
    return view && entryOf(view);
  }

  /** Whether the entry is one of the claim whose story this is. */
  isShown(ref: string): boolean {
    return fullRef(this.within, ref).startsWith(`${this.answers.claim.id}/`);
  }

  /** The reference as it is printed: by its id alone within the claim whose story this is. */
  ref(ref: string): string {
    const full = fullRef(this.within, ref);
    return `[${this.isShown(ref) ? full.slice(full.indexOf('/') + 1) : full}]`;
  }

  /** The place of an entry in the claim's history; of others, behind all. */
  place(ref: string): number {
    const place = this.places.get(fullRef(this.within, ref));
    return place ?? this.places.size;
  }

  refs(refs: readonly string[]): string {
    return listed(refs.map((ref) => this.ref(ref)));
  }
}
