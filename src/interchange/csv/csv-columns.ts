import { foldText } from '../../lib/fold-text.js';

/** The columns of the template, in their order, and what goes into each. */
const TEMPLATE = {
  claim: 'the claim in one sentence',
  'claim id': 'its id; default: made from the sentence',
  'claim language': 'its language, such as en',
  'claim kind': 'factual, statistical, position or forecast',
  about: 'those whose own acts or words would settle it; several separated by ;',
  topics: 'several separated by ;',
  'whose position': 'of a position: who holds it',
  due: 'of a forecast: when it is to happen',
  'what happened': 'asserted, reported, confirmed, denied …',
  'who said it': 'several separated by ; for a joint statement',
  'kind of speaker': 'of a speaker who is not in the ledger yet: person, organization, outlet, group or unnamed',
  'in the name of': 'those for whom the speaker speaks',
  capacity: "in what office they spoke, in the source's words",
  when: 'when it happened: 2024-04-20, 2024-04 or 2024',
  after: 'ids of entries that it followed; several separated by ;',
  'where to read it': 'the URL of the document, or its id',
  publisher: 'of a document that is not in the ledger yet: who published it',
  title: 'of a document that is not in the ledger yet',
  published: 'of a document that is not in the ledger yet: when it was published',
  quote: "the speaker's words",
  wording: 'how this speaker put the claim',
  'wording language': 'of the wording, such as en',
  'how they know': 'witnessed, recording, document, named source, unnamed source, reasoning or none given',
  citing: 'on whose word; several separated by ;',
  'how it cites': 'quotes, paraphrases or credits; default: credits',
  'which entry': 'the id of the entry that is retracted, corrected, denied …',
  'takes back': 'of a retraction, a correction or an apology: whole, part or nothing',
  'whole or part': 'of a confirmation, a denial or a question: whole or part; default: whole',
  rating: 'of a verdict: true, mostly false …',
  label: "of a verdict: the publisher's own words",
  'review link': 'of a verdict: its URL',
  rationale: 'of a verdict: its reasons',
  outcome:
    'of a search: found nothing, found, no answer or declined; of a forecast: came true, did not, in part or lapsed',
  asked: 'of a search: whom they asked',
  'searched in': 'of a search: where they looked',
  'supports or refutes': 'of evidence: supports, refutes or context',
  primary: 'of evidence: yes or no',
  authenticity: 'of evidence: genuine, forged or unexamined',
  'entry id': 'the id of the entry; default: made by the ledger',
} as const;

export type Column = keyof typeof TEMPLATE;

export const COLUMNS = Object.keys(TEMPLATE) as readonly Column[];

/** The filled cells of a row. */
export type Cells = Readonly<Partial<Record<Column, string>>>;

export const describeColumn = (column: Column): string => TEMPLATE[column];

/** The column of this name, whatever its case and spaces. */
export const findColumn = (name: string): Column | undefined => BY_NAME.get(foldText(name));

const BY_NAME: ReadonlyMap<string, Column> = new Map(COLUMNS.map((column) => [column, column]));

/** Columns that describe the claim itself: the others make the entry. */
export const CLAIM_COLUMNS: readonly Column[] = [
  'claim',
  'claim id',
  'claim language',
  'claim kind',
  'about',
  'topics',
  'whose position',
  'due',
];

/** Columns that only describe a document or a speaker who is not in the ledger yet. */
export const REGISTRATION_COLUMNS: readonly Column[] = ['kind of speaker', 'publisher', 'title', 'published'];
