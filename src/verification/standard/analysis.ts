import type { Case, ClaimFacts } from '../policy-input.js';
import { OriginalCitations, SupportingCitations } from './citation-graph.js';
import type { Deed } from './act-node.js';
import { Origins } from './origins.js';
import { OthersWords } from './third-party-support.js';
import type { CaseRecord } from './act-graph.js';
import { readRecord } from './act-graph.js';
import { findSearches } from './searches.js';
import type { Searches } from './searches.js';
import { reasonFor, showToo, shownWithoutEffect } from './entries-without-effect.js';
import type { Shown } from './entries-without-effect.js';
import { Sides } from './representation.js';
import { Standing } from './standing.js';
import { Upheld } from './effective-acts.js';

/** All that the rules look at; every list holds only acts that stand. */
export class Findings {
  readonly kind: ClaimFacts['kind'];
  readonly sides: Sides;
  readonly upheld: Upheld;
  readonly standing: Standing;
  readonly origins: Origins;
  /** By those without standing: who has standing doesn't rate. */
  readonly verdicts: Deed[] = [];
  readonly outcomes: Deed[] = [];
  /** Assertions and confirmations of the whole claim. */
  readonly ownWords: Deed[] = [];
  /** Confirmations with standing; of a position, what its holder puts forward as its own. */
  readonly confirmations: Deed[] = [];
  readonly denials: Deed[] = [];
  readonly evidenceFor: Deed[] = [];
  readonly evidenceAgainst: Deed[] = [];
  /** Shown without effect at any moment, sorted: all but searches that are no longer good. */
  readonly withoutEffect: Shown[];
  private readonly sought: Deed[] = [];
  private found: Searches;
  private examined: number;

  constructor(
    private readonly given: Case,
    readonly record: CaseRecord,
  ) {
    this.kind = given.claims[0]?.kind ?? 'factual';
    this.sides = new Sides(given);
    this.upheld = new Upheld(given, record, this.sides);
    this.standing = new Standing(given.claims, this.upheld, this.sides);
    const standing = record.deeds.filter((deed) => this.upheld.stands(deed));
    const citations = new SupportingCitations(record, this.upheld, this.sides, given.publishers);
    const supporting = standing.filter(({ supports }) => supports);
    this.origins = new Origins(supporting, citations, this.upheld, this.sides);
    for (const deed of standing) this.list(deed);
    this.found = findSearches(this.sought);
    this.withoutEffect = shownWithoutEffect(this);
    this.examined = record.deeds.length;
  }

  get searches(): Searches {
    return this.found;
  }

  /** Those of the confirmations that confirm what others too put forward. */
  firstHand(): readonly Deed[] {
    if (this.confirmations.length === 0) return [];
    const citations = new OriginalCitations(this.record, this.upheld, this.sides, this.given.publishers);
    const others = new OthersWords(this.record, citations, this.sides);
    return this.confirmations.filter((deed) => others.exist(deed));
  }

  /** Takes up an act that was read since, if it leaves all others as they were. False if not, or if more has changed. */
  takeUp(given: Case): boolean {
    const { deeds } = this.record;
    if (deeds.length > this.examined + 1 || !isSameBackground(given, this.given)) return false;
    const deed = deeds[this.examined];
    if (deed === undefined) return true;
    if (!this.upheld.takeUp(deed) || !this.origins.takeUp(deed)) return false;
    if (this.upheld.stands(deed)) this.list(deed);
    const reason = reasonFor(deed, this);
    if (reason !== undefined) showToo(this.withoutEffect, [deed], reason);
    if (deed.entry.type === 'ConfirmationSought') this.searchAnew();
    this.examined += 1;
    return true;
  }

  private searchAnew(): void {
    const before = new Set(this.found.superseded);
    this.found = findSearches(this.sought);
    const more = this.found.superseded.filter((deed) => !before.has(deed));
    showToo(this.withoutEffect, more, 'superseded');
  }

  /** Puts an act that stands where the rules look for it. */
  private list(deed: Deed): void {
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
const kept = new WeakMap<CaseRecord, Findings>();

export function examine(given: Case): Findings {
  const record = readRecord(given);
  const known = kept.get(record);
  kept.delete(record);
  const findings = known?.takeUp(given) === true ? known : new Findings(given, record);
  if (record.deeds.length >= WORTH_KEEPING) kept.set(record, findings);
  return findings;
}

/** Whether all that isn't in the entries is the same. */
function isSameBackground(one: Case, other: Case): boolean {
  const { mandates, actors, publishers } = other;
  if (one.mandates !== mandates || one.actors !== actors || one.publishers !== publishers) return false;
  return one.claims.length === other.claims.length && one.claims.every((claim, n) => isSame(claim, other.claims[n]));
}

function isSame(one: ClaimFacts, other: ClaimFacts | undefined): boolean {
  if (one.id !== other?.id || one.kind !== other.kind || one.holder !== other.holder) return false;
  return one.about.length === other.about.length && one.about.every((actor, n) => actor === other.about[n]);
}
