import { parseOccurredAt, type TimeRange } from '../domain/fuzzy-time.js';
import { refOf } from '../domain/entries.js';
import type { ActorIdentities } from './actor-identities.js';
import type { Act, ClaimActs } from './acts.js';
import type { TakingBackView } from './reliance.views.js';

/** An act by which actors took back an act of their own. */
export interface TakingBack {
  /** Ids of `ActorIdentities`. */
  readonly actors: readonly string[];
  readonly position: number;
  readonly view: TakingBackView;
}

/**
 * The acts of a claim by which an actor took back, apologized for, corrected or reworded an act of its own: both were made
 * by it, or on its behalf.
 */
export function takingsBackIn({ acts, find }: ClaimActs, actors: ActorIdentities): TakingBack[] {
  return acts.flatMap((act) => {
    const { entry, position, ref } = act;
    switch (entry.type) {
      case 'StatementRetracted':
      case 'ApologyIssued':
      case 'CorrectionIssued':
      case 'StatementReworded': {
        const earlier = find(refOf(entry.claim, entry.data.of));
        if (!earlier) return [];
        const makers = actorsOf(earlier, actors);
        const own = actorsOf(act, actors).filter((actor) => makers.includes(actor));
        const { type } = entry;
        const view = {
          entry: ref,
          type,
          of: earlier.ref,
          takesBack: entry.data.takesBack,
          after: timeBetween(earlier, act),
        };
        return [{ actors: own, position, view }];
      }
      default:
        return [];
    }
  });
}

function actorsOf({ entry: { data } }: Act, actors: ActorIdentities): readonly string[] {
  return [...new Set([...data.by, ...(data.onBehalfOf ?? [])].map((id) => actors.idOf(id)))];
}

/** A later act isn't earlier, so the bounds are never negative. */
function timeBetween(earlier: Act, later: Act): TakingBackView['after'] {
  const [first, second] = [whenOf(earlier), whenOf(later)];
  const atLeast = Math.max(0, Math.floor((second.earliest - first.latest) / 1_000));
  const atMost = Math.ceil((second.latest - first.earliest) / 1_000);
  const isDated = Number.isFinite(second.earliest) && Number.isFinite(first.latest);
  const occurred = {
    ...(isDated && { atLeast }),
    ...(Number.isFinite(atMost) && atMost >= 0 && { atMost }),
  };
  const recorded = Date.parse(later.entry.recordedAt) - Date.parse(earlier.entry.recordedAt);
  return {
    ...(Object.keys(occurred).length > 0 && { occurred }),
    recorded: Math.max(0, Math.round(recorded / 1_000)),
  };
}

/** Nothing is recorded before it has happened. */
function whenOf({ entry: { data, recordedAt } }: Act): TimeRange {
  const { earliest, latest } = parseOccurredAt(data.occurredAt);
  return { earliest, latest: data.occurredAt === undefined ? latest : Math.min(latest, Date.parse(recordedAt)) };
}
