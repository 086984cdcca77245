import type { ActorKind, Basis, Rating } from '../../domain/vocabulary.js';
import { timeInWords } from '../../domain/time-in-words.js';
import {
  actorsInSentence,
  capitalized,
  counted,
  inSentence,
  isSeveral,
  listed,
  type NamedActor,
  possessive,
} from './english-names.js';
import { HEADINGS, type SummaryCode, type SummaryPart } from './summary-part.js';

/** Names for the ids in a summary. */
export interface SummaryNames {
  actor(id: string): NamedActor;
  /** The title of a document, or what else it goes by. */
  document(id: string): string;
}

/** The parts of a summary as one English sentence. */
export function summaryInEnglish(parts: readonly SummaryPart[], names: SummaryNames): string {
  const clauses = parts.map((part, index) => {
    const isAlso = parts.slice(0, index).some(({ subject }) => subject === 'about');
    const isFirst = parts.slice(0, index).every(({ code }) => HEADINGS.has(code));
    return CLAUSES[part.code](new Words(part, names, isAlso, isFirst));
  });
  const sentence = clauses.reduce((text, clause, index) => text + between(parts[index - 1], parts[index]) + clause, '');
  return capitalized(`${sentence}.`);
}

/** What separates two clauses. */
function between(before: SummaryPart | undefined, after: SummaryPart | undefined): string {
  if (before === undefined) return '';
  if (HEADINGS.has(before.code)) return ' ';
  return before.code === 'origin' && after?.code === 'origin' ? ', and ' : '; ';
}

type Clause = (words: Words) => string;

/** What fills a part, in words. */
class Words {
  constructor(
    readonly part: SummaryPart,
    private readonly names: SummaryNames,
    /** Whether somebody whom the claim is about was named before. */
    private readonly isAlso: boolean,
    /** Whether no other clause comes before, so that "so" can only mean the claim. */
    private readonly isFirst: boolean,
  ) {}

  /** Whether its verb is in the plural. */
  get isPlural(): boolean {
    return this.size > 1 || this.named(this.part.actors).some(isSeveral);
  }

  private get size(): number {
    const { actors = [], others = 0 } = this.part;
    return actors.length + others;
  }

  /** The actors, as the subject of a sentence: "Ukraine, whom it is about,". */
  get who(): string {
    const { subject, of = [], code } = this.part;
    if (subject !== undefined && code !== 'only-one-took-back') return `${this.actors}, ${this.whose},`;
    return of.length > 0 && OF_IS_BEHALF.has(code) ? `${this.actors}, for ${this.of},` : this.actors;
  }

  /** Why their words count. */
  private get whose(): string {
    if (this.part.subject === 'about') return this.isAlso ? 'whom it is also about' : 'whom it is about';
    return this.part.code === 'stated' ? 'whose position it is' : 'whose position it would be';
  }

  get actors(): string {
    const { actors, others } = this.part;
    return actorsInSentence(this.named(actors), others);
  }

  get of(): string {
    return actorsInSentence(this.named(this.part.of));
  }

  /** " through John Kirby", or nothing. */
  get through(): string {
    return this.part.through === undefined ? '' : ` through ${this.carriers}`;
  }

  /** Whether the verb of those through whom it was passed on is in the plural. */
  get areCarriersPlural(): boolean {
    const { through = [], throughOthers = 0 } = this.part;
    return through.length + throughOthers > 1 || this.named(through).some(isSeveral);
  }

  get carriers(): string {
    const { through, throughOthers } = this.part;
    return actorsInSentence(this.named(through), throughOthers);
  }

  /** " by way of TASS, in translation", or nothing. */
  get way(): string {
    const { through, translated } = this.part;
    return `${through === undefined ? '' : `, by way of ${this.carriers}`}${translated ? ', in translation' : ''}`;
  }

  /** "who" or "which". */
  get which(): string {
    return this.named(this.part.actors).every(({ kind }) => PEOPLE.has(kind)) ? 'who' : 'which';
  }

  get document(): string {
    const { document, count = 1 } = this.part;
    const title = document === undefined ? 'a document' : this.names.document(document);
    return count > 1 ? `${title} and ${count === 2 ? 'another document' : `${counted(count - 1)} more`}` : title;
  }

