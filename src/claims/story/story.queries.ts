import type { Database, Statement } from 'better-sqlite3';
import type { Act } from '../../domain/entries.js';
import { positionNumber, positionText } from '../../event-log/position.js';
import type { ReadModel } from '../../read-model/read-model.js';
import { VersionTable } from '../../read-model/version-table.js';
import type { SummaryNames } from '../../verification/summary/english.js';
import type { ClaimAttributes } from '../claim.events.js';
import type { StateRow } from '../projection/claim-state-table.js';
import { asOf, ReferenceData } from '../projection/reference-data.js';
import type { Cause, StateBody } from '../projection/state-timeline.js';
import { ClaimHistoryQueries, type HistoryPage } from '../queries/history.queries.js';
import { causeOf, statusOf } from '../queries/state.queries.js';
import { namedActors, SummaryQueries } from '../queries/summary.queries.js';
import { tally } from '../queries/tally.js';
import type { EntryView, HistoryItem } from '../queries/views.js';
import { changeInEnglish } from './change-in-english.js';
import type { ChangePart } from './change-part.js';
import { changeParts } from './change-parts.js';
import { foldHistory, type FoldedStep } from './fold-history.js';
import type { ChangeSentence, StoryEntry, StoryStep, StoryView } from './story.views.js';

/** The most steps of a page. */
const MAX_STEPS = 500;

/** When a change took effect. No two changes of a claim have the same. */
interface ChangeKey {
  readonly claim: number;
  readonly recordedFrom: string;
  readonly position: number;
}

type ItemPlace = Pick<HistoryItem, 'recordedAt' | 'position'>;

/** A step whose beginning is known by its place alone. */
type BegunStep = Pick<FoldedStep, 'entries'> & { readonly start: ItemPlace | undefined };

/** Reads the story of a claim: its changes of status, as of any moment of recorded time. */
export class StoryQueries {
  private readonly database: Database;
  private readonly claims: VersionTable<ClaimAttributes>;
  private readonly histories: ClaimHistoryQueries;
  private readonly summaries: SummaryQueries;
  private readonly changeAt: Statement<[ChangeKey], StateRow>;
  private readonly changeBefore: Statement<[ChangeKey], StateRow>;
  private readonly changeAfter: Statement<[ChangeKey & { at: string }], StateRow>;
  private readonly changesBetween: Statement<
    [{ claim: number; from: string; to: string }],
    Pick<StateRow, 'recordedFrom' | 'position'>
  >;
  private readonly stateBefore: Statement<[ChangeKey], StateRow>;

  constructor({ database }: ReadModel) {
    this.database = database;
    this.claims = new VersionTable(database, 'claim_versions');
    this.histories = new ClaimHistoryQueries(database);
    this.summaries = new SummaryQueries(database);
    const rows = 'SELECT * FROM claim_states WHERE claim = @claim';
    const latest = 'ORDER BY recordedFrom DESC, position DESC, step DESC LIMIT 1';
    const isBefore = '(recordedFrom, position) < (@recordedFrom, @position)';
    this.changeAt = database.prepare(
      `${rows} AND changed = 1 AND recordedFrom = @recordedFrom AND position = @position`,
    );
    this.changeBefore = database.prepare(`${rows} AND changed = 1 AND ${isBefore} ${latest}`);
    this.changeAfter = database.prepare(
      `${rows} AND changed = 1 AND (recordedFrom, position) > (@recordedFrom, @position) AND recordedFrom <= @at
       ORDER BY recordedFrom, position, step LIMIT 1`,
    );
    this.changesBetween = database.prepare(
      `SELECT recordedFrom, position FROM claim_states
       WHERE claim = @claim AND changed = 1 AND recordedFrom > @from AND recordedFrom <= @to
       ORDER BY recordedFrom, position, step`,
    );
    this.stateBefore = database.prepare(`${rows} AND ${isBefore} ${latest}`);
  }

  /** Undefined for an unknown claim, and for one that was registered after `at`. */
  of(id: string, at: string, page: HistoryPage = {}): StoryView | undefined {
    const claim = this.claims.at(id, at)?.number;
    if (claim === undefined) return undefined;
    const { items, nextRevision } = this.histories.history(id, claim, at, page);
    const { steps, omitted, cutAfter } = foldHistory(items, MAX_STEPS);
    const next = cutAfter ?? nextRevision;
    const story = new Story(id, this.database, this.claims, this.histories, this.summaries, at);
    return {
      claim: id,
      steps: steps.flatMap((step) => this.step(story, claim, step, at) ?? []),
      ...(omitted > 0 && { omitted }),
      ...(next !== undefined && { nextRevision: next }),
    };
  }

  /**
   * The changes of a claim's status after `from` and up to `to`, oldest first, and how many there are beyond these. Empty for
   * an unknown claim.
   */
  changes(id: string, from: string, to: string, limit: number): { steps: readonly StoryStep[]; omitted: number } {
    const claim = this.claims.at(id, to)?.number;
    if (claim === undefined) return { steps: [], omitted: 0 };
    const story = new Story(id, this.database, this.claims, this.histories, this.summaries, to);
    const rows = this.changesBetween.all({ claim, from, to });
    const steps = rows.slice(0, limit).flatMap(({ recordedFrom, position }) => {
      const start = { recordedAt: recordedFrom, position: positionText(position) };
      return this.step(story, claim, { start, entries: [] }, to) ?? [];
    });
    return { steps, omitted: rows.length - steps.length };
  }

