import { digestOf } from '../../lib/digest.js';
import { SLUG } from '../../domain/ids.js';
import { uniqueIdFrom } from '../../domain/slug.js';
import { CellRejection, listIn, timeIn, wordIn, yesOrNoIn } from './cell-values.js';
import { type Cells, CLAIM_COLUMNS, type Column, COLUMNS, REGISTRATION_COLUMNS } from './csv-columns.js';
import { documentIn } from './document-cells.js';
import { ENTRY_WORDS, findEntryWord } from './entry-words.js';
import {
  CLAIM_FIELDS,
  defined,
  DOCUMENT_FIELDS,
  ENTRY_FIELDS,
  type Fields,
  lineOf,
  type MappedLine,
} from './line-columns.js';
import type { Directory, KnownDocument } from '../directory.js';
import { NameResolver, type RowNames } from './name-resolver.js';

/** Turns the rows of one file into commands, in order. Throws a `CellRejection` for a row that it can't use. */
export class RowMapper {
  private readonly names: NameResolver;
  private readonly claims = new Map<string, { readonly row: number; readonly fields: Fields }>();
  private readonly keys = new Map<string, number>();

  constructor(directory: Directory) {
    this.names = new NameResolver(directory);
  }

  async map(row: number, cells: Cells): Promise<MappedLine[]> {
    const claim = claimIdIn(cells);
    const key = this.keyOf(claim, cells);
    const names = this.names.beginRow();
    const document = await documentIn(cells, names);
    const registration = await this.registrationIn(claim, cells, names);
    const entry = await entryIn(claim, key, cells, names, document);
    if (!registration && !entry) {
      throw new CellRejection('what happened', 'The row records nothing. Fill in what happened, or the claim.');
    }
    names.keep();
    if (registration && !this.claims.has(claim)) this.claims.set(claim, { row, fields: registration });
    const lines = names.registrations.map(({ command, column }) =>
      lineOf(command, command.type === 'DocumentRegistered' ? DOCUMENT_FIELDS : {}, column),
    );
    if (registration && this.claims.get(claim)?.row === row) lines.push(lineOf(registration, CLAIM_FIELDS, 'claim'));
    if (entry) lines.push(lineOf(entry, ENTRY_FIELDS));
    return lines;
  }

  /** The command that registers the claim; undefined if the row only names it. */
  private async registrationIn(claim: string, cells: Cells, names: RowNames): Promise<Fields | undefined> {
    if (cells.claim === undefined) return undefined;
    const holder = cells['whose position'];
    const registration = defined({
      type: 'ClaimRegistered',
      claim,
      text: cells.claim,
      language: cells['claim language'],
      kind: wordIn(cells['claim kind']),
      about: nonEmpty(await actorsIn(cells, 'about', names)),
      topics: nonEmpty(listIn(cells.topics)),
      holder: holder && (await names.actor(holder, 'whose position')),
      due: timeIn(cells, 'due'),
    });
    const before = this.claims.get(claim);
    if (!before && registration['language'] === undefined) {
      throw new CellRejection('claim language', 'It is empty. Write the language of the claim, such as en or de.');
    }
    const other = Object.keys(registration).find(
      (field) => before && !isSame(before.fields[field], registration[field]),
    );
    if (before === undefined || other === undefined) return registration;
    throw new CellRejection(
      CLAIM_FIELDS[other] ?? 'claim',
      `Row ${before.row} registers this claim with another value.`,
    );
  }

  /**
   * The key by which an entry is known when the file is imported again: its cells, and how many equal rows precede it.
   * Names are taken as they are written: an actor that gets another id later doesn't make another entry.
   */
  private keyOf(claim: string, cells: Cells): string {
    const isByUrl = cells['where to read it'] !== undefined;
    const columns = COLUMNS.filter(
      (column) => !CLAIM_COLUMNS.includes(column) && !(isByUrl && REGISTRATION_COLUMNS.includes(column)),
    );
    const digest = digestOf([claim, ...columns.map((column) => cells[column] ?? null)]);
    const before = this.keys.get(digest) ?? 0;
    this.keys.set(digest, before + 1);
    return `csv/${digest}/${before}`;
  }
}

function claimIdIn(cells: Cells): string {
  const id = cells['claim id'];
  if (id !== undefined) {
    if (SLUG.test(id)) return id;
    throw new CellRejection('claim id', `"${id}" is not an id: 1 to 64 of a-z, 0-9 and hyphens between them.`);
  }
  if (cells.claim !== undefined) return uniqueIdFrom(cells.claim);
  throw new CellRejection('claim', 'The row names no claim. Fill in the claim or its id.');
}

/** Undefined for a row that only registers its claim. */
async function entryIn(
  claim: string,
  key: string,
  cells: Cells,
  names: RowNames,
  document: Partial<KnownDocument>,
): Promise<Fields | undefined> {
  const what = cells['what happened'];
  if (what === undefined) {
    const other = COLUMNS.find((column) => cells[column] !== undefined && !CLAIM_COLUMNS.includes(column));
    if (other === undefined) return undefined;
    throw new CellRejection(
      'what happened',
      `It is empty, but "${other}" is filled in. Write one of: ${ENTRY_WORDS.join(', ')}.`,
    );
  }
  const word = findEntryWord(what);
  if (!word) throw new CellRejection('what happened', `"${what}" must be one of: ${ENTRY_WORDS.join(', ')}.`);
  const source = { outlet: document.publisher, distinguishedBy: key };
  const speaker = { ...source, kind: cells['kind of speaker'] };
  const use = wordIn(cells['how it cites']) ?? 'credits';
  const cited = await actorsIn(cells, 'citing', names, source);
  const of = cells['which entry'];
  const isInterpretation = word.type === 'ClaimInterpreted';
  return defined({
    type: word.type,
    claim,
    key,
    id: cells['entry id'],
    by: await actorsIn(cells, 'who said it', names, speaker),
    onBehalfOf: nonEmpty(await actorsIn(cells, 'in the name of', names)),
    capacity: cells.capacity,
    occurredAt: timeIn(cells, 'when'),
    after: nonEmpty(listIn(cells.after)),
    document: document.id,
    quote: cells.quote && { text: cells.quote },
    wording: cells.wording && defined({ text: cells.wording, language: cells['wording language'] }),
    cites: nonEmpty(cited.map((actor) => ({ actor, use }))),
    basis: wordIn(cells['how they know']),
    ...(isInterpretation
      ? { interprets: of === undefined ? document.id && { document: document.id } : { entry: of } }
      : { of }),
    takesBack: wordIn(cells['takes back']),
    extent: wordIn(cells['whole or part']),
    rating: wordIn(cells.rating),
    label: cells.label,
    reviewUrl: cells['review link'],
    rationale: cells.rationale,
    outcome: wordIn(cells.outcome),
    asked: nonEmpty(await actorsIn(cells, 'asked', names)),
    where: cells['searched in'],
    bearing: wordIn(cells['supports or refutes']),
    primary: yesOrNoIn(cells, 'primary'),
    authenticity: wordIn(cells.authenticity),
    ...word.fields,
  });
}

async function actorsIn(
  cells: Cells,
  column: Column,
  names: RowNames,
  options: Parameters<RowNames['actor']>[2] = {},
): Promise<string[]> {
  const ids: string[] = [];
  for (const name of listIn(cells[column])) ids.push(await names.actor(name, column, options));
  return ids;
}

const nonEmpty = <Item>(items: readonly Item[]): readonly Item[] | undefined => (items.length > 0 ? items : undefined);

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
