import type { Database, Statement } from 'better-sqlite3';
import { CursorMismatchError } from '../consumers/keyset.js';
import { positionText } from '../consumers/position.js';
import type { StateRow } from './claim-states.js';
import { causeOf, statusOf } from './claims.queries.state.js';
import type { FeedChange } from './claims.queries.types.js';

/**
 * A date that passes is told so much later, unless a later event was handled before: what was recorded just before
 * that date may still be on its way here, and comes first.
 */
const GRACE_MS = 2_000;

interface Place {
  readonly recordedFrom: string;
  readonly position: number;
  readonly claim: number;
  readonly step: number;
}

/** Changes of status over all claims, in the order in which they came to pass. */
export class ChangeFeed {
  private readonly rows: Statement<[Place & { until: string; limit: number }], StateRow & { readonly id: string }>;

  constructor(database: Database) {
    this.rows = database.prepare(
      `SELECT s.*, v.id FROM claim_states s JOIN claim_versions v ON v.position = s.claim
       WHERE s.changed = 1 AND s.recordedFrom <= @until
         AND (s.recordedFrom, s.position, s.claim, s.step) > (@recordedFrom, @position, @claim, @step)
       ORDER BY s.recordedFrom, s.position, s.claim, s.step LIMIT @limit`,
    );
  }

  /** `lastEventAt`: recorded time of the last event handled. */
  after(cursor: string | undefined, now: string, lastEventAt: string, limit: number): FeedChange[] {
    const place = cursor === undefined ? BEGINNING : decode(cursor);
    const settled = new Date(Date.parse(now) - GRACE_MS).toISOString();
    const until = settled > lastEventAt ? settled : lastEventAt;
    return this.rows.all({ ...place, until, limit }).map((row) => ({
      claim: row.id,
      ...statusOf(row),
      cause: causeOf(row),
      recordedAt: row.recordedFrom,
      position: positionText(row.position),
      cursor: encode(row),
    }));
  }
}

const BEGINNING: Place = { recordedFrom: '', position: -1, claim: -1, step: -1 };

const encode = ({ recordedFrom, position, claim, step }: Place): string =>
  Buffer.from(`changes ${recordedFrom} ${position} ${claim} ${step}`).toString('base64url');

function decode(cursor: string): Place {
  const text = Buffer.from(cursor, 'base64url').toString();
  const match = /^changes (\S+) (\d{1,16}) (\d{1,16}) (\d{1,9})$/.exec(text);
  if (!match) throw new CursorMismatchError();
  const [, recordedFrom = '', position, claim, step] = match;
  return { recordedFrom, position: Number(position), claim: Number(claim), step: Number(step) };
}
