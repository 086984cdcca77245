import type { ActorSummary, SimilarActor } from '../../../actors/actors.queries.js';
import type { Api } from '../../api/api.js';
import { fetchNames } from '../../api/names.js';
import { actorKindKey } from '../../words/vocabulary.js';
import type { Words } from '../../words/words.js';
import { type Candidate, type Finder, MOST_SHOWN } from '../finder.js';
import { bestFirst, listFinder } from './list-finder.js';

const ALIASES = 4;

/** Finds actors by any of their names, in any spelling, or by id. */
export function actorFinder(api: Api, words: Words): Finder {
  const candidates = async (actors: readonly ActorSummary[]): Promise<Candidate[]> => {
    const names = await fetchNames(api, { actors: actors.flatMap(({ outlet }) => outlet ?? []) });
    return actors.map(({ id, name, kind, outlet, aliases, description }) => ({
      id,
      name,
      details: [
        outlet === undefined
          ? words.text(actorKindKey(kind))
          : words.text('picker.ofOutlet', {
              kind: words.text(actorKindKey(kind)),
              outlet: names.actors[outlet] ?? outlet,
            }),
        ...(description === undefined ? [] : [description]),
        ...(aliases.length === 0
          ? []
          : [words.text('picker.alsoCalled', { names: words.listText(aliases.slice(0, ALIASES)) })]),
      ],
    }));
  };
  return listFinder<ActorSummary>(api, {
    name: 'actors',
    candidates,
    async search(q, list) {
      const [same, found] = await Promise.all([
        api.get<{ readonly items: readonly SimilarActor[] }>('/v1/similar-actors', { name: q }),
        list({ q, limit: 2 * MOST_SHOWN }),
      ]);
      return [same, bestFirst(found, q, ({ name, aliases }) => [name, ...aliases])];
    },
  });
}
