import type { OnApplicationShutdown } from '@nestjs/common';
import { TooManyAnalysesError } from '../http/errors.js';
import { boundedCache } from '../lib/bounded-cache.js';
import type { CurrentReadModel } from '../read-model/current-read-model.js';
import { listName } from '../read-model/pagination.js';
import type { Items, Question } from './analysis.js';
import type { Found } from './found.js';
import type { AnalysisRunner } from './analysis-run.js';

/** How many run at a time. Each uses one core. */
const RUNNING = 2;
/** How many wait for their turn. */
const WAITING = 20;
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
  private readonly underWay = new Map<string, Promise<Packed>>();
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(
    private readonly current: CurrentReadModel,
    private readonly runner: AnalysisRunner,
  ) {}

  /**
   * The answer as of a moment of recorded time; without one, as of the present: then it includes all that can be read here,
   * and is at most a minute old. Throws a `TooManyAnalysesError`, or a `NoReadModelError`.
   */
  async answer<Of extends Question['of']>(
    question: Extract<Question, { readonly of: Of }>,
    at: string | undefined,
  ): Promise<Result<Items[Of]>> {
    return resultOf(await this.packed(question, at));
  }

  private packed(question: Question, at: string | undefined): Promise<Packed> {
    const now = this.current.now();
    const { generation = 0, position = '' } = this.current;
    const name = listName('analysis', { ...question, scope: JSON.stringify(question.scope), generation });
    const present = `${name} ${position}`;
    const last = this.results.get(present);
    // The pages after the first one are as of its moment.
    if (last && (at === undefined ? Date.parse(now) - Date.parse(last.at) < PRESENT_MS : last.at === at)) {
      return Promise.resolve(last);
    }
    if (at === undefined) return this.run(present, question, now);
    const key = `${name} ${this.current.isComplete(at) ? '' : position}@${at}`;
    const known = this.results.get(key);
    return known ? Promise.resolve(known) : this.run(key, question, at);
  }

  /** After the server has closed its connections: a client then asks the instance that takes its place. */
  async onApplicationShutdown(): Promise<void> {
    await this.runner.stop();
  }

  private run(key: string, question: Question, at: string): Promise<Packed> {
    const same = this.underWay.get(key);
    if (same) return same;
    const source = this.current.readModel.database.name;
    const result = this.inTurn(async () => ({ at, ...(await this.runner.run({ source, at, question })) }));
    this.underWay.set(key, result);
    const remember = async (): Promise<void> => {
      try {
        this.results.set(key, await result);
      } finally {
        this.underWay.delete(key);
      }
    };
    remember().catch(() => undefined);
    return result;
  }

  /** Throws a `TooManyAnalysesError`. */
  private async inTurn<Found>(run: () => Promise<Found>): Promise<Found> {
    if (this.running < RUNNING) this.running += 1;
    else if (this.waiting.length >= WAITING) throw new TooManyAnalysesError(RUNNING + WAITING);
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await run();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
