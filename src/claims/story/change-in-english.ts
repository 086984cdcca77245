import { timeInWords } from '../../domain/time-in-words.js';
import { actorsInSentence, capitalized, type NamedActor } from '../../verification/summary/english-names.js';
import type { SummaryNames } from '../../verification/summary/english.js';
import type { ChangeCode, ChangePart } from './change-part.js';

/** Names for the ids in a sentence about a change. */
export interface ChangeNames extends SummaryNames {
  /** The text of a claim, shortened and in quotation marks. */
  claim(id: string): string;
}

/** The parts about a change as one English sentence: "NATO, whom it is about, denied it: its status changed from …". */
export function changeInEnglish(parts: readonly ChangePart[], names: ChangeNames): string {
  const clauses = parts.map((part) => CLAUSES[part.code](new Words(part, names)));
  return capitalized(`${clauses.join(': ')}.`);
}

/** What fills a part, in words. */
class Words {
  constructor(
    readonly part: ChangePart,
    private readonly names: ChangeNames,
  ) {}

  /** The actors, as the subject of a sentence, with why their words count. */
  get who(): string {
    const { subject, behalf } = this.part;
    if (subject !== undefined) {
      return `${this.actors}, ${subject === 'about' ? 'whom it is about' : 'whose position it is'},`;
    }
    return behalf ? `${this.actors}, for ${this.listed(behalf)},` : this.actors;
  }

  get actors(): string {
    return actorsInSentence(this.named(this.part.actors), this.part.others);
  }

  /** " through John Kirby", or nothing. */
  get through(): string {
    return this.part.through ? ` through ${this.listed(this.part.through)}` : '';
  }

  /** "it", "a part of it", or "what John Kirby had said". */
  get what(): string {
    const { of, extent, takesBack } = this.part;
    const whole = of ? `what ${this.listed(of)} had said` : 'it';
    return extent === 'part' || takesBack === 'part' ? `a part of ${whole}` : whole;
  }

  get of(): string {
    return this.part.of ? this.listed(this.part.of) : '';
  }

  get credited(): string {
    return this.part.credited ? this.listed(this.part.credited) : '';
  }

  get document(): string {
    return this.part.document === undefined ? 'a document' : this.names.document(this.part.document);
  }

  get claim(): string {
    return this.part.claim === undefined ? 'another claim' : `the claim ${this.names.claim(this.part.claim)}`;
  }

  get date(): string {
    return timeInWords(this.part.date ?? '');
  }

  /** The verb with its subject, and through whom these spoke. */
  did(past: string): string {
    return `${this.who} ${past}${this.through}`;
  }

  private listed(ids: readonly string[]): string {
    return actorsInSentence(this.named(ids));
  }

  private named(ids: readonly string[] = []): readonly NamedActor[] {
    return ids.map((id) => this.names.actor(id));
  }
}

type Clause = (words: Words) => string;

const TOOK_BACK = { whole: ', and took it back whole', part: ', and took back a part of it', nothing: '' } as const;

/** A statement about an earlier one, with what it took back. */
const wentBack =
  (past: string): Clause =>
  (words) => {
    const whose = words.part.of ? `what ${words.of} had said` : 'it';
    return `${words.did(`${past} ${whose}`)}${TOOK_BACK[words.part.takesBack ?? 'nothing']}`;
  };

const FOUND = {
  'found-nothing': [' and found nothing', ' and found nothing'],
  found: [' and found one', ' and found one'],
  'no-answer': [' without an answer', ' and got no answer'],
  declined: [' without an answer', ', who declined to answer'],
} as const;

const REACTED = {
  condemned: 'condemned it',
  welcomed: 'welcomed it',
  commented: 'commented on it',
  agreed: 'agreed with it',
  disagreed: 'disagreed with it',
  noted: 'noted it',
} as const;

