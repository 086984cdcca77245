import type { ActorSummary, SimilarActor } from '../../../actors/actors.queries.js';
import type { Page } from '../../../read-model/pagination.js';
import type { Api } from '../../api/api.js';
import { fetchNames } from '../../api/names.js';
import { actorKindKey } from '../../words/vocabulary.js';
import type { Words } from '../../words/words.js';
import { type Candidate, type Finder, MOST_SHOWN } from '../finder.js';
import { bestOf, NO_PAGE } from './best-of.js';
import { fitOf, idIn, idInAddress, searchText } from './typed-text.js';

const ALIASES = 4;

/** Finds actors by any of their names, in any spelling, or by id. */
export function actorFinder(api: Api, words: Words): Finder {
  const list = (parameters: Record<string, string | number>) => api.get<Page<ActorSummary>>('/v1/actors', parameters);
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
  return {
    async find(text) {
      const q = searchText(text);
      if (q === '') {
        const { items, next } = await list({ limit: MOST_SHOWN });
        return { items: await candidates(items), more: next !== undefined };
      }
      const id = idInAddress(q, 'actors') ?? idIn(q);
      const [named, same, found] = await Promise.all([
        id === undefined ? NO_PAGE : list({ ids: id }),
        api.get<{ readonly items: readonly SimilarActor[] }>('/v1/similar-actors', { name: q }),
        list({ q, limit: 2 * MOST_SHOWN }),
      ]);
      const fit = ({ name, aliases }: ActorSummary) => fitOf([name, ...aliases], q);
      const others = found.items.toSorted((a, b) => fit(a) - fit(b));
      const best = bestOf(named, same, { ...found, items: others });
      return { ...best, items: await candidates(best.items) };
    },
    async get(ids) {
      return candidates((await list({ ids: ids.join(','), limit: 100 })).items);
    },
  };
}