  /** What one document, or several do. */
  get shows(): string {
    return (this.part.count ?? 1) > 1 ? 'show' : 'shows';
  }

  get count(): number {
    return this.part.count ?? 0;
  }

  get date(): string | undefined {
    return this.part.date;
  }

  /** The verb that fits the number of actors. */
  verb(singular: string, plural: string): string {
    return this.isPlural ? plural : singular;
  }

  /** "says so", or "makes the claim" where "so" could mean the clause before. */
  saysSo(isPlural = this.isPlural): string {
    if (this.isFirst) return isPlural ? 'say so' : 'says so';
    return isPlural ? 'make the claim' : 'makes the claim';
  }

  /** Whether it is one unnamed source, by its name: "a senior official". */
  get isOneSource(): boolean {
    const [only, ...more] = this.named(this.part.actors);
    return only !== undefined && more.length === 0 && this.part.others === undefined && !isSeveral(only);
  }

  /** The possessive of those whose words they are: "John Kirby's". */
  get ofPossessive(): string {
    return listed(this.named(this.part.of).map((actor) => possessive(inSentence(actor))));
  }

  private named(ids: readonly string[] = []): readonly NamedActor[] {
    return ids.map((id) => this.names.actor(id));
  }
}

const PEOPLE: ReadonlySet<ActorKind> = new Set<ActorKind>(['person', 'unnamed', 'group']);

/** Codes of which `of` names those for whom the actors spoke. */
const OF_IS_BEHALF: ReadonlySet<SummaryCode> = new Set<SummaryCode>([
  'only-says',
  'says',
  'origin',
  'one-origin',
  'denied-by-others',
  'questioned',
  'condemned',
  'denied-in-part',
  'confirmed-in-part',
  'several-say',
  'reversed',
  'withdrawn',
  'leads-nowhere',
  'came-true',
  'did-not-come-true',
  'came-true-in-part',
  'lapsed',
]);

/** How somebody who says so knows it, after a comma or "and". */
const KNOWS: Readonly<Record<Basis, (words: Words) => string>> = {
  witnessed: () => ', as an eyewitness',
  recording: () => ', from a recording',
  document: () => ', from a document',
  // Where the source is on record, that is the origin: what is left are those that the ledger doesn't name.
  'named-source': () => ', from a source that is not on record here',
  'unnamed-source': () => ', from an unnamed source',
  reasoning: (words) =>
    `, as ${words.verb(words.which === 'who' ? 'a conclusion' : 'its own conclusion', 'a conclusion')}`,
  'none-given': (words) => `, and ${words.verb('gives', 'give')} no basis`,
};

const knows = (words: Words): string => {
  const { basis } = words.part;
  return basis === undefined ? '' : KNOWS[basis](words);
};

/** The same of an origin: "which names no source". */
const origin = (words: Words): string => {
  const { basis } = words.part;
  if (basis === undefined) return '';
  if (basis === 'none-given') return `, ${words.which} ${words.verb('names', 'name')} no source`;
  return KNOWS[basis](words);
};

const says: Clause = (words) => {
  return `${words.who} ${words.saysSo()}${words.through}${knows(words)}`;
};

const RATES: Readonly<Record<Rating, (label: string | undefined) => string>> = {
  true: () => 'it true',
  'mostly-true': () => 'it mostly true',
  mixture: () => 'it partly true and partly false',
  'mostly-false': () => 'it mostly false',
  false: () => 'it false',
  misleading: () => 'it misleading',
  'missing-context': () => 'it as lacking context',
  unproven: () => 'it unproven',
  'conflicting-evidence': () => 'the evidence as conflicting',
  satire: () => 'it as satire',
  'not-checkable': () => 'it as impossible to check',
  other: (label) => (label === undefined ? 'it in terms of its own' : `it “${label}”`),
};

const rated: Clause = (words) => {
  const { rating = 'other', label } = words.part;
  const own =
    label === undefined || rating === 'other' || label.toLowerCase() === rating.replace('-', ' ')
      ? ''
      : ` (“${label}”)`;
  return `${words.actors} ${words.verb('rates', 'rate')} ${RATES[rating](label)}${own}`;
};

const according =
  (what: string): Clause =>
  (words) =>
    `${what}, according to ${words.actors}`;

