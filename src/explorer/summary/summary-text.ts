import type { SummaryClause, SummarySpeaker, SummaryView } from '../../claims/queries/views.js';
import type { HeadingCode, SummaryCode } from '../../verification/summary/summary-part.js';
import { occurredText } from '../components/time.js';
import { type Case, isOblique, othersText } from '../words/others.js';
import { ratingKey } from '../words/vocabulary.js';
import type { Words } from '../words/words.js';

/** Parts that introduce the others. */
const HEADINGS: Readonly<Record<HeadingCode, true>> = {
  retracted: true,
  disputed: true,
  'independent-origins': true,
  overdue: true,
};

const isHeading = (code: SummaryCode): boolean => Object.hasOwn(HEADINGS, code);

/**
 * What there is on a claim, in one sentence in the language of the page: in English the API's own, in others made from
 * its parts. A `load` makes it, so that pages come without these rules.
 */
export function summaryText({ text, language, parts }: SummaryView, words: Words): string {
  if (language === words.language) {
    return parts.flatMap(namesIn).reduce((sentence, name) => {
      const isolated = words.isolated(name);
      return sentence.includes(isolated) ? sentence : sentence.replaceAll(name, isolated);
    }, text);
  }
  const clauses = parts.map((part, index) => {
    const before = parts.slice(0, index);
    const isAlso = before.some(({ subject }) => subject === 'about');
    return new Clause(part, words, isAlso).text;
  });
  const sentence = clauses.reduceRight((rest, clause, index) => {
    const [code, next] = [parts[index]?.code, parts[index + 1]?.code];
    if (code !== undefined && isHeading(code)) return `${clause} ${rest}`;
    return words.text(code === 'origin' && next === 'origin' ? 'summary.and' : 'summary.then', { clause, rest });
  });
  return words.capitalized(words.text('summary.whole', { sentence }));
}

const namesIn = ({ actors = [], through = [], of = [] }: SummaryClause): string[] =>
  [...actors, ...through, ...of].map(({ name }) => name);

/** One part of a summary, in words. */
class Clause {
  constructor(
    private readonly part: SummaryClause,
    private readonly words: Words,
    /** Whether somebody whom the claim is about was named before. */
    private readonly isAlso: boolean,
  ) {}

  get text(): string {
    const { part, words } = this;
    const { code, actors = [], others = 0, through = [], throughOthers = 0, rating = 'other', label, count = 0 } = part;
    const carriers = this.list(through, throughOthers);
    const byCarriers = this.list(through, throughOthers, 'oblique');
    const by = { who: carriers, byWhom: byCarriers };
    return words.text(`summary.${code}`, {
      who: this.who('nominative'),
      byWhom: this.who('oblique'),
      whom: this.list(part.of, 0, 'oblique'),
      many: yes(actors.length + others > 1 || actors.some(({ several }) => several)),
      one: yes(actors.length + others === 1 && !actors.some(({ several }) => several)),
      named: yes(actors.length > 0),
      through: carriers && words.text('summary.through', by),
      carriers,
      byCarriers,
      manyCarriers: yes(through.length + throughOthers > 1 || through.some(({ several }) => several)),
      way: (carriers && words.text('summary.way', by)) + this.translated,
      cited: (carriers && words.text('summary.cited', by)) + this.translated,
      basis: this.basis,
      source: part.basis === 'none-given' ? words.text('summary.unsourced') : this.basis,
      unnamed: yes(part.basis === 'unnamed-source'),
      report: this.report,
      reading: this.reading,
      document: this.document('nominative'),
      several: yes(count > 1),
      own: yes(rating === 'other' && label === undefined),
      rating: rating === 'other' ? words.isolated(label ?? '') : words.text(ratingKey(rating)),
      label: this.label,
      origins: actors.length + others,
      count,
      date: occurredText(part.date ?? '', words, 'UTC'),
      when: this.when('summary.when'),
      latest: this.when('summary.latest'),
    });
  }

  /** The actors, with why their words count or for whom they spoke. */
  private who(form: Case): string {
    const { code, actors, others, subject, of } = this.part;
    const who = this.list(actors, others, form);
    if (subject === 'about') return this.words.text(this.isAlso ? 'summary.alsoAbout' : 'sentence.about', { who });
    if (subject === 'holder') {
      return this.words.text(code === 'stated' ? 'sentence.holder' : 'summary.holder', { who });
    }
    return of && !OF_OTHERS.has(code)
      ? this.words.text('sentence.behalf', { who, whom: this.list(of, 0, 'oblique') })
      : who;
  }

  private get basis(): string {
    const { basis } = this.part;
    return basis === undefined ? '' : this.words.text(`summary.basis.${basis}`);
  }

  private get translated(): string {
    return this.part.translated ? this.words.text('summary.translated') : '';
  }

  /** Where a position was read. */
  private get report(): string {
    const { of, quoted } = this.part;
    return of
      ? this.words.text(quoted ? 'summary.quoted' : 'summary.reported', { whom: this.list(of, 0, 'oblique') })
      : '';
  }

  /** What a claim is read into. */
  private get reading(): string {
    const { of, document } = this.part;
    if (document !== undefined) {
      return this.words.text('summary.reading.document', { document: this.document('oblique') });
    }
    return of
      ? this.words.text('summary.reading.words', { whom: this.list(of, 0, 'oblique') })
      : this.words.text('summary.reading.statement');
  }

  private document(form: Case): string {
    const { document, title = document, count = 1 } = this.part;
    if (title === undefined) return '';
    return this.words.text('summary.document', {
      ...{ title, more: Math.max(0, count - 1) },
      oblique: isOblique(form),
    });
  }

  private get label(): string {
    const { rating = 'other', label } = this.part;
    const isSame = label?.toLowerCase() === rating.replace('-', ' ');
    if (label === undefined || rating === 'other' || isSame) return '';
    return this.words.text('summary.label', { label });
  }

  private when(key: 'summary.when' | 'summary.latest'): string {
    const { date } = this.part;
    return date === undefined ? '' : this.words.text(key, { date: occurredText(date, this.words, 'UTC') });
  }

  /** "A, B and 3 others"; publishers without a name of their own are counted. */
  private list(actors: readonly SummarySpeaker[] = [], others = 0, form: Case = 'nominative'): string {
    const { words } = this;
    const known = actors.filter(({ unidentified }) => unidentified !== true);
    const unidentified = actors.length - known.length;
    return words.listText([
      ...known.map(({ name }) => name),
      ...(unidentified > 0
        ? [words.text('summary.unidentified', { count: unidentified, oblique: isOblique(form) })]
        : []),
      ...othersText(others, words, 'sentence.others', form),
    ]);
  }
}

const yes = (fact: boolean): 'yes' | 'no' => (fact ? 'yes' : 'no');

/** Codes of which `of` doesn't name those for whom the actors spoke. */
const OF_OTHERS: ReadonlySet<SummaryCode> = new Set<SummaryCode>(['stated', 'read-into', 'taken-back-for']);
