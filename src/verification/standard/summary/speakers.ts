import { lowerBound } from '../../../lib/collections.js';
import type { SummaryCode, SummaryPart } from '../../summary/summary-part.js';
import type { ActNode } from '../act-node.js';
import type { Analysis } from '../analysis.js';

/** With more actors than this, a list names two and counts the others. */
const MAX_LISTED = 3;

type Listed = Pick<SummaryPart, 'actors' | 'others'>;

/** The first of these actors, and how many more there are. */
export function listed(actors: Iterable<string>): Listed {
  const all = [...new Set(actors)];
  return all.length <= MAX_LISTED
    ? { actors: all }
    : { actors: all.slice(0, MAX_LISTED - 1), others: all.length - MAX_LISTED + 1 };
}

/** The same for those through whom somebody spoke; nothing if there are none. */
export function through(actors: Iterable<string>): Pick<SummaryPart, 'through' | 'throughOthers'> {
  const { actors: shown = [], others } = listed(actors);
  if (shown.length === 0) return {};
  return { through: shown, ...(others !== undefined && { throughOthers: others }) };
}

/** With fewer, inserting them one by one takes less time than sorting. */
const MANY = 20;

/** A set that lists its members in order, and grows one by one or by thousands at little cost. */
export class SortedSet {
  /** Most sets of a claim stay empty. */
  private members: Set<string> | undefined;
  private readonly sorted: string[] = [];
  private readonly unsorted: string[] = [];

  get all(): readonly string[] {
    if (this.unsorted.length >= MANY) {
      for (const member of this.unsorted) this.sorted.push(member);
      this.sorted.sort();
    } else {
      for (const member of this.unsorted) {
        this.sorted.splice(
          lowerBound(this.sorted, (other) => other < member),
          0,
          member,
        );
      }
    }
    this.unsorted.length = 0;
    return this.sorted;
  }

  add(member: string): void {
    this.members ??= new Set();
    if (this.members.has(member)) return;
    this.members.add(member);
    this.unsorted.push(member);
  }

  has(member: string): boolean {
    return this.members?.has(member) ?? false;
  }
}

/** The makers for whom an act counts; if it counts for none, all of them. */
export function makersOf(act: ActNode, { effectiveActs }: Analysis): readonly string[] {
  const effective = effectiveActs.effectiveMakersOf(act);
  return effective.length > 0 ? effective : [...act.by, ...act.groups];
}

/** Why the words of a claim's principals settle it. */
export const subjectOf = ({ kind }: Analysis): 'about' | 'holder' => (kind === 'position' ? 'holder' : 'about');

/**
 * Those who speak in some acts, as a part of a summary names them: whom the claim is about through a spokesperson, or
 * the makers themselves.
 */
export class Speakers {
  private readonly speakers = new SortedSet();
  private readonly spokespersons = new SortedSet();
  private readonly represented = new SortedSet();
  private areSubjects = true;

  constructor(private readonly analysis: Analysis) {}

  get isEmpty(): boolean {
    return this.speakers.all.length === 0;
  }

  add(act: ActNode): void {
    const { principals, representation } = this.analysis;
    const makers = makersOf(act, this.analysis);
    const represented = representation.representedActors(act, makers).filter((actor) => !makers.includes(actor));
    const isSubject = (actor: string) => principals.has(actor) && !representation.isUnnamed(actor);
    const own = makers.filter(isSubject);
    const subjects = own.length > 0 ? own : represented.filter(isSubject);
    for (const speaker of subjects.length > 0 ? subjects : makers) this.speakers.add(speaker);
    if (subjects.length === 0) {
      this.areSubjects = false;
      for (const actor of represented) this.represented.add(actor);
    } else if (own.length === 0) for (const maker of makers) this.spokespersons.add(maker);
  }

  part(code: SummaryCode): SummaryPart {
    const { speakers, spokespersons, represented } = this;
    const behalf = represented.all;
    return {
      code,
      ...listed(speakers.all),
      ...(this.areSubjects && !this.isEmpty && { subject: subjectOf(this.analysis) }),
      ...through(spokespersons.all.filter((actor) => !speakers.has(actor))),
      ...(behalf.length > 0 && speakers.all.length === 1 && { of: listed(behalf).actors ?? [] }),
    };
  }

  /** The part; none if nobody speaks. */
  parts(code: SummaryCode): readonly SummaryPart[] {
    return this.isEmpty ? [] : [this.part(code)];
  }
}

/** Those who speak in these acts. */
export function speakersIn(acts: Iterable<ActNode>, analysis: Analysis): Speakers {
  const speakers = new Speakers(analysis);
  for (const act of acts) speakers.add(act);
  return speakers;
}
