import {
  actorsIn,
  claimEvents,
  type ClaimStreamEvent,
  eventsKnownAt,
  isVoided,
  publishersIn,
  replacementOf,
} from '../verification/standard/reference-evaluator/acts.js';
import type { History } from '../verification/standard/generators/history.js';

/** One entry by which one actor relies on another. */
export interface NaiveReliance {
  readonly carrier: string;
  readonly carried: string;
  readonly how: string;
  readonly entry: string;
  readonly claim: string;
  readonly recordedAt: string;
}

interface Source {
  readonly entry?: string;
  readonly actor?: string;
  readonly document?: string;
}

/** The actors of a history at some moment. */
export class NaiveActors {
  private readonly actors;

  constructor(history: History, at: string) {
    this.actors = actorsIn(eventsKnownAt(history.events, at));
  }

  readonly idOf = (id: string): string => this.actors.get(id)?.joined?.[0] ?? id;
  readonly namedIdOf = (id: string): string => this.idOf(this.actors.get(id)?.outlet ?? id);
  readonly isOutlet = (id: string): boolean => this.actors.get(id)?.kind === 'outlet';
}

/** Acts that aren't voided, read from the events alone. */
export function actsAt(history: History, at: string): readonly ClaimStreamEvent[] {
  const all = claimEvents(eventsKnownAt(history.events, at));
  return all.filter((event) => 'by' in event.data && !isVoided(event.ref, all));
}

/** Who relies on whom at some moment, read from the events alone. */
export function naiveReliances(history: History, at: string): NaiveReliance[] {
  const known = eventsKnownAt(history.events, at);
  const all = claimEvents(known);
  const publishers = publishersIn(known);
  const actors = new NaiveActors(history, at);
  const makersOf = (ref: string): readonly string[] => {
    const seen = new Set<string>();
    let current: string | undefined = ref;
    while (current !== undefined && isVoided(current, all) && !seen.has(current)) {
      seen.add(current);
      current = replacementOf(current, all);
    }
    const found = all.find((event) => event.ref === current && !isVoided(event.ref, all));
    return found && 'by' in found.data ? found.data.by : [];
  };
  const publisherOf = (document: string): readonly string[] => {
    const publisher = publishers.get(document);
    return publisher === undefined ? [] : [publisher];
  };
  const found = new Map<string, NaiveReliance>();
  for (const { data, ref, claim, recordedAt } of actsAt(history, at)) {
    const {
      by,
      cites = [],
      interprets,
      document,
    } = data as {
      readonly by: readonly string[];
      readonly cites?: readonly Source[];
      readonly interprets?: Source;
      readonly document?: string;
    };
    const actorsAt = (source: Source): readonly string[] => {
      if (source.actor !== undefined) return [source.actor];
      if (source.document !== undefined) return publisherOf(source.document);
      const entry = source.entry ?? '';
      return makersOf(entry.includes('/') ? entry : `${claim}/${entry}`);
    };
    const add = (carriers: readonly string[], carried: readonly string[], how: string) => {
      for (const one of carriers.map(actors.idOf)) {
        for (const other of carried.map(actors.idOf)) {
          const reliance = { carrier: one, carried: other, how, entry: ref, claim, recordedAt };
          if (one !== other) found.set(JSON.stringify(reliance), reliance);
        }
      }
    };
    for (const source of cites) add(by, actorsAt(source), 'cites');
    if (interprets) add(by, actorsAt(interprets), 'interprets');
    if (document !== undefined) add(publisherOf(document), by, 'publishes');
  }
  return [...found.values()];
}
