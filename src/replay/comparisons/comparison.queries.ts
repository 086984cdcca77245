import type { Statement } from 'better-sqlite3';
import type { Reads } from '../../claims/scenario/scenario-reads.js';
import { StoryQueries } from '../../claims/story/story.queries.js';
import type { StatusView } from '../../claims/queries/views.js';
import {
  decodeCursor,
  encodeCursor,
  listName,
  type PageRequest,
  pageSize,
  CursorMismatchError,
} from '../../read-model/pagination.js';
import { validAtSql } from '../../read-model/filters.js';
import type { ReadModel } from '../../read-model/read-model.js';
import type { ComparisonOrder, ComparisonPart } from './comparison.dto.js';
import type { ComparedChange, ComparedClaim, ComparedSide } from './comparison.views.js';
import { type ClaimOnSide, sideAt, type SideReads } from './side.queries.js';

/** The most changes, or claims, that one call examines: it blocks other requests meanwhile. */
const MAX_EXAMINED = 50;
/** Calls without a claim that differs, of one page. */
const MAX_EMPTY = 20;
/** The most changes that are shown of one claim, and the most entries. */
const MAX_CHANGES = 20;
const MAX_ENTRIES = 100;

/** One side, and what reads from it. */
export interface Side extends ComparedSide {
  readonly reads: Reads;
}

export interface ComparisonPage {
  readonly items: readonly ComparedClaim[];
  readonly next?: string;
}

/** What a comparison is restricted to, and its order. */
export interface ComparisonOptions {
  readonly narrative?: string | undefined;
  readonly order?: ComparisonOrder | undefined;
  readonly only?: ComparisonPart | undefined;
}

interface ChangeKey {
  readonly recordedFrom: string;
  readonly position: number;
  readonly claim: number;
  readonly step: number;
}

type Walked = ComparisonPart | 'all';

/** Changes in one direction, and whether a claim has another change before this one in that direction. */
interface Walk {
  readonly onward: Statement<[ChangeKey & { from: string; to: string; limit: number }], ChangeKey>;
  readonly isListed: Statement<[ChangeKey & { from: string; to: string }], object>;
}

/**
 * A page that is read claim by claim: each takes milliseconds if it has changed often. It may be shorter than requested
 * where many claims don't differ.
 *
 * @param read reads one page in one turn of the event loop
 * @param next resolves when others have had their turn
 */
export async function pageInTurns(
  read: (page: PageRequest) => ComparisonPage,
  request: PageRequest,
  next: () => Promise<void>,
): Promise<ComparisonPage> {
  const size = pageSize(request);
  const items: ComparedClaim[] = [];
  let empty = 0;
  for (let { cursor } = request; ;) {
    const step = read({ cursor, limit: 1 });
    items.push(...step.items);
    if (step.items.length === 0) empty += 1;
    ({ next: cursor } = step);
    if (cursor === undefined) return { items };
    if (items.length === size || empty === MAX_EMPTY) return { items, next: cursor };
    await next();
  }
}

/** Compares the statuses of claims on two sides. */
export class ComparisonQueries {
  private readonly stories: StoryQueries;
  private readonly walks: Readonly<Record<ComparisonOrder, Readonly<Record<Walked, Walk>>>>;
  private readonly member: Statement<[{ narrative: string; number: number; at: string }], object>;
  private readonly claimsAfter: Statement<[{ number: number; at: string; limit: number }], { readonly number: number }>;

