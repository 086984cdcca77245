import type { ActorView } from '../../actors/actors.queries.js';
import type { ClaimEventTypes } from '../../claims/claim.events.js';
import type { ClaimView, EntryView, HistoryItem } from '../../claims/queries/views.js';
import type { DocumentView } from '../../documents/documents.queries.js';
import type { ClaimKind } from '../../domain/vocabulary.js';
import { ENTRY_WORDS } from './entry-words.js';
import { inSentence, isSeveral, listed } from '../../verification/summary/english-names.js';

/** What names and entries are resolved from: responses of the API. What a map lacks is printed by its id. */
export interface ClaimReportData {
  readonly claim: ClaimView;
  readonly history: readonly HistoryItem[];
  readonly actors: ReadonlyMap<string, ActorView>;
  readonly documents: ReadonlyMap<string, DocumentView>;
  /** Claims that this one is linked to. */
  readonly claims: ReadonlyMap<string, Pick<ClaimView, 'text'>>;
  /** Entries of other claims that this one's entries or its status refer to, by `claim/entry`. */
  readonly otherEntries: ReadonlyMap<string, EntryView>;
  /** Entries of the claims that are merged with this one. */
  readonly merged: readonly EntryView[];
}

/** An entry whose type determines the type of its data. */
export type Entry = {
  [T in keyof ClaimEventTypes]: Omit<EntryView, 'type' | 'data'> & {
    readonly type: T;
    readonly data: ClaimEventTypes[T];
  };
}[keyof ClaimEventTypes];

/** The API guarantees that an entry's data match its type; the type of its view can't express that. */
export const entryOf = (view: EntryView): Entry => view as Entry;

/** `claim/entry` for an entry that may be named by its id alone within its own claim. */
export const fullRef = (claim: string, ref: string): string => (ref.includes('/') ? ref : `${claim}/${ref}`);

/** Resolves ids to names. References are relative to one claim. */
export class NameResolver {
  private readonly entries: ReadonlyMap<string, EntryView>;
  private readonly indexes: ReadonlyMap<string, number>;
  /** For references in other claims, by these claims. */
  private readonly others = new Map<string, NameResolver>();

  constructor(
    private readonly answers: ClaimReportData,
    private readonly within: string = answers.claim.id,
  ) {
    const own = answers.history.filter((item) => item.kind === 'entry').map((entry) => [entry.entry, entry] as const);
    this.entries = new Map([
      ...answers.otherEntries,
      ...answers.merged.map((view) => [view.entry, view] as const),
      ...own,
    ]);
    this.indexes = new Map(own.map(([ref], index) => [ref, index]));
  }

  /** The same names, for references in another claim's entries. */
  readFrom(entry: Entry): NameResolver {
    const claim = entry.entry.slice(0, entry.entry.indexOf('/'));
    if (claim === this.within) return this;
    const known = this.others.get(claim) ?? new NameResolver(this.answers, claim);
    this.others.set(claim, known);
    return known;
  }

  actor(id: string): string {
    const actor = this.answers.actors.get(id);
    if (!actor) return id;
    return actor.kind === 'unnamed' ? `${inSentence(actor)} (unnamed)` : inSentence(actor);
  }

  /** The publisher of a document as a report names it; undefined if it isn't known. */
  publisher(document: string): string | undefined {
    const publisher = this.publisherId(document);
    return publisher !== undefined && this.answers.actors.has(publisher) ? this.actor(publisher) : undefined;
  }

  publisherId(document: string): string | undefined {
    return this.answers.documents.get(document)?.publisher;
  }

  /** The outlet that vouches for an unnamed actor. */
  outletOf(actor: string): string | undefined {
    return this.answers.actors.get(actor)?.outlet;
  }

  /** The kind of the claim that these references are in; undefined for another claim. */
  get kind(): ClaimKind | undefined {
    return this.within === this.answers.claim.id ? this.answers.claim.kind : undefined;
  }

  fullRef(ref: string): string {
    return fullRef(this.within, ref);
  }

  actorsOf(ids: readonly string[], and?: string): string {
    return listed(
      ids.map((id) => this.actor(id)),
      and,
    );
  }

  /** Whether a verb after their names is in the plural. */
  areSeveral(ids: readonly string[]): boolean {
    const actors = ids.flatMap((id) => this.answers.actors.get(id) ?? []);
    return ids.length > 1 || actors.some(isSeveral);
  }

  document(id: string): string {
    const document = this.answers.documents.get(id);
    return document ? (document.title === undefined ? (document.url ?? id) : `“${document.title}”`) : id;
  }

  /** Whether this is the current text of the claim. */
  isText(text: string): boolean {
    return text === this.answers.claim.text;
  }

  /** The text of a claim that this one is linked to. */
  claim(id: string): string | undefined {
    return this.answers.claims.get(id)?.text;
  }

  mandate(actor: string, mandate: string): string {
    const found = this.answers.actors.get(actor)?.speaksFor.find((view) => view.mandate === mandate);
    const whom = found ? ` to speak for ${this.actor(found.principal)}` : '';
    return `by the mandate ${mandate} of ${this.actor(actor)}${whom}`;
  }

  entry(ref: string): Entry | undefined {
    const view = this.entries.get(fullRef(this.within, ref));
    return view && entryOf(view);
  }

  /** Whether the entry belongs to the claim of this report. */
  isShown(ref: string): boolean {
    return fullRef(this.within, ref).startsWith(`${this.answers.claim.id}/`);
  }

  /** The reference as printed: the id alone for entries of the claim of this report. */
  ref(ref: string): string {
    const full = fullRef(this.within, ref);
    return `[${this.isShown(ref) ? full.slice(full.indexOf('/') + 1) : full}]`;
  }

  /** An entry by whose act it is and of what kind, with its reference: "NATO (denied) [no]". */
  called(ref: string): string {
    const entry = this.entry(ref);
    if (!entry) return this.ref(ref);
    const what = ENTRY_WORDS[entry.type];
    return `${'by' in entry.data ? `${this.actorsOf(entry.data.by)} (${what})` : what} ${this.ref(ref)}`;
  }

  /** The index of an entry in the claim's history; for other entries, after all of these. */
  indexOf(ref: string): number {
    const index = this.indexes.get(fullRef(this.within, ref));
    return index ?? this.indexes.size;
  }

  refs(refs: readonly string[]): string {
    return listed(refs.map((ref) => this.ref(ref)));
  }
}
