import { ACTOR_KINDS, type ActorKind } from '../../domain/vocabulary.js';
import { foldText } from '../../lib/fold-text.js';
import { idFrom, uniqueIdFrom } from '../../domain/slug.js';
import { urlKey } from '../../lib/url-key.js';
import type { Directory, KnownActor } from '../directory.js';
import { isNobodyInParticular } from './claimants.js';
import { FieldRejection } from './field-rejection.js';
import { lineOf, type MappedLine } from './mapped-line.js';
import type { Appearance } from './appearances.js';
import type { Party } from './review-parties.js';
import type { MappingLookup } from './review-mapping.js';
import { hostOf } from './web-address.js';

/** An actor that a review names. */
export interface NamedActor {
  readonly id: string;
  readonly name: string;
  readonly kind: ActorKind;
  /** Whether it is registered on the way. */
  readonly isNew: boolean;
}

/** What one input has registered so far. */
export class RegisteredNames {
  readonly actors = new Map<string, NamedActor>();
  readonly documents = new Map<string, string>();
}

/** A document to find or to register. */
export interface DocumentFacts extends Appearance {
  readonly field: string;
  /** Where single fields of it are from. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly authors?: readonly string[];
  readonly language?: string;
}

/**
 * The actors and documents that one review names: those of the ledger where it has them, else registered on the way. Call
 * `keep` once the review is kept, so that later reviews know them.
 */
export class ReviewNames {
  readonly lines: MappedLine[] = [];
  private readonly own = new RegisteredNames();

  constructor(
    private readonly directory: Directory,
    private readonly mapping: MappingLookup,
    private readonly kept: RegisteredNames,
  ) {}

  keep(): void {
    for (const [name, actor] of this.own.actors) this.kept.actors.set(name, { ...actor, isNew: false });
    for (const [url, document] of this.own.documents) this.kept.documents.set(url, document);
  }

  /**
   * @param kind of an actor that is not in the ledger
   * @throws FieldRejection if several actors have the name
   */
  async actor(name: string, field: string, kind: ActorKind): Promise<NamedActor> {
    const mapped = this.mapping.actorOf(name);
    const known = await this.known(name, field, mapped);
    return known ?? this.register(name, field, isKind(mapped) && mapped !== 'unnamed' ? mapped : kind);
  }

  /**
   * The one who put the claim forward. An actor of the ledger with this name; else nobody in particular, whom the
   * fact-checker alone vouches for; else a person or an organization, as the markup says.
   *
   * @param claim of an unnamed actor, who is another one on each claim than those with the same description
   */
  async claimant(
    party: Party | undefined,
    description: string | undefined,
    rater: string,
    claim: { readonly id: string; readonly isNew: boolean; readonly review: string },
  ): Promise<NamedActor> {
    const field = '/itemReviewed/author/name';
    if (!party) return this.unnamed(description ?? NOT_NAMED, rater, claim);
    const { name, type } = party;
    const mapped = this.mapping.actorOf(name);
    const known = mapped === 'unnamed' ? undefined : await this.known(name, field, mapped);
    if (known) return known;
    if (isKind(mapped) && mapped !== 'unnamed') return this.register(name, field, mapped);
    const isUnnamed = mapped === 'unnamed' || type === 'unknown' || isNobodyInParticular(name);
    return isUnnamed ? this.unnamed(name, rater, claim) : this.register(name, field, type);
  }

  /** @param publisher registers it if it is not in the ledger */
  async document(
    { url, title, publishedAt, authors = [], language, field, fields = {} }: DocumentFacts,
    publisher: () => Promise<string>,
  ): Promise<string> {
    const key = urlKey(url);
    const known =
      this.own.documents.get(key) ?? this.kept.documents.get(key) ?? (await this.directory.findDocument(url))?.id;
    if (known !== undefined) return known;
    const document = uniqueIdFrom(url.replace(/^https?:\/\/(www\.)?/i, '').replace(/[?#].*$/s, ''), key);
    const by = await publisher();
    this.own.documents.set(key, document);
    this.lines.push(
      lineOf(
        {
          type: 'DocumentRegistered',
          document,
          publisher: by,
          url,
          title,
          authors: authors.length > 0 ? authors : undefined,
          publishedAt,
          language,
        },
        fields,
        field,
      ),
    );
    return document;
  }

  /** The document of an appearance; its publisher is the outlet with the name of its host. */
  appearance(appearance: Appearance): Promise<string> {
    const field = '/itemReviewed/appearance';
    return this.document({ ...appearance, field }, async () => {
      const { id } = await this.actor(hostOf(appearance.url), field, 'outlet');
      return id;
    });
  }

  private async known(name: string, field: string, mapped: string | undefined): Promise<NamedActor | undefined> {
    const isId = mapped !== undefined && !isKind(mapped);
    const inFile = isId ? undefined : (this.own.actors.get(foldText(name)) ?? this.kept.actors.get(foldText(name)));
    if (inFile) return inFile;
    const found = await this.found(isId ? mapped : name);
    if (found.length > 1) {
      const ids = found.map(({ id }) => id).join(', ');
      throw new FieldRejection(
        field,
        `"${name}" may be any of ${ids}. Write the id under "actors" in a mapping (--map).`,
      );
    }
    const [actor] = found;
    if (actor) return { id: actor.id, name, kind: actor.kind, isNew: false };
    if (!isId) return undefined;
    throw new FieldRejection(field, `The mapping says that "${name}" is "${mapped}", which is not in the ledger.`);
  }

  /** An unnamed actor is never meant by a name: another with the same description may be somebody else. */
  private async found(name: string): Promise<readonly KnownActor[]> {
    return (await this.directory.findActors(name)).filter(({ kind }) => kind !== 'unnamed');
  }

  private async register(name: string, field: string, kind: ActorKind): Promise<NamedActor> {
    const actor = { id: await this.freeId(name), name, kind, isNew: true };
    this.own.actors.set(foldText(name), actor);
    this.lines.push(lineOf({ type: 'ActorRegistered', actor: actor.id, kind, name }, {}, field));
    return actor;
  }

  private async unnamed(
    name: string,
    outlet: string,
    claim: { readonly id: string; readonly isNew: boolean; readonly review: string },
  ): Promise<NamedActor> {
    const id = uniqueIdFrom(`${outlet} ${name}`, `${outlet}\n${name}\n${claim.id}\n${claim.review}`);
    // Nobody has put a new claim forward yet.
    const isNew = claim.isNew || !(await this.directory.findActors(id)).some((actor) => actor.id === id);
    const command = { type: 'ActorRegistered', actor: id, kind: 'unnamed', name, description: name, outlet };
    if (isNew) this.lines.push(lineOf(command, {}, '/itemReviewed/author'));
    return { id, name, kind: 'unnamed', isNew };
  }

  /** An id that neither the ledger nor this input has given to somebody else. */
  private async freeId(name: string): Promise<string> {
    const id = idFrom(name);
    const inFile = [...this.own.actors.values(), ...this.kept.actors.values()].some((actor) => actor.id === id);
    return inFile || (await this.directory.findActors(id)).length > 0 ? uniqueIdFrom(name) : id;
  }
}

const NOT_NAMED = 'somebody whom the review does not name';

const isKind = (text: string | undefined): text is ActorKind => (ACTOR_KINDS as readonly unknown[]).includes(text);