  constructor(readModel: ReadModel) {
    const { database } = readModel;
    this.stories = new StoryQueries(readModel);
    const key = 'recordedFrom, position, claim, step';
    const walk = (onward: '>' | '<', direction: 'ASC' | 'DESC', which: string): Walk => ({
      onward: database.prepare(
        `SELECT ${key} FROM claim_states
         WHERE changed = 1 ${which} AND recordedFrom > @from AND recordedFrom <= @to
         AND (${key}) ${onward} (@recordedFrom, @position, @claim, @step)
         ORDER BY ${key.replaceAll(',', ` ${direction},`)} ${direction} LIMIT @limit`,
      ),
      isListed: database.prepare(
        `SELECT 1 FROM claim_states
         WHERE claim = @claim AND changed = 1 ${which} AND recordedFrom > @from AND recordedFrom <= @to
         AND (@recordedFrom, @position, @step) ${onward} (recordedFrom, position, step) LIMIT 1`,
      ),
    });
    const walks = (onward: '>' | '<', direction: 'ASC' | 'DESC') => ({
      all: walk(onward, direction, ''),
      // No index of the number of changes: that would read the changes of all times.
      changed: walk(onward, direction, 'AND +changes > 0'),
      new: walk(onward, direction, 'AND +changes = 0'),
    });
    this.walks = { ascending: walks('>', 'ASC'), descending: walks('<', 'DESC') };
    this.member = database.prepare(
      `SELECT 1 FROM narrative_claims n
       WHERE n.narrative = @narrative AND n.number = @number AND ${validAtSql('n')}`,
    );
    this.claimsAfter = database.prepare(
      `SELECT number FROM claim_versions WHERE position = number AND number > @number AND recordedFrom <= @at
       ORDER BY number LIMIT @limit`,
    );
  }

  /** Throws a `CursorMismatchError`. */
  compare(
    from: Side,
    to: Side,
    request: PageRequest,
    { narrative, order = 'ascending', only }: ComparisonOptions = {},
  ): ComparisonPage {
    const list = listName('comparison', { from: nameOf(from), to: nameOf(to), narrative, order, only });
    const at = from.asOf > to.asOf ? from.asOf : to.asOf;
    const fits = (number: number) =>
      narrative === undefined || this.member.get({ narrative, number, at }) !== undefined;
    return from.replay === undefined && to.replay === undefined
      ? this.moments(from, to, list, request, this.walks[order][only ?? 'all'], order, fits)
      : this.replays(from, to, list, request, fits);
  }

  /**
   * Costs what changed in between, not what there is: it walks the changes, and takes each claim at the first one that
   * it meets.
   */
  private moments(
    from: Side,
    to: Side,
    list: string,
    request: PageRequest,
    { onward, isListed }: Walk,
    order: ComparisonOrder,
    fits: (number: number) => boolean,
  ): ComparisonPage {
    const size = pageSize(request);
    const items: ComparedClaim[] = [];
    const begin = afterAll((order === 'ascending' ? from : to).asOf);
    const start = request.cursor === undefined ? begin : changeIn(list, request.cursor);
    const bounds = { from: from.asOf, to: to.asOf, limit: MAX_EXAMINED };
    const changes = onward.all({ ...start, ...bounds });
    const [before, after] = [sideAt(from.reads, from.asOf), sideAt(to.reads, to.asOf)];
    for (const [index, change] of changes.entries()) {
      if (items.length === size) return { items, next: cursorOf(list, changes[index - 1] ?? start) };
      if (!fits(change.claim) || isListed.get({ ...change, ...bounds })) continue;
      const item = compared(change.claim, before, after);
      if (item) items.push({ ...item, ...this.changesOf(item.claim, from, to) });
    }
    const last = changes.at(-1);
    return { items, ...(changes.length === MAX_EXAMINED && last && { next: cursorOf(list, last) }) };
  }

