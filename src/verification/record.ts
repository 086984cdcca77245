import type { Case } from './case.js';
import { components } from './components.js';
import { aboutRef, Deed, refOf } from './deed.js';
import type { Cited, Target } from './deed.js';
import { apart } from './follows.js';
import { listUnder } from './lists.js';
import { parseOccurredAt } from './occurred-at.js';
import type { Bounds } from './occurred-at.js';
import { Voids } from './voids.js';

/** The acts of a case that count at the moment asked about, linked to each other. */
export interface CaseRecord {
  readonly deeds: readonly Deed[];
  /** References to those that may have happened by then. */
  readonly possibly: readonly string[];
  /** References to what was recorded by mistake. */
  readonly voided: readonly string[];
}

export function readRecord(given: Case): CaseRecord {
  const voids = new Voids(given.entries);
  const register = new Register(given, voids);
  for (const deed of register.deeds) link(deed, register);

  const at = Date.parse(given.at);
  const isPast = (moment: string | undefined): boolean => moment !== undefined && moment <= given.at;
  const replacesPast = ({ ref }: Deed): boolean =>
    voids.lineage(ref).some((earlier) => isPast(register.voidedAt.get(earlier)));
  const deeds = withWhatTheyRestOn(
    register.deeds,
    (deed) => deed.when.latest <= at || isPast(deed.entry.recordedAt) || replacesPast(deed),
  );
  linkAfter(deeds);
  const voided = [...register.voidedAt.keys()];
  if (deeds.length === register.deeds.length) return { deeds, possibly: [], voided };
  const counted = new Set(deeds);
  const possibly = register.deeds.filter((deed) => !counted.has(deed) && deed.when.earliest <= at);
  return { deeds, possibly: possibly.map(({ ref }) => ref).sort(), voided };
}

/** The entries by claim and id, the voided ones apart. */
class Register {
  readonly deeds: Deed[] = [];
  /** When each voided entry was recorded. */
  readonly voidedAt = new Map<string, string>();
  private readonly claims: ReadonlyMap<string, Map<string, Deed>>;

  constructor(
    { claims, entries }: Case,
    private readonly voids: Voids,
  ) {
    this.claims = new Map(claims.map(({ id }) => [id, new Map<string, Deed>()]));
    const dates = new Map<string | undefined, Bounds>();
    for (const entry of entries) {
      if (voids.voided.size > 0 && voids.voided.has(refOf(entry.claim, entry.data.id))) {
        this.voidedAt.set(refOf(entry.claim, entry.data.id), entry.recordedAt);
      } else if (entry.type !== 'EntryVoided') {
        const { occurredAt } = entry.data;
        let when = dates.get(occurredAt);
        if (when === undefined) dates.set(occurredAt, (when = parseOccurredAt(occurredAt)));
        const deed = new Deed(entry, when);
        this.deeds.push(deed);
        this.claims.get(entry.claim)?.set(entry.data.id, deed);
      }
    }
  }

  resolve(claim: string, ref: string): Target {
    const slash = ref.indexOf('/');
    const home = slash < 0 ? claim : ref.slice(0, slash);
    const entries = this.claims.get(home);
    if (entries === undefined) return 'other-claim';
    const id = ref.slice(slash + 1);
    const direct = entries.get(id);
    if (direct !== undefined) return direct;
    const replacement = this.voids.resolve(refOf(home, id));
    return (replacement === undefined ? undefined : entries.get(replacement.slice(home.length + 1))) ?? 'voided';
  }
}

function link(deed: Deed, register: Register): void {
  const { claim, data } = deed.entry;
  const about = aboutRef(deed.entry);
  if (about !== undefined) deed.about = register.resolve(claim, about);
  if (data.cites !== undefined && data.cites.length > 0) {
    deed.cites = data.cites.map((citation): Cited =>
      'entry' in citation ? { citation, target: register.resolve(claim, citation.entry) } : { citation },
    );
  }
  if (data.after !== undefined && data.after.length > 0) {
    const targets = data.after.map((ref) => register.resolve(claim, ref));
    deed.after = targets.filter((target) => target instanceof Deed);
  }
}

/** What a counted act cites, is about or is known to follow has happened too, however vague its own date. */
function withWhatTheyRestOn(all: readonly Deed[], hasHappened: (deed: Deed) => boolean): readonly Deed[] {
  if (all.every(hasHappened)) return all;
  const counted = new Set(all.filter(hasHappened));
  for (const deed of counted) {
    if (deed.about instanceof Deed) counted.add(deed.about);
    for (const { target } of deed.cites) if (target instanceof Deed) counted.add(target);
    for (const earlier of deed.after) if (!apart(earlier, deed)) counted.add(earlier);
  }
  return all.filter((deed) => counted.has(deed));
}

/** A replacement may close a ring of `after`; of those who are said to follow each other, neither follows. */
function linkAfter(deeds: readonly Deed[]): void {
  const linked = deeds.filter((deed) => deed.after.length > 0);
  if (linked.length === 0) return;
  const counted = new Set(deeds);
  const ring = new Map<Deed, readonly Deed[]>();
  for (const component of components(linked, (deed) => deed.after)) {
    for (const member of component) ring.set(member, component);
  }
  const thenCame = new Map<Deed, Deed[]>();
  for (const deed of linked) {
    deed.after = deed.after.filter((earlier) => counted.has(earlier) && ring.get(earlier) !== ring.get(deed));
    for (const earlier of deed.after) listUnder(thenCame, earlier, deed);
  }
  for (const [deed, later] of thenCame) deed.thenCame = later;
}
