import { ACTOR_KINDS, type ActorKind } from '../../domain/vocabulary.js';
import { foldText } from '../../lib/fold-text.js';
import { idFrom, uniqueIdFrom } from '../../domain/slug.js';
import { CellRejection } from './cell-values.js';
import type { Directory, KnownActor, KnownDocument } from '../directory.js';
import type { Column } from './csv-columns.js';

/** A command that registers something which a row names, and the column that names it. */
export interface Registration {
  readonly command: Readonly<Record<string, unknown>>;
  readonly column: Column;
}

const INLINE_KIND = new RegExp(`^(.*\\S)\\s*\\((${ACTOR_KINDS.join('|')})\\)$`, 'isu');

/** What one file has registered so far, by name. */
interface Registered {
  readonly actors: Map<string, KnownActor>;
  readonly documents: Map<string, KnownDocument>;
}

/**
 * Finds the ids of the actors and documents that a file names, and registers those that the ledger doesn't have. What a
 * row registers is known to later rows only if that row is kept.
 */
export class NameResolver {
  private readonly kept: Registered = { actors: new Map(), documents: new Map() };

  constructor(private readonly directory: Directory) {}

  beginRow(): RowNames {
    return new RowNames(this.directory, this.kept);
  }
}

export interface ActorOptions {
  /** Of an actor that is not in the ledger, if the name itself has no kind behind it. */
  readonly kind?: string | undefined;
  /** Vouches for an unnamed actor. */
  readonly outlet?: string | undefined;
  /** Distinguishes an unnamed actor from others with the same description. */
  readonly distinguishedBy?: string;
}

/** The names in one row. */
export class RowNames {
  readonly registrations: Registration[] = [];
  private readonly own: Registered = { actors: new Map(), documents: new Map() };

  constructor(
    private readonly directory: Directory,
    private readonly kept: Registered,
  ) {}

  /** Makes what the row registers known to later rows. */
  keep(): void {
    for (const [name, actor] of this.own.actors) this.kept.actors.set(name, actor);
    for (const [url, document] of this.own.documents) this.kept.documents.set(url, document);
  }

  /** Throws a `CellRejection` for a name that is unknown, or that several actors have. */
  async actor(text: string, column: Column, options: ActorOptions = {}): Promise<string> {
    const [, inlineName, inlineKind] = INLINE_KIND.exec(text) ?? [];
    const name = (inlineName ?? text).replace(/\s+/gu, ' ');
    const kind = kindIn(inlineKind, column) ?? kindIn(options.kind, 'kind of speaker');
    if (kind === 'unnamed') return this.unnamed(name, column, options);
    const found = this.registered(name) ?? (await this.inLedger(name, column));
    if (found) {
      if (inlineKind === undefined || found.kind === kind) return found.id;
      throw new CellRejection(column, `"${name}" is registered as ${found.kind}, not as ${String(kind)}.`);
    }
    if (kind === undefined) {
      throw new CellRejection(
        column,
        `"${name}" is not in the ledger. Register it on the way by its kind: "${name} (person)", or organization, outlet, group, unnamed.`,
      );
    }
    const id = await this.freeId(name);
    this.register(column, { type: 'ActorRegistered', actor: id, kind, name });
    this.own.actors.set(foldText(name), { id, kind });
    return id;
  }

  /**
   * @param url of the document; undefined for one that only has a title
   * @param name distinguishes it from the other documents of the file
   * @param register registers it if it is not in the ledger
   */
  async document(
    url: string | undefined,
    name: string,
    register: () => Promise<KnownDocument>,
  ): Promise<KnownDocument> {
    const known = this.own.documents.get(name) ?? this.kept.documents.get(name);
    if (known) return known;
    const inLedger = url === undefined ? undefined : await this.directory.findDocument(url);
    const document = inLedger ?? (await register());
    this.own.documents.set(name, document);
    return document;
  }

  register(column: Column, command: Registration['command']): void {
    this.registrations.push({ command, column });
  }

  /** Each is an actor of its own: two sources with the same description may be two people. */
  private unnamed(name: string, column: Column, { outlet, distinguishedBy = name }: ActorOptions): string {
    if (outlet === undefined) {
      throw new CellRejection(column, `An unnamed speaker needs the outlet that quotes it. Fill in "publisher".`);
    }
    const id = uniqueIdFrom(`${outlet} ${name}`, `${outlet}\n${name}\n${distinguishedBy}`);
    this.register(column, { type: 'ActorRegistered', actor: id, kind: 'unnamed', name, description: name, outlet });
    return id;
  }

  private registered(name: string): KnownActor | undefined {
    const key = foldText(name);
    return this.own.actors.get(key) ?? this.kept.actors.get(key);
  }

  private async inLedger(name: string, column: Column): Promise<KnownActor | undefined> {
    const found = await this.directory.findActors(name);
    if (found.length < 2) return found[0];
    const ids = found.map(({ id }) => id).join(', ');
    throw new CellRejection(column, `"${name}" may be any of ${ids}. Write the id.`);
  }

  /** An id that neither the ledger nor this file has given to somebody else. */
  private async freeId(name: string): Promise<string> {
    const id = idFrom(name);
    const inFile = [...this.own.actors.values(), ...this.kept.actors.values()].some((actor) => actor.id === id);
    return inFile || (await this.directory.findActors(id)).length > 0 ? uniqueIdFrom(name) : id;
  }
}

/** Throws a `CellRejection` for a word that isn't a kind of actor. */
function kindIn(text: string | undefined, column: Column): ActorKind | undefined {
  if (text === undefined) return undefined;
  const kind = ACTOR_KINDS.find((each) => each === foldText(text));
  if (kind) return kind;
  throw new CellRejection(column, `"${text}" must be one of: ${ACTOR_KINDS.join(', ')}.`);
}
