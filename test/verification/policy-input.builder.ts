import type { ActorFacts, ClaimFacts, Mandate, Verification } from '../../src/verification/policy.js';
import type { ActType, Citation, JudgedEntry, JudgedTypes } from '../../src/domain/entries.js';
import { standard } from '../../src/verification/standard/standard-policy.js';
import type {
  ActorKind,
  Basis,
  ForecastOutcome,
  Rating,
  Reaction,
  SearchOutcome,
} from '../../src/domain/vocabulary.js';
import { bySpeaker, type ReferenceInput } from './standard/reference-evaluator/input.js';

type Makers = string | readonly string[];

/** Optional fields of an act. `cites` names `@actor`, `#document`, or else an entry. */
interface Extras {
  readonly on?: string;
  readonly after?: readonly string[];
  readonly onBehalfOf?: readonly string[];
  readonly cites?: readonly string[];
  readonly translated?: boolean;
  readonly document?: string;
  readonly basis?: Basis;
  readonly capacity?: string;
  readonly quote?: string;
}

/** Builds the input of a policy act by act, in recorded order. `verify` evaluates it with the policy `standard`. */
export class PolicyInputBuilder {
  private readonly claims: ClaimFacts[];
  private readonly entries: JudgedEntry[] = [];
  private readonly mandates: Mandate[] = [];
  private readonly actors = new Map<string, ActorFacts>();
  private readonly publishers = new Map<string, string>();
  private readonly makersElsewhere = new Map<string, readonly string[]>();
  private claim: string;
  private recordedAt = Date.parse('2024-06-01T12:00:00.000Z');
  private at = '2025-01-01T00:00:00.000Z';

  constructor(claim: Partial<ClaimFacts> = {}) {
    this.claims = [{ id: 'claim', kind: 'factual', about: [], ...claim }];
    this.claim = 'claim';
  }

  actor(kind: ActorKind, ...ids: string[]): this {
    for (const id of ids) this.actors.set(id, { ...this.actors.get(id), id, kind });
    return this;
  }

  unnamed(id: string, outlet: string): this {
    this.actors.set(id, { id, kind: 'unnamed', outlet });
    return this;
  }

  /** Joins ids of one actor. */
  joined(...ids: string[]): this {
    const joined = ids.toSorted();
    for (const id of ids) this.actors.set(id, { ...(this.actors.get(id) ?? { id, kind: 'organization' }), joined });
    return this;
  }

  /** Says who made an entry of another claim, `claim/entry`. */
  elsewhere(entry: string, ...makers: string[]): this {
    this.makersElsewhere.set(entry, makers);
    this.addActors(makers);
    return this;
  }

  speaksFor(speaker: string, principal: string, from?: string, until?: string): this {
    this.mandates.push({
      id: `${speaker}-for-${principal}`,
      speaker,
      principal,
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
    });
    return this;
  }

  published(document: string, publisher: string): this {
    this.publishers.set(document, publisher);
    return this;
  }

  /** Merges another claim with the first one. The calls that follow record in the new claim. */
  withSameClaim(id: string, facts: Partial<ClaimFacts> = {}): this {
    this.claims.push({ kind: this.claims[0]?.kind ?? 'factual', about: [], ...facts, id });
    this.claim = id;
    return this;
  }

  recordedOn(moment: string): this {
    this.recordedAt = Date.parse(moment);
    return this;
  }

  asOf(moment: string): this {
    this.at = moment;
    return this;
  }

  asserted(id: string, by: Makers, extras: Extras = {}): this {
    return this.add('ClaimAsserted', { ...act(id, by, extras), basis: extras.basis ?? 'none-given' });
  }

  reported(id: string, by: Makers, extras: Extras = {}): this {
    return this.add('ClaimReported', { ...act(id, by, extras), basis: extras.basis ?? 'none-given' });
  }

  repeated(id: string, by: Makers, extras: Extras = {}): this {
    return this.add('ClaimRepeated', act(id, by, extras));
  }

