import type { Basis, Rating } from '../../domain/vocabulary.js';

/** What the parts of a summary say, by code. A code never changes its meaning. */
export const SUMMARY_CODES = {
  retracted: 'Heading: the claim was retracted.',
  disputed: 'Heading: support and opposition follow.',
  'independent-origins': 'Heading: independent origins follow.',
  'nothing-recorded': 'No act is recorded.',
  'nothing-by-then':
    'Acts are recorded, but none is known to have happened by then; the number of those that may have.',
  'nothing-counts': 'Acts are recorded, but all of them were recorded by mistake or are excluded.',
  'nobody-says': 'Nobody is on record as saying so.',
  'only-says': 'One actor, or several jointly, says so; nobody else does.',
  says: 'These actors say so, among others.',
  'several-say': 'These actors say so, and none of them gives a basis.',
  origin: 'One of the named origins, and its basis.',
  'one-origin': 'The only origin, and those who passed it on.',
  'only-cited': 'These actors are cited as the origin, but no entry of theirs is recorded.',
  'unknown-publisher': 'A document without a known publisher is cited as the origin.',
  'unnamed-sources': 'Only unnamed sources say so.',
  'unnamed-basis': 'These actors say so, each from unnamed sources, from sources without an entry or by reasoning.',
  'named-origins': 'These actors are named origins, and at least two of them are independent of each other.',
  'not-independent': 'These actors are named origins that depend on each other.',
  circular: 'These actors cite each other; nobody is the origin.',
  group: 'It is attributed to a group, which does not speak as one.',
  'more-named': 'The number of further named origins.',
  'more-unnamed': 'The number of further origins that rest on unnamed sources.',
  'more-unsourced': 'The number of further origins that give no basis.',
  'more-unrecorded': 'The number of further origins of which no basis is on record: they are only cited, or groups.',
  'more-circular': 'Further reports cite each other.',
  'read-into': 'Nobody says so; these actors read it into a statement or a document.',
  'only-repeated': 'Nobody says so in their own name; these actors repeat it.',
  'attribution-denied': 'Those to whom it was attributed deny having said so.',
  'attribution-withdrawn': 'What had been attributed to these actors was withdrawn by its publisher.',
  reversed: 'These actors said so and later said the contrary.',
  withdrawn: 'What these actors said no longer counts.',
  'leads-nowhere':
    'These actors say so, but only on the word of others, which does not count or is left out by a scenario.',
  silent: 'These actors, whose words would settle the claim, have not spoken.',
  'no-answer': 'These actors, whose words would settle the claim, gave no answer.',
  declined: 'These actors, whose words would settle the claim, declined to answer.',
  stated: 'The holder of the position says so; `of` report it.',
  confirmed: 'These actors, with standing, confirm it.',
  'confirmed-later': 'These actors, with standing, confirmed it after a verdict against it.',
  'put-forward': 'These actors put it forward too.',
  denied: 'These actors, with standing, deny it.',
  'had-denied': 'These actors, with standing, denied it before it was retracted, as far as is known.',
  'denied-on-weak-basis': 'These actors, with standing, deny it, on a basis that the policy does not accept.',
  'denied-by-others': 'These actors, whom the claim is not about, deny it.',
  'denied-in-part': 'These actors deny a part of it.',
  'confirmed-in-part': 'These actors confirm a part of it.',
  'took-back-in-part': 'These actors took back a part of what they had said.',
  questioned: 'These actors question it.',
  condemned: 'These actors condemned it.',
  'evidence-for': 'A genuine primary document shows it.',
  'evidence-against': 'A genuine primary document shows the contrary.',
  'evidence-by-party': 'These actors, who are parties to the claim, offer a document as evidence.',
  'evidence-forged': 'A document offered as evidence was found to be forged.',
  'evidence-contested': 'A document offered as evidence was found genuine by one actor and forged by another.',
  'evidence-unexamined': 'A document offered as evidence has not been examined.',
  'took-back': 'These actors took back what they had said.',
  'only-one-took-back': 'The only ones on record who said so took it back.',
  'taken-back-for': 'These actors took back what others had said.',
  rated: 'These actors rate it.',
  'verdict-shown': 'These actors rate it; the policy shows the verdict, and it does not decide.',
  'more-verdicts': 'The number of further verdicts.',
  'came-true': 'The forecast came true, according to these actors.',
  'did-not-come-true': 'The forecast did not come true, according to these actors.',
  'came-true-in-part': 'The forecast came true in part, according to these actors.',
  lapsed: 'The forecast lapsed, according to these actors.',
  'forecast-by': 'These actors put the forecast forward.',
  due: 'The date on which the forecast is due, and that no outcome is recorded.',
  'no-outcome': 'No outcome of the forecast is recorded.',
  overdue: 'Heading: the due date has passed, and no outcome is recorded.',
  'search-found-nothing': 'The number of searches that found nothing, and the date of the latest.',
  'search-expired': 'A search found nothing, and has expired.',
  'search-found': 'The latest searches found a confirmation.',
} as const satisfies Readonly<Record<string, string>>;

/** The code of a part of a summary. Codes never change; new ones may be added. */
export type SummaryCode = keyof typeof SUMMARY_CODES;

/** Parts that introduce the others. */
const HEADING_CODES = ['retracted', 'disputed', 'independent-origins', 'overdue'] as const satisfies SummaryCode[];
export type HeadingCode = (typeof HEADING_CODES)[number];
export const HEADINGS: ReadonlySet<SummaryCode> = new Set<SummaryCode>(HEADING_CODES);

/** One clause of a summary: its code, and what fills it. Lists of actors are short; what they omit is counted. */
export interface SummaryPart<Actor = string> {
  /** The code of what the part says. Codes never change. */
  readonly code: SummaryCode;
  /** The actors that it is about; of an unnamed source the unnamed actor. */
  readonly actors?: readonly Actor[];
  /** How many actors there are besides those listed. */
  readonly others?: number;
  /** Why the words of these actors settle the claim: it is `about` them, or they are the `holder` of the position. */
  readonly subject?: 'about' | 'holder';
  /** The actors through whom these spoke or were passed on: a spokesperson, or those who report it. */
  readonly through?: readonly Actor[];
  /** How many there are besides those listed in `through`. */
  readonly throughOthers?: number;
  /** The actors on whose behalf these spoke, or whose words they are about. */
  readonly of?: readonly Actor[];
  /** The basis that is given. */
  readonly basis?: Basis;
  /** Whether words were translated on the way. */
  readonly translated?: true;
  /** The rating of a verdict. */
  readonly rating?: Rating;
  /** The publisher's own words for the rating. */
  readonly label?: string;
  /** The id of the document that it is about. */
  readonly document?: string;
  /** A date as recorded: of the latest search, the end of a search, or the due date. */
  readonly date?: string;
  /** A number of origins, verdicts, searches, documents or acts. */
  readonly count?: number;
  /** Whether the words are recorded as spoken. */
  readonly quoted?: boolean;
}
