import type { PolicyInput, ClaimFacts, Coverage } from '../policy.js';
import type { PolicyParameters } from '../policy-parameters.js';
import { CoverageFinder } from './coverage.js';
import { OriginalCitations, SupportingCitations } from './citation-graph.js';
import type { ActNode } from './act-node.js';
import { Origins } from './origins.js';
import { ThirdPartySupport } from './third-parties.js';
import type { ActGraph } from './act-graph.js';
import { type Due, latestDue } from './due.js';
import { findSearches } from './searches.js';
import type { Searches } from './searches.js';
import { reasonFor, insertWithoutEffect, entriesWithoutEffect } from './entries-without-effect.js';
import type { EntryWithoutEffect } from './entries-without-effect.js';
import { Principals } from './principals.js';
import { Representation } from './representation.js';
import { Standing } from './standing.js';
import { EffectiveActs } from './effective-acts.js';

/** Everything that the decision rules look at. Every list holds effective acts only. */
export class Analysis {
  readonly kind: ClaimFacts['kind'];
  /** When the outcome of a forecast is due. */
  readonly due: Due | undefined;
  readonly representation: Representation;
  readonly principals: Principals;
  readonly effectiveActs: EffectiveActs;
  readonly standing: Standing;
  readonly origins: Origins;
  /** By named raters without standing whose verdicts decide: others don't rate. */
  readonly verdicts: ActNode[] = [];
  /** Verdicts by other named raters without standing, which the policy only shows. */
  readonly shownVerdicts: ActNode[] = [];
  readonly outcomes: ActNode[] = [];
  /** Assertions and confirmations of the whole claim. */
  readonly ownStatements: ActNode[] = [];
  /** Confirmations with standing; for a position, also its holder's assertions. */
  readonly confirmations: ActNode[] = [];
  /** Denials with standing, on a basis that the policy accepts. */
  readonly denials: ActNode[] = [];
  /** Denials with standing on other bases. */
  readonly weakDenials: ActNode[] = [];
  readonly evidenceFor: ActNode[] = [];
  readonly evidenceAgainst: ActNode[] = [];
  /** Entries that have no effect at any moment, sorted. Expired searches aren't among them. */
  readonly withoutEffect: EntryWithoutEffect[];
  private readonly searchActs: ActNode[] = [];
  private readonly coverageFinder: CoverageFinder;
  private currentSearches: Searches;
  private analyzedCount: number;

  constructor(
    private readonly input: PolicyInput,
    readonly actGraph: ActGraph,
    private readonly parameters: PolicyParameters,
  ) {
    this.kind = input.claims[0]?.kind ?? 'factual';
    this.due = this.kind === 'forecast' ? latestDue(input.claims) : undefined;
    this.representation = new Representation(input);
    this.principals = new Principals(input.claims, this.representation);
    this.effectiveActs = new EffectiveActs(actGraph, this.representation, this.principals);
    this.standing = new Standing(this.principals, this.effectiveActs, this.representation);
    const effective = actGraph.acts.filter((act) => this.effectiveActs.isEffective(act));
    const citations = new SupportingCitations(actGraph, this.effectiveActs, this.representation);
    const supporting = effective.filter(({ supports }) => supports);
    this.origins = new Origins(supporting, citations, this.effectiveActs, this.representation, parameters);
    this.coverageFinder = new CoverageFinder(this.effectiveActs, this.representation);
    for (const act of actGraph.acts) this.coverageFinder.add(act);
    for (const act of effective) this.classify(act);
    this.currentSearches = findSearches(this.searchActs, this.parameters);
    this.withoutEffect = entriesWithoutEffect(this);
    this.analyzedCount = actGraph.acts.length;
  }

  /** Whether one named origin who saw it, or has a recording, is support against opposition. */
  get doEyewitnessesDispute(): boolean {
    return this.parameters.eyewitnessDisputes;
  }

  get searches(): Searches {
    return this.currentSearches;
  }

  coverage(): Coverage {
    return this.coverageFinder.coverage(this.origins.independentCount());
  }

  /** Confirmations of a claim that a third party put forward too. */
  firstHand(): readonly ActNode[] {
    if (this.confirmations.length === 0) return [];
    const citations = new OriginalCitations(this.actGraph, this.effectiveActs, this.representation);
    const thirdParties = new ThirdPartySupport(
      this.actGraph,
      citations,
      this.representation,
      this.principals,
      this.confirmations,
      this.parameters,
    );
    return this.confirmations.filter((act) => thirdParties.existsFor(act));
  }

