import type { TimeRange } from '../../domain/fuzzy-time.js';
import { appendTo } from '../../lib/collections.js';
import { type ActNode, byRef } from './act-node.js';
import { firstDisjointLists } from './disjoint-lists.js';

interface NamedOrigin {
  readonly end: ActNode;
  readonly actors: ReadonlySet<string>;
}

/**
 * Which origins are independent. The actors of an origin include those for whom its speakers spoke at that time. So two
 * origins depend on each other if they share an actor, if one spoke for the other, or if both spoke for a third.
 */
export class IndependentOrigins {
  /** Of the ends by the same speakers at the same time, the first. */
  private readonly origins = new Map<string, Map<TimeRange, NamedOrigin>>();
  private readonly found = new Map<number, readonly ActNode[]>();
  /** The actors of origins that have one actor, and the origins that have several. */
  private readonly single = new Set<string>();
  private readonly larger = new Map<string, ReadonlySet<string>>();
  private total: number | undefined;

  /** @param actorsOf returns the speakers, and those for whom they spoke at that time */
  add(end: ActNode, speakers: readonly string[], actorsOf: () => Iterable<string>): void {
    const key = speakers.join(' ');
    const byTime = this.origins.get(key) ?? new Map<TimeRange, NamedOrigin>();
    this.origins.set(key, byTime);
    const known = byTime.get(end.when);
    if (known !== undefined && byRef(known.end, end) < 0) return;
    const actors = known?.actors ?? new Set(actorsOf());
    byTime.set(end.when, { end, actors });
    this.found.clear();
    if (known === undefined) this.addActors(actors);
  }

  /**
   * The number of origins of which any two are independent: as many as are found by taking those with the fewest actors
   * first. At least two if there are two. The largest number would take exponential time.
   */
  count(): number {
    this.total ??= this.countDisjoint();
    return this.total;
  }

  /**
   * The first so many of which no two share an actor; empty if there are no such.
   *
   * @param count 2 or more
   */
  disjoint(count: number): readonly ActNode[] {
    let found = this.found.get(count);
    if (found === undefined) {
      found = disjoint(
        [...this.origins.values()].flatMap((byTime) => [...byTime.values()]),
        count,
      );
      this.found.set(count, found);
    }
    return found;
  }

  private addActors(actors: ReadonlySet<string>): void {
    this.total = undefined;
    const [first, second] = actors;
    if (first === undefined) return;
    if (second === undefined) this.single.add(first);
    else this.larger.set([...actors].sort().join(' '), actors);
  }

  private countDisjoint(): number {
    const used = new Set<string>();
    let count = this.single.size;
    const largerOnes = [...this.larger].sort(([a, one], [b, other]) => one.size - other.size || (a < b ? -1 : 1));
    for (const [, actors] of largerOnes) {
      if ([...actors].some((actor) => this.single.has(actor) || used.has(actor))) continue;
      for (const actor of actors) used.add(actor);
      count += 1;
    }
    return count === 1 && this.larger.size > 1 && this.disjoint(2).length > 0 ? 2 : count;
  }
}

function disjoint(origins: NamedOrigin[], count: number): readonly ActNode[] {
  origins.sort((a, b) => byRef(a.end, b.end));
  const counts = new Map<string, number>();
  for (const { actors } of origins) for (const actor of actors) counts.set(actor, (counts.get(actor) ?? 0) + 1);
  // If all share one actor, no two are disjoint.
  if ([...(origins[0]?.actors ?? [])].some((actor) => counts.get(actor) === origins.length)) return [];
  const distinct = new Map<string, { end: ActNode; shared: readonly string[] }>();
  for (const { end, actors } of origins) {
    const shared = [...actors].filter((actor) => (counts.get(actor) ?? 0) > 1).sort();
    const key = shared.length === 0 ? `alone ${end.ref}` : shared.join(' ');
    if (!distinct.has(key)) distinct.set(key, { end, shared });
  }
  const [ends, lists] = [
    [...distinct.values()].map(({ end }) => end),
    [...distinct.values()].map(({ shared }) => shared),
  ];
  const places = count === 2 ? firstDisjoint(lists) : firstDisjointLists(lists, count);
  return places.map((place) => ends[place]).filter((end) => end !== undefined);
}

const WORD = 32;
const ALL = 0xffff_ffff;

/**
 * The places of the first two lists without a common item; -1 if there are no such two. For each list, those that share an
 * item with it are marked, 32 at a time: with thousands of lists that is a small part of comparing all pairs.
 */
function firstDisjoint(lists: readonly (readonly string[])[]): readonly [number, number] {
  const places = new Map<string, number[]>();
  for (const [place, list] of lists.entries()) for (const item of list) appendTo(places, item, place);
  const words = Math.ceil(lists.length / WORD);
  const masks = new Map<string, Uint32Array>();
  const marked = new Uint32Array(words);
  for (const [place, list] of lists.entries()) {
    marked.fill(0);
    for (const item of list) {
      const such = places.get(item) ?? [];
      if (such.length < words) mark(marked, such);
      else {
        let mask = masks.get(item);
        if (mask === undefined) masks.set(item, (mask = mark(new Uint32Array(words), such)));
        for (let word = 0; word < words; word += 1) marked[word] = (marked[word] ?? 0) | (mask[word] ?? 0);
      }
    }
    for (let other = place + 1; other < lists.length;) {
      const word = marked[Math.floor(other / WORD)] ?? 0;
      if (word === ALL) other = (Math.floor(other / WORD) + 1) * WORD;
      else if ((word & (1 << (other % WORD))) === 0) return [place, other];
      else other += 1;
    }
  }
  return [-1, -1];
}

function mark(marked: Uint32Array, places: readonly number[]): Uint32Array {
  for (const place of places) {
    const word = Math.floor(place / WORD);
    marked[word] = (marked[word] ?? 0) | (1 << (place % WORD));
  }
  return marked;
}
