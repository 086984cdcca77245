import type { ActorView } from '../../actors/actors.queries.js';
import type { ClaimView } from '../../claims/queries/views.js';
import type { DocumentView } from '../../documents/documents.queries.js';
import { type Api, path } from './api.js';

/** What the ids on a page stand for. What is missing is shown by its id. */
export interface Names {
  readonly actors: Readonly<Record<string, string>>;
  readonly documents: Readonly<Record<string, string>>;
  readonly claims: Readonly<Record<string, string>>;
  /** The actors of entries, by `claim/entry`. */
  readonly speakers: Readonly<Record<string, readonly string[]>>;
}

export const NO_NAMES: Names = { actors: {}, documents: {}, claims: {}, speakers: {} };

/** The ids whose names a page needs, each kind without limit or order. */
export interface Wanted {
  readonly actors?: readonly string[];
  readonly documents?: readonly string[];
  readonly claims?: readonly string[];
}

/** A page names at most this many of a kind, so that it opens quickly; further ones are shown by their ids. */
const MAX_FETCHED = 100;

/** Adds the names that are wanted and not known yet. */
export async function fetchNames(api: Api, wanted: Wanted, known: Names = NO_NAMES): Promise<Names> {
  const [actors, documents, claims] = await Promise.all([
    fetchEach(wanted.actors, known.actors, async (id) => (await api.find<ActorView>(path`/v1/actors/${id}`))?.name),
    fetchEach(wanted.documents, known.documents, async (id) => {
      const document = await api.find<DocumentView>(path`/v1/documents/${id}`);
      return document?.title ?? document?.url;
    }),
    fetchEach(wanted.claims, known.claims, async (id) => (await api.find<ClaimView>(path`/v1/claims/${id}`))?.text),
  ]);
  return { ...known, actors, documents, claims };
}

async function fetchEach(
  ids: readonly string[] = [],
  known: Readonly<Record<string, string>>,
  nameOf: (id: string) => Promise<string | undefined>,
): Promise<Readonly<Record<string, string>>> {
  const missing = [...new Set(ids)].filter((id) => !Object.hasOwn(known, id)).slice(0, MAX_FETCHED);
  const found = await Promise.all(missing.map(async (id) => [id, await nameOf(id)] as const));
  return { ...known, ...Object.fromEntries(found.flatMap(([id, name]) => (name === undefined ? [] : [[id, name]]))) };
}

export const named = (names: Readonly<Record<string, string>>, ids: readonly string[]) =>
  ids.map((id) => ({ id, name: names[id] }));