  interpreted(id: string, by: Makers, document: string, extras: Extras = {}): this {
    return this.add('ClaimInterpreted', { ...act(id, by, extras), interprets: { document } });
  }

  /** An interpretation of an entry, of this claim or another. */
  readInto(id: string, by: Makers, entry: string, extras: Extras = {}): this {
    return this.add('ClaimInterpreted', { ...act(id, by, extras), interprets: { entry } });
  }

  confirmed(id: string, by: Makers, extras: Extras & { of?: string; extent?: 'part' } = {}): this {
    const basis = extras.basis ?? 'none-given';
    return this.add('ClaimConfirmed', { ...act(id, by, extras), ...ofAndExtent(extras), basis });
  }

  denied(id: string, by: Makers, extras: Extras & { of?: string; extent?: 'part' } = {}): this {
    const basis = extras.basis ?? 'none-given';
    return this.add('ClaimDenied', { ...act(id, by, extras), ...ofAndExtent(extras), basis });
  }

  questioned(id: string, by: Makers, extras: Extras = {}): this {
    return this.add('ClaimQuestioned', { ...act(id, by, extras), extent: 'whole' });
  }

  reacted(id: string, by: Makers, extras: Extras & { reaction?: Reaction } = {}): this {
    return this.add('ReactionRecorded', { ...act(id, by, extras), reaction: extras.reaction ?? 'condemned' });
  }

  retracted(id: string, by: Makers, of: string, extras: Extras & { takesBack?: 'part' | 'nothing' } = {}): this {
    return this.add('StatementRetracted', { ...act(id, by, extras), of, takesBack: extras.takesBack ?? 'whole' });
  }

  apologized(id: string, by: Makers, of: string, takesBack: 'whole' | 'part' | 'nothing', extras: Extras = {}): this {
    return this.add('ApologyIssued', { ...act(id, by, extras), of, takesBack });
  }

  corrected(id: string, by: Makers, of: string, takesBack: 'whole' | 'part', extras: Extras = {}): this {
    return this.add('CorrectionIssued', { ...act(id, by, extras), of, takesBack });
  }

  searched(id: string, by: Makers, outcome: SearchOutcome, extras: SearchExtras = {}): this {
    const goodUntil = extras.goodUntil === undefined ? {} : { goodUntil: extras.goodUntil };
    const asked = extras.asked === undefined ? {} : { asked: extras.asked };
    return this.add('ConfirmationSought', { ...act(id, by, extras), outcome, ...asked, ...goodUntil });
  }

  /** Evidence; by default primary and examined as genuine. */
  evidence(id: string, by: Makers, bearing: 'supports' | 'refutes' | 'context', extras: EvidenceExtras = {}): this {
    return this.add('EvidenceAttached', {
      ...act(id, by, extras),
      document: extras.document ?? 'memo',
      bearing,
      primary: extras.primary ?? true,
      authenticity: extras.authenticity ?? 'genuine',
      ...(extras.of === undefined ? {} : { of: extras.of }),
    });
  }

  rated(id: string, by: Makers, rating: Rating, extras: Extras & { label?: string } = {}): this {
    const label = extras.label === undefined ? {} : { label: extras.label };
    return this.add('VerdictIssued', { ...act(id, by, extras), rating, ...label });
  }

  withdrewVerdict(id: string, by: Makers, of: string, extras: Extras = {}): this {
    return this.add('VerdictWithdrawn', { ...act(id, by, extras), of });
  }

  resolved(id: string, by: Makers, outcome: ForecastOutcome, extras: Extras = {}): this {
    return this.add('ForecastResolved', { ...act(id, by, extras), outcome, document: 'proof' });
  }

  voided(id: string, voids: string, replacement?: string): this {
    const data = { id, voids, reason: 'recorded by mistake', ...(replacement === undefined ? {} : { replacement }) };
    this.entries.push({ claim: this.claim, type: 'EntryVoided', data, recordedAt: this.nextRecordedAt() });
    return this;
  }

