import type { ActorView } from '../../actors/actors.queries.js';
import type { Citation } from '../../domain/entries.js';
import type { ClaimView, HistoryItem } from '../../claims/queries/views.js';
import type { DocumentView } from '../../documents/documents.queries.js';
import type { NarrativeSummary } from '../../narratives/narratives.queries.js';
import { RefusedError } from '../errors.js';
import type { ApiClient } from '../ledger/api-client.js';
import { findActor } from '../lookup/actors.js';
import { findClaim } from '../lookup/claims.js';
import { closeNames, UnknownNameError } from '../lookup/close-names.js';
import { findDocument, isUrl } from '../lookup/documents.js';
import { findNarrative } from '../lookup/narratives.js';
import type { ClaimReportData } from '../show/name-resolver.js';

/** What a name was given for, and what it was found to mean. */
export interface Taken {
  readonly label: string;
  readonly name: string;
  readonly id: string;
}

/** Turns the names in an entry's options into ids, and keeps what it found, so that the entry can be put in words. */
export class EntryNames {
  /** Every name that was looked up, in the order of asking. */
  readonly taken: Taken[] = [];
  readonly claim: ClaimView;
  readonly history: readonly HistoryItem[];
  /** By id, what was looked up; what is about to be registered is put here. */
  readonly actors: Map<string, ActorView>;
  readonly documents: Map<string, DocumentView>;
  readonly claims: Map<string, ClaimView>;
  readonly narratives = new Map<string, Pick<NarrativeSummary, 'id' | 'title'>>();

  /** @param known the claim, its history for the entries that options may name, and what else is known already */
  constructor(
    private readonly client: ApiClient,
    known: Pick<ClaimReportData, 'claim' | 'history'> & Partial<ClaimReportData>,
  ) {
    this.claim = known.claim;
    this.history = known.history;
    this.actors = new Map(known.actors);
    this.documents = new Map(known.documents);
    this.claims = new Map();
  }

  /** What the words of `show` are made from. */
  get reportData(): ClaimReportData {
    const { claim, history, actors, documents, claims } = this;
    return { claim, history, actors, documents, claims, merged: [], otherEntries: new Map() };
  }

  async actor(label: string, text: string): Promise<string> {
    const found = this.actors.get(text) ?? (await findActor(this.client, text));
    this.actors.set(found.id, found);
    return this.take(label, found.name, found.id);
  }

  /** One after another, so that the first name that isn't known is the one that the error names. */
  async actorsOf(label: string, texts: readonly string[]): Promise<string[]> {
    const ids: string[] = [];
    for (const text of texts) ids.push(await this.actor(label, text));
    return [...new Set(ids)];
  }

  async document(label: string, text: string): Promise<string> {
    const found = this.documents.get(text) ?? (await findDocument(this.client, text));
    this.documents.set(found.id, found);
    return this.take(label, found.title ?? found.url ?? found.id, found.id);
  }

  async otherClaim(label: string, text: string): Promise<string> {
    const found = this.claims.get(text) ?? (await findClaim(this.client, text));
    this.claims.set(found.id, found);
    return this.take(label, found.text, found.id);
  }

  async narrative(label: string, text: string): Promise<string> {
    const { title, id } = this.narratives.get(text) ?? (await findNarrative(this.client, text));
    return this.take(label, title, id);
  }

  /** An entry of this claim by its id alone, of another as `claim/entry`. Throws an `UnknownNameError` that lists close ids. */
  entry(ref: string): string {
    const own = ref.startsWith(`${this.claim.id}/`) ? ref.slice(this.claim.id.length + 1) : ref;
    if (own.includes('/') || this.has(own)) return own;
    const ids = this.entryIds().map((id) => ({ id, names: [] }));
    const hint = `To see its entries: claim-ledger show ${this.claim.id}.`;
    const nothing = `The claim ${this.claim.id} has no entry "${own}".`;
    throw new UnknownNameError('entry', own, closeNames(own, ids), hint, nothing);
  }

  has(entry: string): boolean {
    return this.entryIds().includes(entry);
  }

  /**
   * An entry of the claim, `claim/entry`, a document or an actor; a prefix such as `actor:` says which is meant.
   *
   * @param label the option without its dashes
   */
  async source(label: string, text: string): Promise<{ entry: string } | { actor: string } | { document: string }> {
    const [, kind, name = ''] = /^(entry|actor|document):(.+)$/s.exec(text) ?? [];
    if (kind === 'entry') return { entry: this.entry(name) };
    if (kind === 'actor') return { actor: await this.actor(label, name) };
    if (kind === 'document') return { document: await this.document(label, name) };
    if (/^[a-z0-9-]+\/[a-z0-9-]+$/.test(text) || this.has(text)) return { entry: this.entry(text) };
    if (isUrl(text)) return { document: await this.document(label, text) };
    try {
      return { actor: await this.actor(label, text) };
    } catch (error) {
      if (!(error instanceof UnknownNameError)) throw error;
      return { document: await this.document(label, text).catch(noSource(label, text, this.claim.id)) };
    }
  }

  async citations(
    label: string,
    use: Citation['use'],
    sources: readonly string[],
    translated: boolean,
  ): Promise<Citation[]> {
    const citations: Citation[] = [];
    for (const text of sources) {
      citations.push({ ...(await this.source(label, text)), use, ...(translated && { translated }) });
    }
    return citations;
  }

  private take(label: string, name: string, id: string): string {
    this.taken.push({ label, name, id });
    return id;
  }

  private entryIds(): string[] {
    return this.history.flatMap((item) => (item.kind === 'entry' ? item.entry.slice(this.claim.id.length + 1) : []));
  }
}

const noSource =
  (label: string, text: string, claim: string) =>
  (error: unknown): never => {
    if (!(error instanceof UnknownNameError)) throw error;
    throw new RefusedError(
      `--${label}: the claim ${claim} has no entry "${text}", and there is no actor or document of this name. Register it first, or name an entry of another claim as claim/entry.`,
    );
  };
