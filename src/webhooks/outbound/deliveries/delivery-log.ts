import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import Database, { type Statement } from 'better-sqlite3';
import { ERASURE_SCHEMA, eraseAnswers } from './answer-erasure.js';
import type { DELIVERY_STATES } from '../subscriptions/webhook.dto.js';

/** `pending`: it is still tried. `delivered`. `failed`: it was given up. */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What is delivered to one webhook, or again by one replay. */
export interface DeliveryRow {
  readonly number: number;
  readonly webhook: string;
  readonly lane: string;
  /** The `webhook-id`. */
  readonly delivery: string;
  /** The id of the event that it is about or that caused it: a restored log may have another one at its place. */
  readonly source: string;
  readonly ref: string;
  readonly type: string;
  readonly claim: string | null;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly firstAt: string;
  readonly lastAt: string;
  /** When the next attempt is due; null if none is. */
  readonly nextAt: string | null;
}

export interface AttemptRow {
  readonly at: string;
  readonly durationMs: number;
  /** The status of the answer; null without an answer. */
  readonly status: number | null;
  /** Why there was none; null with an answer. */
  readonly failure: string | null;
  /** The beginning of the body of the answer. */
  readonly answer: string;
}

/** An attempt, and what follows from it for its delivery. */
export interface AttemptEntry extends Omit<DeliveryRow, 'number' | 'attempts' | 'firstAt' | 'lastAt'>, AttemptRow {}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS deliveries (
    number INTEGER PRIMARY KEY AUTOINCREMENT, webhook TEXT NOT NULL, lane TEXT NOT NULL, delivery TEXT NOT NULL,
    source TEXT NOT NULL, ref TEXT NOT NULL, type TEXT NOT NULL, claim TEXT, state TEXT NOT NULL,
    attempts INTEGER NOT NULL, firstAt TEXT NOT NULL, lastAt TEXT NOT NULL, nextAt TEXT, UNIQUE (lane, delivery)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS deliveries_by_webhook ON deliveries (webhook, number);
  CREATE INDEX IF NOT EXISTS deliveries_by_state ON deliveries (webhook, state, number);
  CREATE TABLE IF NOT EXISTS attempts (
    number INTEGER PRIMARY KEY AUTOINCREMENT, of INTEGER NOT NULL REFERENCES deliveries (number) ON DELETE CASCADE,
    at TEXT NOT NULL, durationMs INTEGER NOT NULL, status INTEGER, failure TEXT, answer TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS attempts_by_delivery ON attempts (of, number);
  CREATE TABLE IF NOT EXISTS instance (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL) STRICT;${ERASURE_SCHEMA}`;

/** How much of the log is kept. */
export const MAX_DELIVERIES = 10_000;
export const MAX_DELIVERY_DAYS = 30;
export const MAX_ATTEMPTS = 50;
/** Attempts are written together after so long. What a crash loses of them is delivered again. */
const WRITE_AFTER_MS = 10;
/** After this many attempts, what is too old or too much is removed. */
const PRUNE_EVERY = 500;

/**
 * The attempts of this instance: a file next to the read model. The log of the ledger has the progress; without this
 * file, at most some deliveries are made twice.
 */
export class DeliveryLog {
  private readonly put: Statement<[AttemptEntry], { readonly number: number; readonly attempts: number }>;
  private readonly putAttempt: Statement<[AttemptRow & { of: number }]>;
  private readonly trim: Statement<[{ of: number; max: number }]>;
  private readonly one: Statement<[string, string], DeliveryRow>;
  private sincePruned = 0;
  private erased = 0;
  private readonly unpruned = new Set<string>();
  private unwritten: AttemptEntry[] = [];
  private timer: NodeJS.Timeout | undefined;

  private constructor(private readonly database: Database.Database) {
    this.put = database.prepare(
      `INSERT INTO deliveries (webhook, lane, delivery, source, ref, type, claim, state, attempts, firstAt, lastAt, nextAt)
       VALUES (@webhook, @lane, @delivery, @source, @ref, @type, @claim, @state, 1, @at, @at, @nextAt)
       ON CONFLICT (lane, delivery) DO UPDATE SET source = @source, state = @state, attempts = attempts + 1,
         lastAt = @at, nextAt = @nextAt RETURNING number, attempts`,
    );
    this.putAttempt = database.prepare(
      `INSERT INTO attempts (of, at, durationMs, status, failure, answer)
       VALUES (@of, @at, @durationMs, @status, @failure, @answer)`,
    );
    this.trim = database.prepare(
      `DELETE FROM attempts WHERE of = @of AND number <= (
         SELECT number FROM attempts WHERE of = @of ORDER BY number DESC LIMIT 1 OFFSET @max)`,
    );
    this.one = database.prepare('SELECT * FROM deliveries WHERE lane = ? AND delivery = ?');
  }

  /** Opens the file, and creates it if it doesn't exist. */
  static open(file: string): DeliveryLog {
    const database = new Database(file);
    try {
      database.pragma('journal_mode = WAL');
      // What the machine loses when its power fails is delivered again.
      database.pragma('synchronous = NORMAL');
      database.pragma('foreign_keys = ON');
      database.exec(SCHEMA);
      return new DeliveryLog(database);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** The same as `erase`, of a file that is not in use. True if there is none. */
  static eraseFile(file: string, redaction: string): boolean {
    if (!existsSync(file)) return true;
    const log = DeliveryLog.open(file);
    try {
      return log.erase(redaction);
    } finally {
      log.close();
    }
  }

  /** The id of this instance, a UUID: that of this file. */
  get instance(): string {
    this.database.prepare('INSERT OR IGNORE INTO instance VALUES (1, ?)').run(randomUUID());
    return this.database.prepare<[], { readonly id: string }>('SELECT id FROM instance').get()?.id ?? '';
  }

  close(): void {
    this.write();
    this.database.close();
  }

  /** Other connections see it within moments, this one immediately. */
  add(entry: AttemptEntry): void {
    this.unwritten.push(entry);
    this.timer ??= setTimeout(() => {
      this.write();
    }, WRITE_AFTER_MS);
  }

  private write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const entries = this.unwritten;
    const last = entries.at(-1);
    if (!last) return;
    this.unwritten = [];
    for (const { webhook } of entries) this.unpruned.add(webhook);
    this.database
      .transaction(() => {
        for (const entry of entries) {
          const { number: of = 0, attempts = 0 } = this.put.get(entry) ?? {};
          this.putAttempt.run({ of, ...entry });
          if (attempts > MAX_ATTEMPTS) this.trim.run({ of, max: MAX_ATTEMPTS });
        }
      })
      .immediate();
    this.sincePruned += entries.length;
    if (this.sincePruned >= PRUNE_EVERY) this.prune(last.at);
  }

  /** Removes what is beyond the bounds. */
  prune(now: string): void {
    this.write();
    this.sincePruned = 0;
    const oldest = new Date(Date.parse(now) - MAX_DELIVERY_DAYS * 86_400_000).toISOString();
    this.database.prepare("DELETE FROM deliveries WHERE lastAt < ? AND state <> 'pending'").run(oldest);
    const tooMany = this.database.prepare(
      `DELETE FROM deliveries WHERE webhook = @webhook AND number <= (
         SELECT number FROM deliveries WHERE webhook = @webhook ORDER BY number DESC LIMIT 1 OFFSET ${MAX_DELIVERIES})`,
    );
    for (const webhook of this.unpruned) tooMany.run({ webhook });
    this.unpruned.clear();
  }

  /** How often `erase` was called. The outcome of an attempt that began before may repeat what was redacted. */
  get erasures(): number {
    return this.erased;
  }

  /** See `eraseAnswers`. */
  erase(redaction: string): boolean {
    this.write();
    this.erased += 1;
    return eraseAnswers(this.database, redaction);
  }

  /** Whether this lane delivered it, as far as this instance knows. */
  isDelivered(lane: string, delivery: string, source: string): boolean {
    this.write();
    const row = this.one.get(lane, delivery);
    return row?.state === 'delivered' && row.source === source;
  }

  find(lane: string, delivery: string): DeliveryRow | undefined {
    this.write();
    return this.one.get(lane, delivery);
  }

  /** Deliveries that are given up, newest first. */
  failed(webhook: string, limit: number): readonly DeliveryRow[] {
    this.write();
    return this.database
      .prepare<[string, number], DeliveryRow>(
        "SELECT * FROM deliveries WHERE webhook = ? AND state = 'failed' ORDER BY number DESC LIMIT ?",
      )
      .all(webhook, limit);
  }

  /** Marks it as pending again. */
  reopen(number: number, nextAt: string): void {
    this.write();
    this.database.prepare("UPDATE deliveries SET state = 'pending', nextAt = ? WHERE number = ?").run(nextAt, number);
  }

  /** Newest first, before this number. */
  list(webhook: string, state: DeliveryState | undefined, before: number, limit: number): readonly DeliveryRow[] {
    this.write();
    return this.database
      .prepare<[{ webhook: string; state: string | null; before: number; limit: number }], DeliveryRow>(
        `SELECT * FROM deliveries WHERE webhook = @webhook AND number < @before AND (@state IS NULL OR state = @state)
         ORDER BY number DESC LIMIT @limit`,
      )
      .all({ webhook, state: state ?? null, before, limit });
  }

  /** Of one delivery, oldest first. */
  attempts(number: number): readonly AttemptRow[] {
    this.write();
    return this.database
      .prepare<[number], AttemptRow>(
        'SELECT at, durationMs, status, failure, answer FROM attempts WHERE of = ? ORDER BY number',
      )
      .all(number);
  }
}
