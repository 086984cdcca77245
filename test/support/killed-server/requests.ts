import type { Random } from '../../../bench/workloads/random.js';

/** A request that records, or one line of an import: all of it is recorded, or nothing. */
export interface Unit {
  readonly claim: string;
  /** The words of its entries. No other request has them. */
  readonly words: readonly string[];
}

export interface RecordingRequest {
  readonly path: string;
  readonly type: string;
  readonly body: string;
  readonly units: readonly Unit[];
}

/** Requests of one caller, which record on few claims at a time. */
export class Requests {
  readonly claims: string[] = [];
  private made = 0;

  constructor(
    private readonly caller: string,
    private readonly random: Random,
  ) {}

  /** The id of a claim to register before the next request; undefined while there are enough. */
  newClaim(): string | undefined {
    if (this.claims.length > 2 && this.random.chance(0.95)) return undefined;
    const id = `${this.caller}-${this.claims.length}`;
    this.claims.push(id);
    return id;
  }

  next(): RecordingRequest {
    return this.random.pickWeighted([
      [6, () => this.entry()],
      [3, () => this.batch()],
      [1, () => this.import()],
    ])();
  }

  private entry(): RecordingRequest {
    const unit = this.unit(1);
    return this.posted(unit, this.entryOf(unit.words[0] as string));
  }

  private batch(): RecordingRequest {
    const unit = this.unit(this.random.between(2, 12));
    return this.posted(
      unit,
      unit.words.map((word) => this.entryOf(word)),
    );
  }

  private posted(unit: Unit, body: object): RecordingRequest {
    const path = `/v1/claims/${unit.claim}/entries`;
    return { path, type: 'application/json', body: JSON.stringify(body), units: [unit] };
  }

  private import(): RecordingRequest {
    const units = Array.from({ length: this.random.between(5, 60) }, () => this.unit(1));
    const lines = units.map(({ claim, words: [word = ''] }) => JSON.stringify({ ...this.entryOf(word), claim }));
    return { path: '/v1/import', type: 'application/x-ndjson', body: lines.join('\n'), units };
  }

  private unit(entries: number): Unit {
    return {
      claim: this.random.pick(this.claims.slice(-3)),
      words: Array.from({ length: entries }, () => `${this.caller} says ${(this.made += 1)}`),
    };
  }

  /** The server chooses the id, so that only the idempotency key shows that an entry is a repetition. */
  private entryOf(word: string): object {
    const type = this.random.pick(['ClaimDenied', 'ClaimAsserted', 'ClaimReported']);
    return { type, by: [this.random.pick(['nato', 'tass'])], basis: 'none-given', quote: { text: word } };
  }
}
