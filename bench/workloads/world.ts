import { Random } from './random.js';
import { language, type Language, passage, properName, sentence } from './words.js';

/**
 * A command as a line of an import: its type, its target under the name of the aggregate type, and its event's fields.
 */
export type Line = Readonly<Record<string, unknown>> & { readonly type: string };
/** Yields lines in the order in which they are recorded, and returns what they registered. */
export type LineGenerator<Made> = Generator<Line, Made, undefined>;

export interface Speaker {
  readonly id: string;
  readonly speaksFor: string;
}

const START = Date.parse('2014-01-01T00:00:00Z');
const END = Date.parse('2025-01-01T00:00:00Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How many of each kind are remembered, so that memory is constant; after that a new one replaces an older one. */
const MAX_REMEMBERED = {
  outlet: 2_000,
  organization: 1_000,
  group: 100,
  person: 1_500,
  speaker: 400,
  document: 300,
  narrative: 300,
  claim: 1_000,
};

/** What has been registered so far, as far as it is remembered, and the clock of the workload. */
export class World {
  readonly random: Random;
  readonly outlets: string[] = [];
  readonly organizations: string[] = [];
  readonly groups: string[] = [];
  readonly persons: string[] = [];
  readonly speakers: Speaker[] = [];
  readonly documents: string[] = [];
  readonly narratives: string[] = [];
  /** Registered claims of ordinary size, each with the id of one act on it. */
  readonly claims: { readonly id: string; readonly number: number; readonly kind: string; readonly entry: string }[] =
    [];
  private readonly counts = new Map<string, number>();
  private moment = START;

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  /** Milliseconds since 1970; the clock stops at the end of 2024, so that nothing happens in the future. */
  get now(): number {
    return this.moment;
  }

  /** Moves the clock on after a line, by some four minutes. */
  advanceClock(): void {
    this.moment = Math.min(this.moment + this.random.between(0, 8 * MINUTE), END);
  }

  /** Returns the next number of this sort, from 1. */
  count(sort: string): number {
    const next = (this.counts.get(sort) ?? 0) + 1;
    this.counts.set(sort, next);
    return next;
  }

  remember<Item>(sort: keyof typeof MAX_REMEMBERED, items: Item[], item: Item): void {
    if (items.length < MAX_REMEMBERED[sort]) items.push(item);
    // The first items are picked most often: they stay.
    else items[this.random.between(20, items.length - 1)] = item;
  }

  *outlet(): LineGenerator<string> {
    if (this.outlets.length >= 40 && !this.random.chance(0.004)) return this.random.pickSkewed(this.outlets);
    const name = `${properName(this.random)} ${this.random.pick(['Times', 'Post', 'Zeitung', 'News', 'Herald', 'Правда', 'Tribuna'])}`;
    const id = this.newId('outlet');
    yield { type: 'ActorRegistered', actor: id, kind: 'outlet', name: `${name} ${id.slice(7)}`, aliases: [name] };
    this.remember('outlet', this.outlets, id);
    return id;
  }

  *organization(): LineGenerator<string> {
    if (this.organizations.length >= 30 && !this.random.chance(0.004))
      return this.random.pickSkewed(this.organizations);
    const id = this.newId('organization');
    const name = `${this.random.pick(['Ministry of', 'Institute of', 'Government of', 'Union of', 'Agency for'])} ${properName(this.random)}`;
    yield { type: 'ActorRegistered', actor: id, kind: 'organization', name };
    this.remember('organization', this.organizations, id);
    return id;
  }

  *group(): LineGenerator<string> {
    if (this.groups.length >= 5 && !this.random.chance(0.02)) return this.random.pickSkewed(this.groups);
    const id = this.newId('group');
    yield {
      type: 'ActorRegistered',
      actor: id,
      kind: 'group',
      name: `Members of ${properName(this.random)} ${id.slice(6)}`,
    };
    this.remember('group', this.groups, id);
    return id;
  }

  /** Half of all persons speak for an organization from the start, some until a known day. */
  *person(): LineGenerator<string> {
    if (this.persons.length >= 50 && !this.random.chance(0.06)) return this.random.pickSkewed(this.persons, 1.5);
    const id = this.newId('person');
    const name = `${properName(this.random)} ${properName(this.random)}`;
    yield {
      type: 'ActorRegistered',
      actor: id,
      kind: 'person',
      name,
      ...(this.random.chance(0.2) && { aliases: [`${name.charAt(0)}. ${name.split(' ')[1] ?? name}`] }),
    };
    this.remember('person', this.persons, id);
    if (!this.random.chance(0.5)) return id;
    const speaksFor = yield* this.organization();
    yield {
      type: 'MandateRecorded',
      actor: id,
      mandate: 'spokesperson',
      speaksFor,
      ...(this.random.chance(0.8) && {
        from: this.random.pick([this.day(400), this.day(900).slice(0, 7), this.day(2000).slice(0, 4)]),
      }),
      ...(this.random.chance(0.1) && { until: this.day(-900) }),
    };
    this.remember('speaker', this.speakers, { id, speaksFor });
    return id;
  }

  *unnamedSource(outlet: string): LineGenerator<string> {
    const id = this.newId('source');
    const description = `${this.random.pick(['a senior diplomat', 'two people familiar with the matter', 'an official who asked not to be named', 'высокопоставленный источник'])} in ${properName(this.random)}`;
    yield { type: 'ActorRegistered', actor: id, kind: 'unnamed', name: description, description, outlet };
    return id;
  }

  /** A document published by this outlet if it is new, else any known one. */
  *document(publisher: string, of: Language): LineGenerator<string> {
    if (this.documents.length > 0 && !this.random.chance(0.22)) return this.random.pick(this.documents);
    const id = this.newId('document');
    const number = id.slice(9);
    yield {
      type: 'DocumentRegistered',
      document: id,
      publisher,
      ...(this.random.chance(0.9) && {
        url: `https://www.${publisher}.example/${this.day(0).replaceAll('-', '/')}/article-${number}`,
      }),
      title: sentence(this.random, of).slice(0, 180),
      publishedAt: this.random.chance(0.8) ? this.day(2) : this.fuzzyTime(5),
      language: of,
      ...(this.random.chance(0.4) && {
        sha256: Array.from({ length: 8 }, () => this.random.between(0, 0xffffffff).toString(16).padStart(8, '0')).join(
          '',
        ),
      }),
      ...(this.random.chance(0.2) && { archivedUrl: `https://archive.example/web/${number}` }),
    };
    this.remember('document', this.documents, id);
    return id;
  }

  *narrative(): LineGenerator<string> {
    if (this.narratives.length > 0 && !this.random.chance(0.03)) return this.random.pickSkewed(this.narratives);
    const id = this.newId('narrative');
    const of = language(this.random);
    yield {
      type: 'NarrativeRegistered',
      narrative: id,
      title: sentence(this.random, of).slice(0, 120),
      ...(this.random.chance(0.7) && { summary: passage(this.random, of, this.random.between(1, 4)) }),
    };
    this.remember('narrative', this.narratives, id);
    return id;
  }

  /** Returns a day up to so many days ago; with a negative number, up to so many days ahead. */
  day(daysBack: number): string {
    return new Date(this.now - this.random.next() * daysBack * DAY).toISOString().slice(0, 10);
  }

  /** Returns when something happened up to so many days ago, as precisely as sources state it. */
  fuzzyTime(daysBack: number): string {
    const instant = new Date(this.now - this.random.next() * daysBack * DAY).toISOString();
    const day = instant.slice(0, 10);
    return this.random.pickWeighted([
      [50, day],
      [12, `${instant.slice(0, 16)}Z`],
      [6, `${instant.slice(0, 16)}+02:00`],
      [9, day.slice(0, 7)],
      [3, day.slice(0, 4)],
      [12, `../${day}`],
      [5, `${this.dayBefore(day, 12)}/${day}`],
      [3, `${day.slice(0, 4)}/..`],
    ]);
  }

  private dayBefore(day: string, days: number): string {
    return new Date(Date.parse(day) - this.random.between(1, days) * DAY).toISOString().slice(0, 10);
  }

  private newId(sort: string): string {
    return `${sort}-${this.count(sort)}`;
  }
}
