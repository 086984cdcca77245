import { StatusChangeQueries } from '../../../claims/queries/status-changes.queries.js';
import { ArrayMaxSize, IsArray, Matches } from 'class-validator';
import type { EventSchemas } from '../../../validation/event-definition.js';
import { Offset, Optional, Slug, Text } from '../../../validation/field-decorators.js';
import { FreeText } from '../../../validation/free-text.js';
import type { Json, JsonObject } from '../../../lib/json.js';
import { type Failing, HELD_BACK, LANE_LIMITS, MAX_AGAIN, type PendingItem } from './lane.js';
import type { LedgerCursor } from './ledger-items.js';

/** How much one lane has delivered: everything before its cursor, except what is pending or held back. */
export interface LaneProgress extends Failing {
  readonly cursor: LedgerCursor;
  readonly pending: readonly PendingRef[];
  /** By group: from where its items aren't delivered, besides those that are pending. */
  readonly held: ReadonlyMap<string, LedgerCursor>;
}

/** A pending item as it is stored; the ledger has the rest. */
export type PendingRef = Pick<PendingItem, 'ref' | 'attempts' | 'dueAt' | 'firstFailedAt'>;

/** The event that records the progress of a lane. Only the last one of a stream counts. */
export const WEBHOOK_PROGRESS = 'WebhookProgressed';
/** Streams of progress: one for each webhook, and one for each replay. */
export const PROGRESS_STREAMS = 'webhooks-progress-';
export const progressStream = (lane: string): string => `${PROGRESS_STREAMS}${lane}`;

/** The name of a lane: that of its webhook, or also of a replay. No id contains a dot. */
export const laneName = (webhook: string, replay?: string): string =>
  replay === undefined ? webhook : `${webhook}.${replay}`;

/** Text instead of an object, so that hundreds fit into an event: reference, attempts, due at, first failure at. */
const PENDING = /^(?<ref>[ec][\w-]+) (?<attempts>\d{1,4}) (?<dueAt>\d{1,15}) (?<failedAt>\d{1,15}|-)$/;

/** A group, and a cursor: position and, in short, that of changes. */
const HELD = /^(?<group>[\w-]{1,200}) (?<events>\d{1,16}) (?<changes>[\w-]{1,60})$/;

class StoredProgressDto {
  @Slug() webhook!: string;
  @FreeText(false) @Text(36) log!: string;
  @Optional() @Slug() replay?: string;
  @Offset() events!: number;
  @FreeText(false) @Text(200) changes!: string;
  @IsArray()
  @ArrayMaxSize(LANE_LIMITS.pending + MAX_AGAIN)
  @Matches(PENDING, { each: true, message: '$property must be pending deliveries.' })
  pending!: string[];
  @Optional()
  @IsArray()
  @ArrayMaxSize(HELD_BACK.groups)
  @Matches(HELD, { each: true, message: '$property must be held groups.' })
  held?: string[];
  @Optional() @Offset() failingSince?: number;
  @Optional() @Offset() failedAt?: number;
}

export const PROGRESS_EVENTS: EventSchemas = {
  registration: WEBHOOK_PROGRESS,
  types: { [WEBHOOK_PROGRESS]: { dto: StoredProgressDto } },
};

/** @param log the id of the log, in which positions have a meaning */
export function progressData(
  lane: string,
  log: string,
  { cursor, pending, held, failingSince, failedAt }: LaneProgress,
): JsonObject {
  const [webhook = '', replay] = lane.split('.');
  return {
    webhook,
    log,
    ...(replay !== undefined && { replay }),
    events: cursor.events,
    changes: cursor.changes,
    pending: pending.map(
      ({ ref, attempts, dueAt, firstFailedAt }) => `${ref} ${attempts} ${Math.round(dueAt)} ${firstFailedAt ?? '-'}`,
    ),
    ...(held.size > 0 && { held: [...held].map(heldText) }),
    ...(failingSince !== undefined && { failingSince }),
    ...(failedAt !== undefined && { failedAt }),
  };
}

/** Undefined for data that aren't the progress of a lane in this log: a copy of a log has other positions. */
export function parseProgress(data: JsonObject, log: string): LaneProgress | undefined {
  const { events, changes, pending, held = [], failingSince, failedAt } = data;
  if (data['log'] !== log) return undefined;
  if (typeof events !== 'number' || typeof changes !== 'string' || !Array.isArray(pending)) return undefined;
  return {
    cursor: { events, changes },
    pending: (pending as Json[]).flatMap(parsePending),
    held: new Map((held as Json[]).flatMap(parseHeld)),
    ...(typeof failingSince === 'number' && { failingSince }),
    ...(typeof failedAt === 'number' && { failedAt }),
  };
}

function parsePending(text: Json): PendingRef[] {
  const { ref, attempts, dueAt, failedAt } = (typeof text === 'string' ? PENDING.exec(text)?.groups : undefined) ?? {};
  if (ref === undefined) return [];
  const firstFailedAt = failedAt === '-' ? undefined : Number(failedAt);
  return [{ ref, attempts: Number(attempts), dueAt: Number(dueAt), firstFailedAt }];
}

const heldText = ([group, { events, changes }]: readonly [string, LedgerCursor]): string =>
  `${group} ${events} ${StatusChangeQueries.short(changes)}`;

function parseHeld(text: Json): [string, LedgerCursor][] {
  const { group, events, changes = '' } = (typeof text === 'string' ? HELD.exec(text)?.groups : undefined) ?? {};
  const cursor = StatusChangeQueries.fromShort(changes);
  return group === undefined || cursor === undefined ? [] : [[group, { events: Number(events), changes: cursor }]];
}
