import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { CurrentReadModel } from '../read-model/current-read-model.js';
import type { Command } from '../command-handling/decider.js';
import type { AppendedEvent, CommandResult } from '../command-handling/command-context.js';
import type { EventPlace } from '../event-log/position.js';
import { publicPosition } from '../event-log/public-position.js';
import type { SimilarItem } from '../read-model/similar-items.js';
import { type AdjustedField, adjustedFields } from './adjusted-fields.js';

/** What was recorded. A repeated request gets the same result, except for `projected` and `similar`. */
export interface WriteResult {
  /** The id of what was written to. */
  readonly id: string;
  /** The revision of its stream after these events. */
  readonly revision: number;
  /** The position of the last event, `<20 digits>-<8 digits of its id>@<log id>`; null if there was nothing to record. */
  readonly position: string | null;
  /** Whether this instance can already read it. */
  readonly projected: boolean;
  /** The events recorded, in order; empty if there was nothing to record. */
  readonly recorded: readonly {
    /** The id of the entry within its claim; for other events, the id of the event. */
    readonly id: string;
    /** The type of the event. */
    readonly type: string;
    /** The number of the event in its stream, from 0. */
    readonly revision: number;
  }[];
  /** Fields that are stored in another form than they were sent in: URLs without the space around them, times in canonical form. */
  readonly adjusted?: readonly AdjustedField[];
  /**
   * Of a registration: what may be the same as what was registered, at most 10; absent if there is nothing, or if this
   * instance can't read it yet.
   */
  readonly similar?: readonly SimilarItem[];
}

/** What a response about a write can say besides. */
interface WriteDetails {
  /** The path of what was registered. */
  readonly location?: string;
  /** The commands as they were sent. */
  readonly commands?: readonly Command[];
}

/** Answers writes when they are durable and, within a time limit, readable here. */
@Injectable()
export class WriteResponder {
  constructor(
    private readonly current: CurrentReadModel,
    readonly logId: string,
    private readonly waitMs: number,
  ) {}

  publicPosition(place: EventPlace | undefined): string | null {
    return place ? publicPosition(this.logId, place) : null;
  }

  /** The public position, and whether it can be read here after a bounded wait. */
  async reached<Answer extends { readonly place?: EventPlace | undefined }>(
    answer: Answer,
  ): Promise<Omit<Answer, 'place'> & Pick<WriteResult, 'position' | 'projected'>> {
    const { place, ...rest } = answer;
    const projected = place === undefined || (await this.current.waitFor(place.position, this.waitMs));
    return { ...rest, position: this.publicPosition(place), projected };
  }

  async written(
    reply: FastifyReply,
    id: string,
    { written, revision, place }: Omit<CommandResult, 'replayed'>,
    { location, commands = [] }: WriteDetails = {},
  ): Promise<WriteResult> {
    const { position: at, projected } = await this.reached({ place });
    if (at !== null) void reply.header('Ledger-Position', at);
    if (location !== undefined) void reply.header('Location', location);
    void reply.status(written.length > 0 ? 201 : 200);
    const recorded = written.map((event) => ({
      id: idOfWritten(event),
      type: event.type,
      revision: event.revision,
    }));
    const adjusted = adjustedFields(commands, written);
    return { id, revision, position: at, projected, recorded, ...(adjusted.length > 0 && { adjusted }) };
  }
}

/** The id by which an entry is cited; events of other streams have only their own id. */
export function idOfWritten({ id: own, data }: Pick<AppendedEvent, 'id' | 'data'>): string {
  const id = typeof data === 'object' && data !== null && 'id' in data ? data.id : undefined;
  return typeof id === 'string' ? id : own;
}
