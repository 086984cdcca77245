import type { ActorKind } from './vocabulary.js';

/**
 * All actors that are one with this actor, itself included, sorted. Links are mutual and transitive. Unnamed actors are
 * never joined, and a group only with a group: such links have no effect.
 *
 * @param linkedWith the actors with an effective link to one, in either direction
 */
export function joinedActors(
  actor: string,
  linkedWith: (actor: string) => readonly string[],
  kindOf: (actor: string) => ActorKind | undefined,
): readonly string[] {
  const joined = new Set([actor]);
  for (const member of joined) {
    for (const other of linkedWith(member)) if (areJoinable(kindOf(member), kindOf(other))) joined.add(other);
  }
  return [...joined].sort();
}

const areJoinable = (one: ActorKind | undefined, other: ActorKind | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  one !== 'unnamed' &&
  other !== 'unnamed' &&
  (one === 'group') === (other === 'group');
