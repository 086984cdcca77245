import type { ClaimEvent } from '../../../../src/claims/claim.events.js';
import type { ActorKind } from '../../../../src/domain/vocabulary.js';
import type { GeneratedLog } from './log.js';
import type { JoinPlan, MandatePlan } from './plans.js';
import { daysAfter, endOf } from './time.js';
import { claimFacts, isVoided, replacementOf, type ClaimStreamEvent } from '../reference-evaluator/acts.js';

export const ROSTER: readonly { readonly id: string; readonly kind: ActorKind; readonly outlet?: string }[] = [
  { id: 'tass', kind: 'outlet' },
  { id: 'nato', kind: 'organization' },
  { id: 'jenssen', kind: 'person' },
  { id: 'vg', kind: 'outlet' },
  { id: 'diplomat', kind: 'unnamed', outlet: 'tass' },
  { id: 'kyiv', kind: 'organization' },
  { id: 'allies', kind: 'group' },
  { id: 'archive', kind: 'outlet' },
  { id: 'nato-hq', kind: 'organization' },
];

/** All actors except groups, which never speak. */
export const SPEAKERS = ROSTER.filter(({ kind }) => kind !== 'group').map(({ id }) => id);

/** A recorded entry of a claim. */
export type RecordedEntry = Extract<ClaimStreamEvent, ClaimEvent>;

/** The state so far of a generated history, in which plans are carried out, so that each next event is valid. */
export class World {
  private ids = 0;
  /** Every entry so far, with its own recorded time instead of the effective one, which no plan needs. */
  readonly entries: RecordedEntry[] = [];
  /** Their publishers. */
  readonly documents = new Map<string, string | undefined>();

  /** @param unpublished whether some documents have no publisher, which a log never has, but a policy's input may */
  constructor(
    readonly log: GeneratedLog,
    private readonly unpublished: boolean,
  ) {}

  get claims(): string[] {
    return this.entries.flatMap((entry) => (entry.type === 'ClaimRegistered' ? [entry.claim] : []));
  }

  claim(n: number): string {
    return this.claims[n % this.claims.length] ?? '';
  }

  /** Returns the actors who have standing on the claim. */
  actorsWithStanding(claim: string): readonly string[] {
    const facts = claimFacts(claim, this.entries);
    return facts?.kind === 'position' ? [facts.holder ?? []].flat() : (facts?.about ?? []);
  }

  /** Returns a forecast: only forecasts have outcomes. */
  forecast(n: number): string | undefined {
    return this.latest(
      this.claims.filter((claim) => claimFacts(claim, this.entries)?.kind === 'forecast'),
      n,
    );
  }

  nextId(): string {
    this.ids += 1;
    return `e${this.ids}`;
  }

  /** Returns the nth element from the end, so that shrinking the beginning of a history doesn't change the choice. */
  latest<T>(list: readonly T[], n: number): T | undefined {
    return list.length === 0 ? undefined : list.at(-1 - (n % list.length));
  }

  record(claim: string, { type, data }: ClaimEvent, stamp: number): void {
    const event = this.log.append('claim', claim, { type, data } as ClaimEvent, stamp);
    const { recordedAt } = event.metadata;
    this.entries.push({ ...event, recordedAt, claim, ref: `${claim}/${data.id}` } as RecordedEntry);
  }

  removeLast(): void {
    this.log.events.pop();
    this.entries.pop();
  }

  registerDocument(id: string, publisher: number, stamp: number): void {
    const data = { title: id, publisher: this.publisher(publisher) };
    if (this.unpublished && publisher % 4 === 0) {
      const { title } = data;
      this.documents.set(id, undefined);
      this.log.append('document', id, { type: 'DocumentRegistered', data: { title } as typeof data }, stamp);
      return;
    }
    this.documents.set(id, data.publisher);
    this.log.append('document', id, { type: 'DocumentRegistered', data }, stamp);
  }

  amendDocument(n: number, stamp: number): void {
    const id = this.document(n);
    this.documents.set(id, this.publisher(n));
    this.log.append('document', id, { type: 'DocumentAmended', data: { publisher: this.publisher(n) } }, stamp);
  }

  document(n: number): string {
    return [...this.documents.keys()][n % this.documents.size] ?? '';
  }

  /** Returns a document that one of these actors published, or else any. */
  documentOf(publishers: readonly string[], n: number): string {
    const own = [...this.documents].flatMap(([id, publisher]) => (publishers.includes(publisher ?? '') ? [id] : []));
    return own[n % (own.length || 1)] ?? this.document(n);
  }

