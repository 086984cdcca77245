import type { PolicyInput, ClaimFacts } from '../policy.js';
import { OriginalCitations, SupportingCitations } from './citation-graph.js';
import type { ActNode } from './act-node.js';
import { Origins } from './origins.js';
import { ThirdPartySupport } from './third-party-support.js';
import type { ActGraph } from './act-graph.js';
import { buildActGraph } from './act-graph.js';
import { findSearches } from './searches.js';
import type { Searches } from './searches.js';
import { reasonFor, insertWithoutEffect, entriesWithoutEffect } from './entries-without-effect.js';
import type { EntryWithoutEffect } from './entries-without-effect.js';
import { Representation } from './representation.js';
import { Standing } from './standing.js';
import { EffectiveActs } from './effective-acts.js';

/** All that the rules look at; every list holds only acts that stand. */
export class Analysis {
  readonly kind: ClaimFacts['kind'];
  readonly sides: Representation;
  readonly upheld: EffectiveActs;
  readonly standing: Standing;
  readonly origins: Origins;
  /** By those without standing: who has standing doesn't rate. */
  readonly verdicts: ActNode[] = [];
  readonly outcomes: ActNode[] = [];
  /** Assertions and confirmations of the whole claim. */
  readonly ownWords: ActNode[] = [];
  /** Confirmations with standing; of a position, what its holder puts forward as its own. */
  readonly confirmations: ActNode[] = [];
  readonly denials: ActNode[] = [];
  readonly evidenceFor: ActNode[] = [];
  readonly evidenceAgainst: ActNode[] = [];
  /** Shown without effect at any moment, sorted: all but searches that are no longer good. */
  readonly withoutEffect: EntryWithoutEffect[];
  private readonly sought: ActNode[] = [];
  private found: Searches;
  private examined: number;

  constructor(
    private readonly given: PolicyInput,
    readonly record: ActGraph,
  ) {
    this.kind = given.claims[0]?.kind ?? 'factual';
    this.sides = new Representation(given);
    this.upheld = new EffectiveActs(given, record, this.sides);
    this.standing = new Standing(given.claims, this.upheld, this.sides);
    const standing = record.deeds.filter((deed) => this.upheld.isEffective(deed));
    const citations = new SupportingCitations(record, this.upheld, this.sides, given.publishers);
    const supporting = standing.filter(({ supports }) => supports);
    this.origins = new Origins(supporting, citations, this.upheld, this.sides);
    for (const deed of standing) this.list(deed);
    this.found = findSearches(this.sought);
    this.withoutEffect = entriesWithoutEffect(this);
    this.examined = record.deeds.length;
  }

  get searches(): Searches {
    return this.found;
  }

  /** Those of the confirmations that confirm what others too put forward. */
  firstHand(): readonly ActNode[] {
    if (this.confirmations.length === 0) return [];
    const citations = new OriginalCitations(this.record, this.upheld, this.sides, this.given.publishers);
    const others = new ThirdPartySupport(this.record, citations, this.sides);
    return this.confirmations.filter((deed) => others.exist(deed));
  }

  /** Takes up an act that was read since, if it leaves all others as they were. False if not, or if more has changed. */
  tryExtend(given: PolicyInput): boolean {
    const { deeds } = this.record;
    if (deeds.length > this.examined + 1 || !isSameBackground(given, this.given)) return false;
    const deed = deeds[this.examined];
    if (deed === undefined) return true;
    if (!this.upheld.tryExtend(deed) || !this.origins.tryExtend(deed)) return false;
    if (this.upheld.isEffective(deed)) this.list(deed);
    const reason = reasonFor(deed, this);
    if (reason !== undefined) insertWithoutEffect(this.withoutEffect, [deed], reason);
    if (deed.entry.type === 'ConfirmationSought') this.searchAnew();
    this.examined += 1;
    return true;
  }

  private searchAnew(): void {
    const before = new Set(this.found.superseded);
    this.found = findSearches(this.sought);
    const more = this.found.superseded.filter((deed) => !before.has(deed));
    insertWithoutEffect(this.withoutEffect, more, 'superseded');
  }

  /** Puts an act that stands where the rules look for it. */
  private list(deed: ActNode): void {
    switch (deed.entry.type) {
      case 'ClaimAsserted':
        this.ownWords.push(deed);
        if (this.kind === 'position' && this.standing.has(deed)) this.confirmations.push(deed);
        break;
      case 'ClaimConfirmed':
        if (!deed.supports) break;
        this.ownWords.push(deed);
        if (this.standing.has(deed)) this.confirmations.push(deed);
        break;
      case 'ClaimDenied':
        if (deed.denies && this.standing.has(deed)) this.denials.push(deed);
        break;
      case 'VerdictIssued':
        if (!this.standing.has(deed)) this.verdicts.push(deed);
        break;
      case 'ForecastResolved':
        if (this.kind === 'forecast') this.outcomes.push(deed);
        break;
      case 'ConfirmationSought':
        this.sought.push(deed);
        break;
      case 'EvidenceAttached':
        if (deed.about !== undefined || !this.upheld.isDecisive(deed)) break;
        if (deed.entry.data.bearing === 'supports') this.evidenceFor.push(deed);
        if (deed.entry.data.bearing === 'refutes') this.evidenceAgainst.push(deed);
        break;
      default:
    }
  }
}

/** Of a shorter record, examining it anew costs less time than keeping what was found is worth in memory. */
const WORTH_KEEPING = 30;

/** What was found in a record, for as long as that is kept. */
const kept = new WeakMap<ActGraph, Analysis>();

export function analyze(given: PolicyInput): Analysis {
  const record = buildActGraph(given);
  const known = kept.get(record);
  kept.delete(record);
  const findings = known?.tryExtend(given) === true ? known : new Analysis(given, record);
  if (record.deeds.length >= WORTH_KEEPING) kept.set(record, findings);
  return findings;
}

/** Whether all that isn't in the entries is the same. */
function isSameBackground(one: PolicyInput, other: PolicyInput): boolean {
  const { mandates, actors, publishers } = other;
  if (one.mandates !== mandates || one.actors !== actors || one.publishers !== publishers) return false;
  return one.claims.length === other.claims.length && one.claims.every((claim, n) => isSame(claim, other.claims[n]));
}

function isSame(one: ClaimFacts, other: ClaimFacts | undefined): boolean {
  if (one.id !== other?.id || one.kind !== other.kind || one.holder !== other.holder) return false;
  return one.about.length === other.about.length && one.about.every((actor, n) => actor === other.about[n]);
}