const BEARING = { supports: 'that supports it', refutes: 'that refutes it', context: 'that gives context' } as const;
const EXAMINED = { genuine: 'found genuine', forged: 'found forged', unexamined: 'not examined' } as const;

const CAME = {
  'came-true': 'it came true',
  'did-not': 'it did not come true',
  'in-part': 'it came true in part',
  lapsed: 'it lapsed',
} as const;

/** A status or a rating within a sentence: "partly fulfilled", "rated mostly false". */
const inWords = (status = '', rating?: string): string =>
  `${status}${rating === undefined ? '' : ` ${rating}`}`.replaceAll('-', ' ');

const CLAUSES: Readonly<Record<ChangeCode, Clause>> = {
  'on-merged-claim': ({ claim }) => `on ${claim}, which is merged with it`,
  registered: () => 'the claim was registered',
  amended: () => 'the claim was amended',
  merged: ({ claim }) => `it was merged with ${claim}`,
  separated: ({ claim }) => `it was separated from ${claim}`,
  linked: ({ claim }) => `it was linked with ${claim}`,
  unlinked: ({ claim }) => `it is no longer linked with ${claim}`,
  voided: ({ of }) => `${of === '' ? 'an entry' : `an act of ${of}`}, recorded by mistake, was voided`,
  restored: () => 'an entry counts again, as its void was voided',
  said: (words) => words.did('said so'),
  reported: (words) => `${words.did('reported it')}${words.credited === '' ? '' : `, citing ${words.credited}`}`,
  repeated: (words) => words.did('repeated it'),
  'read-into': (words) => {
    const into = words.credited === '' ? words.document : `a statement of ${words.credited}`;
    return words.did(`read it into ${into}`);
  },
  confirmed: (words) => words.did(`confirmed ${words.what}`),
  denied: (words) => words.did(`denied ${words.what}`),
  questioned: (words) => words.did(`questioned ${words.what}`),
  retracted: (words) => {
    if (words.part.takesBack === 'nothing') return words.did('made a statement about it, and took nothing back');
    return words.did(
      words.of !== '' || words.part.takesBack === 'part' ? `took back ${words.what}` : 'took it back whole',
    );
  },
  apologized: wentBack('apologized for'),
  corrected: wentBack('corrected'),
  reworded: wentBack('reworded'),
  reacted: (words) => words.did(REACTED[words.part.reaction ?? 'noted']),
  searched: (words) => {
    const [alone, asked] = FOUND[words.part.found ?? 'no-answer'];
    return words.did(words.of === '' ? `looked for a confirmation${alone}` : `asked ${words.of}${asked}`);
  },
  evidence: (words) => {
    const { bearing = 'context', authenticity = 'unexamined' } = words.part;
    return words.did(`attached ${words.document} as evidence ${BEARING[bearing]}, ${EXAMINED[authenticity]}`);
  },
  rated: (words) => words.did(`rated it ${inWords(words.part.rating)}`),
  'verdict-withdrawn': (words) =>
    words.did(words.of === '' ? 'withdrew a verdict' : `withdrew a verdict of ${words.of}`),
  resolved: (words) => `${CAME[words.part.outcome ?? 'lapsed']}, according to ${words.actors}`,
  'search-expired': ({ date }) => `a search that had found nothing was good until ${date}`,
  'due-passed': ({ date }) => `it was due before ${date}`,
  'date-passed': ({ date }) => `${date} passed`,
  'mandate-changed': (words) => `what is on record about whom ${words.actors} may speak for changed`,
  'actor-changed': (words) => `what is on record about ${words.actors} changed`,
  'document-changed': (words) => `what is on record about ${words.document} changed`,
  became: ({ part: { status, statusBefore, rating, ratingBefore } }) => {
    const after = inWords(status, rating);
    if (statusBefore === undefined) return `its status is ${after}`;
    const before = inWords(statusBefore, ratingBefore);
    return before === after ? `it is still ${after}, by another rule` : `its status changed from ${before} to ${after}`;
  },
};
