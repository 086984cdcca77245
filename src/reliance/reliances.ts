import { refOf } from '../domain/entries.js';
import type { ActorIdentities } from './actor-identities.js';
import type { Act, ActEntry, ActReader } from './acts.js';
import type { RelianceWay } from './reliance.views.js';

/** By one act, the carrier passes on the word of the carried. */
export interface Reliance {
  readonly carrier: string;
  readonly carried: string;
  readonly how: RelianceWay;
  readonly act: Act;
}

/** Finds who relies on whom in the acts of claims. Nobody relies on itself, and joined actors are one. */
export class Reliances {
  constructor(
    private readonly actors: ActorIdentities,
    private readonly acts: ActReader,
  ) {}

  /** Each carrier, carried actor and way once for each act, in the order of recording. */
  *in(claim: string): Generator<Reliance> {
    const own = this.acts.of(claim);
    const find = (ref: string): Act | undefined => {
      const full = refOf(claim, ref);
      return full.startsWith(`${claim}/`) ? own.find(full) : this.acts.find(full);
    };
    for (const act of own.acts) {
      const { entry } = act;
      const seen = new Set<string>();
      for (const { carriers, carried, how } of this.sourcesOf(entry, find)) {
        for (const carrier of carriers.map((id) => this.actors.idOf(id))) {
          for (const source of carried.map((id) => this.actors.idOf(id))) {
            const key = `${how} ${carrier} ${source}`;
            if (carrier === source || seen.has(key)) continue;
            seen.add(key);
            yield { carrier, carried: source, how, act };
          }
        }
      }
    }
  }

  private *sourcesOf(
    entry: ActEntry,
    find: (ref: string) => Act | undefined,
  ): Generator<{ carriers: readonly string[]; carried: readonly string[]; how: RelianceWay }> {
    const { by, cites = [], document } = entry.data;
    const makersOf = (ref: string): readonly string[] => find(ref)?.entry.data.by ?? [];
    for (const citation of cites) {
      yield {
        carriers: by,
        carried: 'actor' in citation ? [citation.actor] : this.at(citation, makersOf),
        how: 'cites',
      };
    }
    if (entry.type === 'ClaimInterpreted') {
      yield { carriers: by, carried: this.at(entry.data.interprets, makersOf), how: 'interprets' };
    }
    if (document !== undefined) yield { carriers: this.publisher(document), carried: by, how: 'publishes' };
  }

  private at(
    source: { readonly entry: string } | { readonly document: string },
    makersOf: (ref: string) => readonly string[],
  ): readonly string[] {
    return 'entry' in source ? makersOf(source.entry) : this.publisher(source.document);
  }

  private publisher(document: string): readonly string[] {
    const publisher = this.actors.publisherOf(document);
    return publisher === undefined ? [] : [publisher];
  }
}