  private step(story: Story, claim: number, { start, entries }: BegunStep, at: string): StoryStep | undefined {
    const [first] = entries;
    const change = start ? this.changeAt.get(keyOf(claim, start)) : first && this.changeBefore.get(keyOf(claim, first));
    if (!change) return undefined;
    const before = this.stateBefore.get(change);
    const next = this.changeAfter.get({ ...keyOfRow(change), at });
    const last = this.stateBefore.get(next ?? { claim, recordedFrom: at, position: Number.MAX_SAFE_INTEGER }) ?? change;
    const cause = causeOf(change);
    const entry = story.causing(cause);
    return {
      ...(before && { before: statusOf(before) }),
      after: statusOf(change),
      cause,
      ...(entry && { entry: story.entry(entry, change.recordedFrom) }),
      sentence: story.sentence(change, before, cause, entry),
      recordedAt: change.recordedFrom,
      position: positionText(change.position),
      ...(!start && { continues: true }),
      counts: countsOf(entries),
      entries: entries.map((each) => each.entry),
      summary: this.summaries.at(last.summary, last.recordedFrom),
      ...(next && { until: next.recordedFrom }),
    };
  }
}

const keyOf = (claim: number, { recordedAt, position }: ItemPlace): ChangeKey => ({
  claim,
  recordedFrom: recordedAt,
  position: positionNumber(position),
});

const keyOfRow = ({ claim, recordedFrom, position }: StateRow): ChangeKey => ({ claim, recordedFrom, position });

function countsOf(entries: readonly EntryView[]): StoryStep['counts'] {
  const counts = new Map<EntryView['type'], number>();
  for (const { type } of entries) counts.set(type, (counts.get(type) ?? 0) + 1);
  return tally([...counts].map(([of, count]) => ({ of, count })));
}

/** What the steps of one story share. */
class Story {
  private readonly references: ReferenceData;

  constructor(
    private readonly id: string,
    database: Database,
    private readonly claims: VersionTable<ClaimAttributes>,
    private readonly histories: ClaimHistoryQueries,
    private readonly summaries: SummaryQueries,
    private readonly at: string,
  ) {
    this.references = new ReferenceData(database);
  }

  causing(cause: Cause): EntryView | undefined {
    return 'entry' in cause ? this.read(cause.entry) : undefined;
  }

  entry(view: EntryView, at: string): StoryEntry {
    const { entry, type, data, recordedAt, recordedBy, occurred, voided } = view;
    const { by, occurredAt } = data as Partial<Act>;
    return {
      entry,
      type,
      ...(by && { by: namedActors(by, this.summaries.names(at)) }),
      recordedAt,
      recordedBy,
      ...(occurredAt !== undefined && { occurredAt }),
      ...(occurred && { occurred }),
      ...(voided && { voided }),
    };
  }

  sentence(change: StateRow, before: StateRow | undefined, cause: Cause, entry: EntryView | undefined): ChangeSentence {
    const at = change.recordedFrom;
    const { because } = JSON.parse(change.body) as StateBody;
    const parts = changeParts({
      claim: this.id,
      before: before && statusOf(before),
      after: statusOf(change),
      cause,
      entry,
      ...this.principalsAt(at),
      mandated: new Set(because.flatMap((reason) => ('mandate' in reason ? reason.actor : []))),
      entryAt: (ref) => this.read(ref),
    });
    const names = this.summaries.names(at);
    return { text: changeInEnglish(parts, names), language: 'en', parts: parts.map((part) => namedPart(part, names)) };
  }

  /** The actors whose words settle the claim, with those that they are joined with. */
  private principalsAt(at: string) {
    const { kind, holder, about = [] } = this.claims.at(this.id, at)?.attributes ?? {};
    const isPosition = kind === 'position';
    const ids = isPosition ? (holder === undefined ? [] : [holder]) : about;
    const joined = ids.flatMap((id) => [id, ...this.references.joinedWith(id, asOf(at))]);
    return { principals: new Set(joined), subject: isPosition ? ('holder' as const) : ('about' as const) };
  }

  private read(ref: string): EntryView | undefined {
    const slash = ref.indexOf('/');
    const claim = this.claims.at(ref.slice(0, slash), this.at)?.number;
    return claim === undefined ? undefined : this.histories.entry(claim, ref.slice(slash + 1), this.at);
  }
}

function namedPart(
  { actors, through, behalf, of, credited, ...part }: ChangePart,
  names: SummaryNames,
): ChangeSentence['parts'][number] {
  const named = (ids: readonly string[]) => namedActors(ids, names);
  return {
    ...part,
    ...(actors && { actors: named(actors) }),
    ...(through && { through: named(through) }),
    ...(behalf && { behalf: named(behalf) }),
    ...(of && { of: named(of) }),
    ...(credited && { credited: named(credited) }),
  };
}