  private publisher(n: number): string {
    const all = ROSTER.filter(({ kind }) => kind === 'outlet' || kind === 'organization');
    return all[n % all.length]?.id ?? '';
  }

  /** Joins two ids of one actor, or parts them again. Unnamed actors are never joined. */
  join({ one, other, isUndone }: JoinPlan, stamp: number): void {
    const ids = ROSTER.filter(({ kind }) => kind !== 'unnamed').map(({ id }) => id);
    const [a = '', b = ''] = [ids[one % ids.length], ids[other % ids.length]];
    const pair = [a, b].sort().join();
    const last = this.log.events
      .filter((event) => event.type === 'ActorLinked' || event.type === 'ActorUnlinked')
      .filter(({ stream, data }) => [stream.slice('actor-'.length), data.other].sort().join() === pair)
      .at(-1);
    const type = isUndone ? 'ActorUnlinked' : 'ActorLinked';
    if (a === b || (last?.type ?? 'ActorUnlinked') === type) return;
    this.log.append('actor', a, { type, data: { other: b } }, stamp);
  }

  /** Records a mandate, or voids an effective one. */
  mandate(plan: MandatePlan, stamp: number): void {
    const speaker = SPEAKERS[plan.speaker % SPEAKERS.length] ?? '';
    const principal = ROSTER[plan.principal % ROSTER.length]?.id ?? '';
    const mandate = `m${plan.id}`;
    const last = this.log.events
      .filter(
        (event) => event.stream === `actor-${speaker}` && 'mandate' in event.data && event.data.mandate === mandate,
      )
      .at(-1);
    if (plan.voided) {
      const data = { mandate, reason: 'never held the office' };
      if (last?.type === 'MandateRecorded') this.log.append('actor', speaker, { type: 'MandateVoided', data }, stamp);
      return;
    }
    if (speaker === principal) return;
    const from = daysAfter(stamp, -(plan.fromDaysBack ?? 100));
    const data = {
      mandate,
      speaksFor: principal,
      ...(plan.fromDaysBack === undefined ? {} : { from: endOf(plan.form, from) }),
      ...(plan.days === undefined ? {} : { until: endOf(plan.form, daysAfter(from, plan.days)) }),
    };
    this.log.append('actor', speaker, { type: 'MandateRecorded', data }, stamp);
  }

  /** Returns the principals of all mandates of an actor, whenever they are valid. */
  principalsOf(speaker: string): string[] {
    return this.log.events.flatMap((event) =>
      event.type === 'MandateRecorded' && event.stream === `actor-${speaker}` ? [event.data.speaksFor] : [],
    );
  }

  /** Returns the speakers of all mandates for one of these actors, whenever they are valid. */
  speakersFor(principals: readonly string[]): string[] {
    return this.log.events.flatMap((event) =>
      event.type === 'MandateRecorded' && principals.includes(event.data.speaksFor)
        ? [event.stream.slice('actor-'.length)]
        : [],
    );
  }

  get mandated(): string[] {
    return this.mandates.flatMap(([speaker = '']) => [speaker]);
  }

  /** The speaker and the principal of each mandate, whenever it is valid. */
  get mandates(): (readonly string[])[] {
    return this.log.events.flatMap((event) =>
      event.type === 'MandateRecorded' ? [[event.stream.slice('actor-'.length), event.data.speaksFor]] : [],
    );
  }

  /** Returns the makers of an entry that is named in a claim. */
  makersOf(claim: string, ref: string): readonly string[] {
    const named = this.entries.find((entry) => entry.ref === (ref.includes('/') ? ref : `${claim}/${ref}`));
    return named && 'by' in named.data ? named.data.by : [];
  }

  /** True if entries target each other in a cycle, through replacements. */
  hasTargetCycle(): boolean {
    const { entries } = this;
    const resolve = (claim: string, ref: string): string => {
      let full = ref.includes('/') ? ref : `${claim}/${ref}`;
      for (let hops = 0; hops < entries.length; hops++) full = replacementOf(full, entries) ?? full;
      return full;
    };
    return entries.some(({ ref: start, claim }) => {
      let [at, in_] = [start, claim];
      for (let hops = 0; hops <= entries.length; hops++) {
        const entry = entries.find(({ ref }) => ref === at);
        const of = entry && !isVoided(at, entries) ? aboutOf(entry) : undefined;
        if (of === undefined) return false;
        at = resolve(in_, of);
        in_ = at.split('/')[0] ?? '';
      }
      return true;
    });
  }
}

function aboutOf({ data }: RecordedEntry): string | undefined {
  if ('of' in data) return data.of;
  return 'interprets' in data && 'entry' in data.interprets ? data.interprets.entry : undefined;
}