  /** Reverses the recorded order. */
  reversed(): this {
    this.entries.reverse();
    return this;
  }

  build(): ReferenceInput {
    const { claims, entries, mandates, actors, publishers, makersElsewhere, at } = this;
    return { claims, entries, mandates: bySpeaker(mandates), actors, publishers, makersElsewhere, at };
  }

  verify(): Verification {
    return standard.evaluate(this.build());
  }

  private add<T extends ActType>(type: T, data: JudgedTypes[T]): this {
    // TypeScript can't build a member of the union from a generic type, though each member fits.
    this.entries.push({ claim: this.claim, type, data, recordedAt: this.nextRecordedAt() } as unknown as JudgedEntry);
    this.addActors([...data.by, ...(data.onBehalfOf ?? [])]);
    return this;
  }

  private addActors(ids: readonly string[]): void {
    for (const id of ids) if (!this.actors.has(id)) this.actor('organization', id);
  }

  private nextRecordedAt(): string {
    this.recordedAt += 1000;
    return new Date(this.recordedAt).toISOString();
  }
}

type SearchExtras = Extras & { readonly goodUntil?: string; readonly asked?: readonly string[] };

type EvidenceExtras = Extras & {
  readonly of?: string;
  readonly primary?: boolean;
  readonly authenticity?: 'genuine' | 'forged' | 'unexamined';
};

function act(id: string, by: Makers, extras: Extras): JudgedTypes['ClaimRepeated'] {
  const { on, after, onBehalfOf, cites, document, capacity, quote } = extras;
  return {
    id,
    by: typeof by === 'string' ? [by] : by,
    ...(on === undefined ? {} : { occurredAt: on }),
    ...(after === undefined ? {} : { after }),
    ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
    ...(cites === undefined ? {} : { cites: cites.map((cited) => citation(cited, extras.translated)) }),
    ...(document === undefined ? {} : { document }),
    ...(capacity === undefined ? {} : { capacity }),
    ...(quote === undefined ? {} : { quote: { text: quote } }),
  };
}

function citation(cited: string, translated: boolean | undefined): Citation {
  const more = { use: 'quotes' as const, ...(translated === undefined ? {} : { translated }) };
  if (cited.startsWith('@')) return { actor: cited.slice(1), ...more };
  return cited.startsWith('#') ? { document: cited.slice(1), ...more } : { entry: cited, ...more };
}

function ofAndExtent(extras: { of?: string; extent?: 'part' }): { of?: string; extent: 'whole' | 'part' } {
  return { ...(extras.of === undefined ? {} : { of: extras.of }), extent: extras.extent ?? 'whole' };
}

/**
 * The rule, the rating and `because` of a result: entries of the first claim by their own id, mandates by id, with
 * ` overlaps` if they only overlap, dates as `passed …`.
 */
export function decisionOf(given: PolicyInputBuilder): { rule: string; because: readonly string[]; rating?: Rating } {
  const { status, rule, because, rating } = given.verify();
  expect(rule.startsWith(`${status}/`)).toBe(true);
  const names = because.map((reason) => {
    if ('entry' in reason) return reason.entry.replace(/^claim\//, '');
    if ('passed' in reason) return `passed ${reason.passed}`;
    return reason.overlap ? `${reason.mandate} overlaps` : reason.mandate;
  });
  return { rule, because: names, ...(rating === undefined ? {} : { rating }) };
}

/** Returns the reason why an entry has no effect. */
export function reasonFor(given: PolicyInputBuilder, id: string): string | undefined {
  const entry = id.includes('/') ? id : `claim/${id}`;
  return given.verify().withoutEffect.find((shown) => shown.entry === entry)?.reason;
}

/** Returns the origins as `nature actor+actor`. */
export function originsOf(given: PolicyInputBuilder): readonly string[] {
  return given.verify().origins.map(({ nature, actors }) => `${nature} ${actors.join('+')}`);
}