const simple =
  (singular: string, plural = singular): Clause =>
  (words) =>
    `${words.who} ${words.verb(singular, plural)}${words.through}`;

/** "on 4 April 2024", "in April 2024", "by 4 April 2024"; nothing without a date. */
function dated(date: string | undefined): string {
  if (date === undefined) return '';
  const words = timeInWords(date);
  if (date.startsWith('..') || words.startsWith('between')) return words;
  return `${/^\d{1,2} [A-Z]/.test(words) ? 'on' : 'in'} ${words}`;
}

const searches = (count: number): string => (count === 1 ? 'one search' : `${counted(count)} searches`);
const other = (count: number): string => (count === 1 ? 'one other' : `${counted(count)} others`);

const CLAUSES: Readonly<Record<SummaryCode, Clause>> = {
  retracted: () => 'retracted:',
  disputed: () => 'disputed:',
  'independent-origins': ({ count }) => `${counted(count)} independent origins:`,
  overdue: ({ date }) => `was due ${dated(date)}, with no outcome on record:`,
  'nothing-recorded': () => 'nothing is on record about it yet',
  'nothing-by-then': ({ count }) => {
    const may = count === 0 ? '' : `; ${count === 1 ? 'one act' : `${counted(count)} acts`} may have`;
    return `nothing on record is known to have happened by then${may}`;
  },
  'nothing-counts': () => 'nothing that counts is left on record',
  'nobody-says': () => 'nobody is on record as saying so',
  'only-says': (words) => `only ${says(words)}`,
  says,
  'several-say': (words) => {
    const { actors = [], others = 0 } = words.part;
    return `${words.who} ${words.saysSo(true)}, and ${actors.length + others === 2 ? 'neither' : 'none'} gives a basis`;
  },
  origin: (words) => `${words.who.replace(/,$/, '')}${knows(words)}`,
  'one-origin': (words) => `one origin: ${words.who.replace(/,$/, '')}${origin(words)}${words.way}`,
  'only-cited': (words) => {
    const { actors = [], others = 0, through } = words.part;
    const count = actors.length + others;
    const by = through === undefined ? '' : `, as cited by ${words.carriers}`;
    const translated = words.part.translated ? ', in translation' : '';
    return `${count === 1 ? 'one origin' : `${counted(count)} origins`}: ${words.who.replace(/,$/, '')}${by}${translated}`;
  },
  'unknown-publisher': (words) =>
    `${words.carriers} ${words.areCarriersPlural ? 'cite' : 'cites'} a document whose publisher is not known`,
  'unnamed-sources': (words) => {
    const whom = words.part.actors === undefined ? '' : `: ${words.actors}`;
    if (words.isOneSource) return `only an unnamed source ${words.saysSo(false)}${whom}${words.way}`;
    return `only unnamed sources ${words.saysSo(true)}${whom}${words.way}`;
  },
  'unnamed-basis': (words) => {
    const from = words.part.basis === 'unnamed-source' ? 'unnamed sources' : 'sources that are not on record';
    return `${words.actors} ${words.saysSo(true)}, from ${from}`;
  },
  'named-origins': (words) => `${words.actors} ${words.saysSo(true)}, each on a basis of their own`,
  'not-independent': (words) => `${words.actors} ${words.saysSo(true)}, but not independently of each other`,
  circular: (words) => `no origin: ${words.actors} only cite each other`,
  group: (words) => `nobody in particular says so, only a group: ${words.actors}${words.way}`,
  'more-named': ({ count }) => `${other(count)} ${count === 1 ? 'has' : 'have'} a basis of their own`,
  'more-unnamed': ({ count }) => `${other(count)} rest${count === 1 ? 's' : ''} on unnamed sources`,
  'more-unsourced': ({ count }) => `${other(count)} give${count === 1 ? 's' : ''} no basis`,
  'more-unrecorded': ({ count }) => `of ${other(count)}, no basis is on record`,
  'more-circular': () => 'further reports only cite each other',
  'read-into': (words) => {
    const { of, document } = words.part;
    const what =
      document !== undefined ? words.document : of === undefined ? 'a statement' : `a remark of ${words.ofPossessive}`;
    return `nobody says so: ${words.actors} ${words.verb('reads', 'read')} it into ${what}`;
  },
  'only-repeated': (words) => `nobody says so in their own name: ${words.actors} ${words.verb('repeats', 'repeat')} it`,
  'attribution-denied': (words) => {
    const through = words.part.through === undefined ? '' : `, through ${words.carriers},`;
    return `${words.actors}${through} ${words.verb('denies', 'deny')} having said so`;
  },
  'attribution-withdrawn': (words) => `what had been attributed to ${words.actors} was withdrawn`,
  reversed: (words) => `${words.who} said so, and later the contrary`,
  withdrawn: (words) => `what ${words.actors} said no longer counts`,
  'leads-nowhere': (words) =>
    `${words.who} ${words.saysSo()}${words.through}, but only on the word of others, which does not count`,
  silent: simple('has not spoken', 'have not spoken'),
  'no-answer': simple('gave no answer when asked'),
  declined: simple('declined to answer'),
  stated: (words) => {
    const { of, quoted } = words.part;
    const report = of === undefined ? '' : `, as ${quoted ? 'quoted' : 'reported without a quote'} by ${words.of}`;
    return `${words.who} ${words.verb('says', 'say')} so${words.through}${report}`;
  },
  confirmed: simple('confirms it', 'confirm it'),
  'confirmed-later': simple('later confirmed it'),
  'put-forward': (words) => `it was put forward by ${words.actors}`,
  denied: simple('denies it', 'deny it'),
  'had-denied': (words) => `${words.actors} had denied it${words.through}`,
  'denied-on-weak-basis': (words) => {
    const who = `${words.who} ${words.verb('denies it', 'deny it')}${words.through}`;
    return `${who}, but ${words.verb('gives', 'give')} no basis that counts`;
  },
  'denied-by-others': (words) =>
    `${words.who} ${words.verb('denies it, as a third party', 'deny it, as third parties')}`,
  'denied-in-part': simple('denies a part of it', 'deny a part of it'),
  'confirmed-in-part': simple('confirms a part of it', 'confirm a part of it'),
  'took-back-in-part': (words) => `${words.actors} took back a part of it`,
  questioned: simple('questions it', 'question it'),
  condemned: simple('condemned it'),
  'evidence-for': (words) => `${words.document} ${words.shows} it, found genuine by ${words.actors}`,
  'evidence-against': (words) => `${words.document} ${words.shows} the contrary, found genuine by ${words.actors}`,
  'evidence-by-party': (words) => `${words.who} ${words.verb('offers', 'offer')} ${words.document} as evidence`,
  'evidence-forged': (words) => `${words.document}, offered as evidence, was found forged by ${words.actors}`,
  'evidence-contested': (words) =>
    `${words.document}, offered as evidence, is held genuine by some and forged by others`,
  'evidence-unexamined': (words) => `${words.document}, offered as evidence, has not been examined`,
  'took-back': (words) => `${words.actors} took it back whole`,
  'only-one-took-back': (words) =>
    `${words.actors}, the only ${words.verb('one', 'ones')} on record to say so, took it back whole`,
  'taken-back-for': (words) => `${words.actors}${words.through} took back whole what ${words.of} had said`,
  rated,
  'verdict-shown': (words) => `${rated(words)}, which decides nothing here`,
  'more-verdicts': ({ count }) =>
    count === 1 ? 'there is one more verdict' : `there are ${counted(count)} more verdicts`,
  'came-true': according('it came true'),
  'did-not-come-true': according('it did not come true'),
  'came-true-in-part': according('it came true in part'),
  lapsed: according('it lapsed'),
  'forecast-by': (words) => `${words.actors} had announced it`,
  due: ({ date }) => `it is due ${dated(date)}`,
  'no-outcome': () => 'no outcome is on record',
  'search-found-nothing': ({ count, date }) => {
    const when = dated(date);
    if (count === 1) return `one search${when === '' ? '' : `, ${when},`} found nothing`;
    return `${searches(count)}${when === '' ? '' : `, the latest ${when},`} found nothing`;
  },
  'search-expired': ({ count, date }) =>
    `${searches(count)} found nothing, but ${count === 1 ? 'was' : 'were'} good only until ${date === undefined ? 'then' : timeInWords(date)}`,
  'search-found': ({ count, date }) => {
    const when = dated(date);
    return `${searches(count)}${when === '' ? '' : `, ${when},`} found a confirmation`;
  },
};
