import type { OnApplicationShutdown } from '@nestjs/common';
import { TooManyAnalysesError } from '../http/errors.js';
import type { Requester } from '../http/requester.js';
import { boundedCache } from '../lib/bounded-cache.js';
import { FairSlots } from '../lib/fair-slots.js';
import type { CurrentReadModel } from '../read-model/current-read-model.js';
import { listName } from '../read-model/pagination.js';
import { RedactionQueries } from '../redactions/redaction.queries.js';
import type { Items, Question } from './analysis.js';
import type { Found } from './found.js';
import type { AnalysisRunner, AnalysisTask } from './analysis-run.js';
import { SharedRun } from './shared-run.js';

/** How many run at a time. Each uses one core. */
const RUNNING = 2;
/** How many wait for their turn. */
const WAITING = 20;
/** How many of these one caller may wait for. */
const OF_CALLER = 4;
/** Results that are cached. */
const MAX_BYTES = 32_000_000;
/** Within this time, a result as of the present is still one, if nothing was recorded. */
const PRESENT_MS = 60_000;

/** What was found, and the moment as of which it is. */
export interface Result<Item> {
  readonly at: string;
  /** The number of all items, also of those beyond the first `length`. */
  readonly total: number;
  readonly length: number;
  readonly item: (index: number) => Item;
}

/** Items as JSON: they pass from thread to thread, and are cached, without being parsed. */
interface Packed extends Found<string> {
  readonly at: string;
}

/** What the cache needs for one item, besides its text. */
const ITEM_BYTES = 50;

const sizeOf = ({ items }: Packed): number => items.reduce((sum, { length }) => sum + length + ITEM_BYTES, 0);

const resultOf = <Item>({ at, total, items }: Packed): Result<Item> => ({
  at,
  total,
  length: items.length,
  item: (index) => JSON.parse(items[index] ?? 'null') as Item,
});

/** Answers questions about the whole ledger in threads of their own, and caches the results. */
export class Analyses implements OnApplicationShutdown {
  private readonly results = boundedCache<Packed>(MAX_BYTES, sizeOf);
  private readonly underWay = new Map<string, SharedRun<Packed>>();
  private readonly slots = new FairSlots(RUNNING, RUNNING);

  constructor(
    private readonly current: CurrentReadModel,
    private readonly runner: AnalysisRunner,
  ) {}

  /**
   * The answer as of a moment of recorded time; without one, as of the present: then it includes all that can be read here,
   * and is at most a minute old. Throws a `TooManyAnalysesError`, or a `NoReadModelError`, and a
   * `RequestAbortedError` as soon as the requester leaves.
   */
  async answer<Of extends Question['of']>(
    question: Extract<Question, { readonly of: Of }>,
    at: string | undefined,
    requester: Requester,
  ): Promise<Result<Items[Of]>> {
    return resultOf(await this.packed(question, at, requester));
  }

  private packed(question: Question, at: string | undefined, requester: Requester): Promise<Packed> {
    const now = this.current.now();
    const { generation = 0, position = '' } = this.current;
    // A redaction changes what was known at every moment.
    const redactedUntil = this.current.queries(RedactionQueries).last();
    const scope = JSON.stringify(question.scope);
    const name = listName('analysis', { ...question, scope, generation, redactedUntil });
    const present = `${name} ${position}`;
    const last = this.results.get(present);
    // The pages after the first one are as of its moment.
    if (last && (at === undefined ? Date.parse(now) - Date.parse(last.at) < PRESENT_MS : last.at === at)) {
      return Promise.resolve(last);
    }
    if (at === undefined) return this.run(present, question, now, requester);
    const key = `${name} ${this.current.isComplete(at) ? '' : position}@${at}`;
    const known = this.results.get(key);
    return known ? Promise.resolve(known) : this.run(key, question, at, requester);
  }

  /** After the server has closed its connections: a client then asks the instance that takes its place. */
  async onApplicationShutdown(): Promise<void> {
    await this.runner.stop();
  }

  private async run(key: string, question: Question, at: string, requester: Requester): Promise<Packed> {
    requester.gone.throwIfAborted();
    const same = this.underWay.get(key);
    if (same) return same.wait(requester);
    const own = [...this.underWay.values()].filter((each) => each.isAwaitedBy(requester.caller));
    if (own.length >= OF_CALLER) throw new TooManyAnalysesError(OF_CALLER, 'yours');
    const shared = new SharedRun((stop) => this.begin(key, { at, question }, requester.caller, stop));
    this.underWay.set(key, shared);
    return shared.wait(requester);
  }

  private async begin(
    key: string,
    task: Omit<AnalysisTask, 'source'>,
    caller: string,
    stop: AbortSignal,
  ): Promise<Packed> {
    // The next request for it begins again.
    const forget = (): void => void this.underWay.delete(key);
    stop.addEventListener('abort', forget, { once: true });
    try {
      const run = (source: string) => this.runner.run({ ...task, source }, stop);
      const found = await this.inTurn(caller, () => this.current.withFile(run, stop), stop);
      const result = { at: task.at, ...found };
      this.results.set(key, result);
      return result;
    } finally {
      if (!stop.aborted) forget();
    }
  }

  /** Throws a `TooManyAnalysesError`. */
  private async inTurn<Found>(caller: string, run: () => Promise<Found>, stop: AbortSignal): Promise<Found> {
    if (!this.slots.hasRoom(caller) && this.slots.waitingCount >= WAITING) {
      throw new TooManyAnalysesError(RUNNING + WAITING);
    }
    return this.slots.run(caller, run, stop);
  }
}