  /** Examines every claim: a replay has no changes. */
  private replays(
    from: Side,
    to: Side,
    list: string,
    request: PageRequest,
    fits: (number: number) => boolean,
  ): ComparisonPage {
    const size = pageSize(request);
    const at = from.asOf > to.asOf ? from.asOf : to.asOf;
    const items: ComparedClaim[] = [];
    const start = request.cursor === undefined ? -1 : decodeCursor(list, request.cursor).number;
    const claims = this.claimsAfter.all({ number: start, at, limit: MAX_EXAMINED });
    const [before, after] = [sideAt(from.reads, from.asOf), sideAt(to.reads, to.asOf)];
    for (const [index, { number }] of claims.entries()) {
      if (items.length === size) {
        return { items, next: encodeCursor(list, { number: claims[index - 1]?.number ?? start, at }) };
      }
      const item = fits(number) && comparedByEntries(number, before, after);
      if (item) items.push(item);
    }
    const last = claims.at(-1);
    const isMore = claims.length === MAX_EXAMINED && last !== undefined;
    return { items, ...(isMore && { next: encodeCursor(list, { number: last.number, at }) }) };
  }

  private changesOf(claim: string, from: Side, to: Side): Pick<ComparedClaim, 'changes' | 'omitted'> {
    const { steps, omitted } = this.stories.changes(claim, from.asOf, to.asOf, MAX_CHANGES);
    return { changes: steps.map(changeOf), ...(omitted > 0 && { omitted }) };
  }
}

/** The name under which a cursor is valid. */
const nameOf = ({ asOf, replay }: Side): readonly [string, string?] => (replay === undefined ? [asOf] : [asOf, replay]);

const isSame = (one: StatusView | undefined, other: StatusView | undefined): boolean =>
  one?.status === other?.status && one?.rule === other?.rule && one?.rating === other?.rating;

/** Undefined if both sides have the claim with one status, rule and rating, or neither has it. */
function compared(number: number, from: SideReads, to: SideReads): ComparedClaim | undefined {
  const [statusBefore, statusAfter] = [from.status(number), to.status(number)];
  if (isSame(statusBefore, statusAfter)) return undefined;
  const before = statusBefore && from.claim(number);
  const after = statusAfter && to.claim(number);
  const { id: claim, text } = (after ?? before) as ClaimOnSide;
  return {
    claim,
    text,
    change: !before ? 'new' : !after ? 'gone' : 'changed',
    ...(before && { before: before.status }),
    ...(after && { after: after.status }),
  };
}

/** What differs of a claim, with the entries that count on one side only. */
function comparedByEntries(number: number, from: SideReads, to: SideReads): ComparedClaim | undefined {
  const item = compared(number, from, to);
  if (!item) return undefined;
  const [before, after] = [from.counting(number), to.counting(number)];
  const missingIn = (others: readonly string[]) => {
    const known = new Set(others);
    return (ref: string) => !known.has(ref);
  };
  return {
    ...item,
    countOnlyBefore: before.filter(missingIn(after)).slice(0, MAX_ENTRIES),
    countOnlyAfter: after.filter(missingIn(before)).slice(0, MAX_ENTRIES),
  };
}

/** Compares these claims. */
export const compareClaims = (numbers: readonly number[], from: SideReads, to: SideReads): ComparedClaim[] =>
  numbers.flatMap((number) => comparedByEntries(number, from, to) ?? []);

function changeOf({ before, after, cause, entry, sentence, recordedAt, position }: ComparedChange): ComparedChange {
  return { ...(before && { before }), after, cause, ...(entry && { entry }), sentence, recordedAt, position };
}

/** Before every change that is later than this moment. */
const afterAll = (recordedFrom: string): ChangeKey => ({
  recordedFrom,
  position: Number.MAX_SAFE_INTEGER,
  claim: Number.MAX_SAFE_INTEGER,
  step: 0,
});

const cursorOf = (list: string, { recordedFrom: at, position, claim: number, step }: ChangeKey): string =>
  encodeCursor(list, { number, at, value: `${position}.${step}` });

function changeIn(list: string, cursor: string): ChangeKey {
  const { number: claim, at: recordedFrom, value } = decodeCursor(list, cursor);
  const [position, step] = String(value).split('.').map(Number);
  if (!Number.isSafeInteger(position) || !Number.isSafeInteger(step)) throw new CursorMismatchError();
  return { recordedFrom, position: position as number, claim, step: step as number };
}
