import { Random } from './random.js';
import { language, type Language, passage, properName, sentence } from './words.js';

/** A command as a line of an import: its type, its target under the noun's name, and its event's fields. */
export type Line = Readonly<Record<string, unknown>> & { readonly type: string };
/** Yields lines as they are to be recorded, and returns what they made. */
export type Making<Made> = Generator<Line, Made, undefined>;

export interface Speaker {
  readonly id: string;
  readonly speaksFor: string;
}

const START = Date.parse('2014-01-01T00:00:00Z');
const END = Date.parse('2025-01-01T00:00:00Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How many of each are remembered, so that a stream of any length takes the same memory; a new one takes the place of an old one. */
const MOST = {
  outlet: 2_000,
  organization: 1_000,
  group: 100,
  person: 1_500,
  speaker: 400,
  document: 300,
  narrative: 300,
  claim: 1_000,
};

/** What has been registered so far, as far as it is remembered, and the day that it is in the histories. */
export class World {
  readonly random: Random;
  readonly outlets: string[] = [];
  readonly organizations: string[] = [];
  readonly groups: string[] = [];
  readonly persons: string[] = [];
  readonly speakers: Speaker[] = [];
  readonly documents: string[] = [];
  readonly narratives: string[] = [];
  /** Of ordinary size and with their registration recorded, each with one act on it. */
  readonly claims: { readonly id: string; readonly number: number; readonly kind: string; readonly entry: string }[] =
    [];
  private readonly counts = new Map<string, number>();
  private moment = START;

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  /** Milliseconds since 1970; it stops at the end of 2024, so that nothing happens in the future. */
  get now(): number {
    return this.moment;
  }

  /** A line was recorded: on to the next, some four minutes later. */
  tick(): void {
    this.moment = Math.min(this.moment + this.random.between(0, 8 * MINUTE), END);
  }

  /** The next number of this sort, from 1. */
  count(sort: string): number {
    const next = (this.counts.get(sort) ?? 0) + 1;
    this.counts.set(sort, next);
    return next;
  }

  keep<Item>(sort: keyof typeof MOST, items: Item[], item: Item): void {
    if (items.length < MOST[sort]) items.push(item);
    // The first are those spoken of most: they stay.
    else items[this.random.between(20, items.length - 1)] = item;
  }

  *outlet(): Making<string> {
    if (this.outlets.length >= 40 && !this.random.chance(0.004)) return this.random.pickSkewed(this.outlets);
    const name = `${properName(this.random)} ${this.random.pick(['Times', 'Post', 'Zeitung', 'News', 'Herald', 'Правда', 'Tribuna'])}`;
    const id = this.newId('outlet');
    yield { type: 'ActorRegistered', actor: id, kind: 'outlet', name: `${name} ${id.slice(7)}`, aliases: [name] };
    this.keep('outlet', this.outlets, id);
    return id;
  }

  *organization(): Making<string> {
    if (this.organizations.length >= 30 && !this.random.chance(0.004))
      return this.random.pickSkewed(this.organizations);
    const id = this.newId('organization');
    const name = `${this.random.pick(['Ministry of', 'Institute of', 'Government of', 'Union of', 'Agency for'])} ${properName(this.random)}`;
    yield { type: 'ActorRegistered', actor: id, kind: 'organization', name };
    this.keep('organization', this.organizations, id);
    return id;
  }

  *group(): Making<string> {
    if (this.groups.length >= 5 && !this.random.chance(0.02)) return this.random.pickSkewed(this.groups);
    const id = this.newId('group');
    yield {
      type: 'ActorRegistered',
      actor: id,
      kind: 'group',
      name: `Members of ${properName(this.random)} ${id.slice(6)}`,
    };
    this.keep('group', this.groups, id);
    return id;
  }

  /** Half of all persons speak for an organization from the day that they are heard of, some until a day that is known. */
  *person(): Making<string> {
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
    this.keep('person', this.persons, id);
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
    this.keep('speaker', this.speakers, { id, speaksFor });
    return id;
  }

  *unnamed(outlet: string): Making<string> {
    const id = this.newId('source');
    const description = `${this.random.pick(['a senior diplomat', 'two people familiar with the matter', 'an official who asked not to be named', 'высокопоставленный источник'])} in ${properName(this.random)}`;
    yield { type: 'ActorRegistered', actor: id, kind: 'unnamed', name: description, description, outlet };
    return id;
  }

  /** Published by this outlet if it is new, else by whoever did. */
  *document(publisher: string, of: Language): Making<string> {
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
      publishedAt: this.random.chance(0.8) ? this.day(2) : this.vague(5),
      language: of,
      ...(this.random.chance(0.4) && {
        sha256: Array.from({ length: 8 }, () => this.random.between(0, 0xffffffff).toString(16).padStart(8, '0')).join(
          '',
        ),
      }),
      ...(this.random.chance(0.2) && { archivedUrl: `https://archive.example/web/${number}` }),
    };
    this.keep('document', this.documents, id);
    return id;
  }

  *narrative(): Making<string> {
    if (this.narratives.length > 0 && !this.random.chance(0.03)) return this.random.pickSkewed(this.narratives);
    const id = this.newId('narrative');
    const of = language(this.random);
    yield {
      type: 'NarrativeRegistered',
      narrative: id,
      title: sentence(this.random, of).slice(0, 120),
      ...(this.random.chance(0.7) && { summary: passage(this.random, of, this.random.between(1, 4)) }),
    };
    this.keep('narrative', this.narratives, id);
    return id;
  }

  /** A day up to so many days ago; with a negative number, up to so many days ahead. */
  day(daysBack: number): string {
    return new Date(this.now - this.random.next() * daysBack * DAY).toISOString().slice(0, 10);
  }

  /** When something happened up to so many days ago, as vaguely as sources tell it. */
  vague(daysBack: number): string {
    const instant = new Date(this.now - this.random.next() * daysBack * DAY).toISOString();
    const day = instant.slice(0, 10);
    return this.random.pickWeighted([
      [50, day],
      [12, `${instant.slice(0, 16)}Z`],
      [6, `${instant.slice(0, 16)}+02:00`],
      [9, day.slice(0, 7)],
      [3, day.slice(0, 4)],
      [12, `../${day}`],
      [5, `${this.before(day, 12)}/${day}`],
      [3, `${day.slice(0, 4)}/..`],
    ]);
  }

  private before(day: string, days: number): string {
    return new Date(Date.parse(day) - this.random.between(1, days) * DAY).toISOString().slice(0, 10);
  }

  private newId(sort: string): string {
    return `${sort}-${this.count(sort)}`;
  }
}