  /**
   * Adds the act that the graph got since, if it doesn't affect the others. Returns false if it does, or if more has
   * changed; then analyze again.
   */
  tryExtend(input: PolicyInput): boolean {
    const { acts } = this.actGraph;
    if (acts.length > this.analyzedCount + 1 || !isSameContext(input, this.input)) return false;
    const act = acts[this.analyzedCount];
    if (act === undefined) return true;
    if (!this.effectiveActs.tryExtend(act) || !this.origins.tryExtend(act)) return false;
    this.coverageFinder.add(act);
    if (this.effectiveActs.isEffective(act)) this.classify(act);
    const reason = reasonFor(act, this);
    if (reason !== undefined) insertWithoutEffect(this.withoutEffect, [act], reason);
    if (act.entry.type === 'ConfirmationSought') this.updateSearches();
    this.analyzedCount += 1;
    return true;
  }

  /** Whether it has a named maker. */
  isRater(act: ActNode): boolean {
    return this.effectiveActs.effectiveMakersOf(act).some((maker) => !this.representation.isUnnamed(maker));
  }

  /** Whether the verdict of one of its named makers decides. */
  isDecidingRater(act: ActNode): boolean {
    const { verdictsDecide, raters } = this.parameters;
    if (!verdictsDecide || raters === undefined) return verdictsDecide;
    const { actors } = this.representation;
    const isAccepted = (maker: string) => actors.idsOf(maker).some((id) => raters.includes(id));
    return this.effectiveActs.effectiveMakersOf(act).some((maker) => !actors.isUnnamed(maker) && isAccepted(maker));
  }

  /** Whether it is a denial on a basis that the policy doesn't accept. */
  isWeak({ entry: { type, data } }: ActNode): boolean {
    const { denialBases } = this.parameters;
    return type === 'ClaimDenied' && denialBases !== undefined && !denialBases.includes(data.basis);
  }

  /** Whether it doesn't support the claim, as it rests on unnamed sources only. */
  isUnsupportive(act: ActNode): boolean {
    return !this.standing.has(act) && this.origins.restsOnUnnamed(act);
  }

  private updateSearches(): void {
    const before = new Set(this.currentSearches.superseded);
    this.currentSearches = findSearches(this.searchActs, this.parameters);
    const added = this.currentSearches.superseded.filter((act) => !before.has(act));
    insertWithoutEffect(this.withoutEffect, added, 'superseded');
  }

  /** Adds an effective act to the lists that the rules look at. */
  private classify(act: ActNode): void {
    switch (act.entry.type) {
      case 'ClaimAsserted':
        this.ownStatements.push(act);
        if (this.kind === 'position' && this.standing.has(act)) this.confirmations.push(act);
        break;
      case 'ClaimConfirmed':
        if (!act.supports) break;
        this.ownStatements.push(act);
        if (this.standing.has(act)) this.confirmations.push(act);
        break;
      case 'ClaimDenied':
        if (!act.denies || !this.standing.has(act)) break;
        if (this.isWeak(act)) this.weakDenials.push(act);
        else {
          this.denials.push(act);
          this.coverageFinder.addDenial(act);
        }
        break;
      case 'VerdictIssued':
        if (this.standing.has(act) || !this.isRater(act)) break;
        (this.isDecidingRater(act) ? this.verdicts : this.shownVerdicts).push(act);
        break;
      case 'ForecastResolved':
        if (this.kind === 'forecast') this.outcomes.push(act);
        break;
      case 'ConfirmationSought':
        if (this.effectiveActs.isByOutsider(act)) this.searchActs.push(act);
        break;
      case 'EvidenceAttached':
        if (act.about !== undefined || !this.effectiveActs.isDecisive(act)) break;
        if (act.entry.data.bearing === 'supports') this.evidenceFor.push(act);
        if (act.entry.data.bearing === 'refutes') this.evidenceAgainst.push(act);
        break;
      default:
    }
  }
}

/** Whether all of the input besides the entries is the same. */
function isSameContext(one: PolicyInput, other: PolicyInput): boolean {
  const { mandates, actors, publishers, makersElsewhere } = other;
  if (one.mandates !== mandates || one.actors !== actors || one.publishers !== publishers) return false;
  if (one.makersElsewhere !== makersElsewhere) return false;
  return one.claims.length === other.claims.length && one.claims.every((claim, n) => isSame(claim, other.claims[n]));
}

function isSame(one: ClaimFacts, other: ClaimFacts | undefined): boolean {
  if (one.id !== other?.id || one.kind !== other.kind || one.holder !== other.holder || one.due !== other.due)
    return false;
  return one.about.length === other.about.length && one.about.every((actor, n) => actor === other.about[n]);
}
