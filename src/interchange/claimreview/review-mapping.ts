import { ACTOR_KINDS, type Rating, RATINGS } from '../../domain/vocabulary.js';
import { foldText } from '../../lib/fold-text.js';
import { isLanguageTag, languageTagOf } from '../../lib/language-tag.js';
import { SLUG } from '../../domain/ids.js';
import { MarkupFileError } from './field-rejection.js';
import { isNode, type JsonNode } from './json-ld.js';
import { RATINGS_VERSION, ratingOf, RatingTable } from './ratings.js';

interface PublisherMapping {
  readonly language?: string;
  readonly ratings?: Readonly<Record<string, Rating>>;
}

/** What a newsroom knows about the publishers whose reviews it imports. */
export interface ReviewMapping {
  /** Names this state of the mapping. */
  readonly version?: string;
  /** Of claims whose language the markup doesn't state. */
  readonly language?: string;
  /** What labels mean in all publications. */
  readonly ratings?: Readonly<Record<string, Rating>>;
  /** By host, without `www.`. */
  readonly publishers?: Readonly<Record<string, PublisherMapping>>;
  /** For a name in the markup: the id of an actor in the ledger, or the kind of actor that it is. */
  readonly actors?: Readonly<Record<string, string>>;
}

const MEMBERS = ['version', 'language', 'ratings', 'publishers', 'actors'];
const MAX_VERSION = 100;

/** Throws a `MarkupFileError` unless it is a mapping in JSON. */
export function parseReviewMapping(text: string): ReviewMapping {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new MarkupFileError(`It is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  return checkReviewMapping(value);
}

/** Throws a `MarkupFileError` unless the value is a mapping. */
export function checkReviewMapping(value: unknown): ReviewMapping {
  const mapping = objectIn(value, '');
  requireMembers(mapping, MEMBERS, '');
  if (mapping.version !== undefined && !isText(mapping.version, MAX_VERSION)) {
    throw new MarkupFileError(`/version must be text of 1 to ${MAX_VERSION} characters.`);
  }
  checkLanguage(mapping.language, '/language');
  checkRatings(mapping.ratings, '/ratings');
  for (const [host, publisher] of Object.entries(objectIn(mapping.publishers ?? {}, '/publishers'))) {
    const pointer = `/publishers/${host}`;
    const members = objectIn(publisher, pointer);
    requireMembers(members, ['language', 'ratings'], pointer);
    checkLanguage(members.language, `${pointer}/language`);
    checkRatings(members.ratings, `${pointer}/ratings`);
  }
  for (const [name, actor] of Object.entries(objectIn(mapping.actors ?? {}, '/actors'))) {
    if (isText(actor, 64) && SLUG.test(actor)) continue;
    throw new MarkupFileError(
      `/actors/${name} must be the id of an actor in the ledger, or one of: ${ACTOR_KINDS.join(', ')}.`,
    );
  }
  return mapping;
}

function objectIn(value: unknown, pointer: string): JsonNode {
  if (isNode(value)) return value;
  throw new MarkupFileError(`${pointer === '' ? 'The mapping' : pointer} must be a JSON object.`);
}

function requireMembers(value: JsonNode, names: readonly string[], pointer: string): void {
  const other = Object.keys(value).find((name) => !names.includes(name));
  if (other !== undefined) throw new MarkupFileError(`${pointer}/${other} must be one of: ${names.join(', ')}.`);
}

function checkLanguage(value: unknown, pointer: string): void {
  if (value === undefined || (typeof value === 'string' && isLanguageTag(value))) return;
  const meant = typeof value === 'string' ? languageTagOf(value) : undefined;
  const remedy = meant === undefined ? '' : ` For ${JSON.stringify(value)}, use "${meant}".`;
  throw new MarkupFileError(`${pointer} must be a language tag, such as "en" or "uk-UA".${remedy}`);
}

function checkRatings(value: unknown, pointer: string): void {
  for (const [label, rating] of Object.entries(objectIn(value ?? {}, pointer))) {
    if ((RATINGS as readonly unknown[]).includes(rating)) continue;
    throw new MarkupFileError(`${pointer}/${label} must be one of: ${RATINGS.join(', ')}.`);
  }
}

const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= max;

/** Looks things up in a mapping, and in the ratings that the ledger knows. */
export class MappingLookup {
  /** Names the tables by which a label became a rating. */
  readonly version: string;
  private readonly general: RatingTable;
  private readonly publishers: ReadonlyMap<string, { readonly language?: string; readonly ratings: RatingTable }>;
  private readonly actors: ReadonlyMap<string, string>;

  constructor(private readonly mapping: ReviewMapping = {}) {
    this.version = mapping.version === undefined ? RATINGS_VERSION : `${mapping.version}, ${RATINGS_VERSION}`;
    this.general = new RatingTable(mapping.ratings ?? {});
    this.publishers = new Map(
      Object.entries(mapping.publishers ?? {}).map(([host, { language, ratings = {} }]) => [
        host.toLowerCase().replace(/^www\./, ''),
        { ...(language !== undefined && { language }), ratings: new RatingTable(ratings) },
      ]),
    );
    this.actors = new Map(Object.entries(mapping.actors ?? {}).map(([name, actor]) => [foldText(name), actor]));
  }

  ratingOf(label: string, host: string): Rating {
    return this.mappedRating(label, host) ?? ratingOf(label, host);
  }

  /** The rating that the mapping itself gives to a label. */
  mappedRating(label: string, host: string): Rating | undefined {
    return this.publishers.get(host)?.ratings.find(label) ?? this.general.find(label);
  }

  languageOf(host: string): string | undefined {
    return this.publishers.get(host)?.language ?? this.mapping.language;
  }

  /** The id of an actor in the ledger, or the kind of actor. */
  actorOf(name: string): string | undefined {
    return this.actors.get(foldText(name));
  }
}
