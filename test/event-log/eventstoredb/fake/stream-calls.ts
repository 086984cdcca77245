import { setTimeout as pause } from 'node:timers/promises';
import {
  BACKWARDS,
  FORWARDS,
  type AppendExpectedRevision,
  type AppendToStreamOptions,
  type EventStoreDBClient,
  type JSONEventData,
  type Position,
  type ReadPosition,
  type ReadRevision,
} from '@eventstore/db-client';
import { text, type Answer, type Labels } from './error-labels.js';

export type Direction = typeof FORWARDS | typeof BACKWARDS;

/** Calls that concern a stream, by its label, and what is answered to them. */
export class StreamCalls {
  constructor(
    readonly client: EventStoreDBClient,
    readonly labels: Labels,
  ) {}

  append(label: string, expectedRevision: AppendExpectedRevision, numbers: readonly number[]): Promise<Answer> {
    const events = numbers.map((number) => this.labels.event(number));
    return this.appendEvents(label, events, { expectedRevision });
  }

  appendEvents(label: string, events: readonly JSONEventData[], options: AppendToStreamOptions = {}): Promise<Answer> {
    return this.answer(async () => {
      const stream = this.labels.stream(label);
      const appended = await this.client.appendToStream(stream, [...events], options);
      const { nextExpectedRevision, position, success } = appended;
      const isThere = position && (await this.isThere(stream, nextExpectedRevision, position));
      return { success, revision: text(nextExpectedRevision), positionOfThatEvent: isThere };
    });
  }

  read(label: string, direction: Direction, fromRevision: ReadRevision, maxCount?: number): Promise<Answer> {
    return this.answer(async () => {
      const revisions: (string | undefined)[] = [];
      const options = { direction, fromRevision, ...(maxCount !== undefined && { maxCount }) };
      for await (const { event } of this.client.readStream(this.labels.stream(label), options))
        revisions.push(text(event?.revision));
      return { revisions };
    });
  }

  readAll(direction: Direction, fromPosition: ReadPosition, maxCount: number): Promise<Answer> {
    return this.answer(async () => {
      const all: Answer[] = [];
      for await (const { event } of this.client.readAll({ direction, fromPosition, maxCount })) {
        const { streamId = '', revision, type, data } = event ?? {};
        all.push({ stream: this.labels.plain(streamId), revision: text(revision), type, data });
      }
      return { all };
    });
  }

  /**
   * Whether the event of this revision can be read, and has this position. A stream that was deleted may be begun again
   * for readers only a moment after the append was answered.
   */
  private async isThere(stream: string, fromRevision: bigint, { commit, prepare }: Position): Promise<boolean> {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      try {
        let same = false;
        for await (const { event } of this.client.readStream(stream, { fromRevision, maxCount: 1 }))
          same = event?.position?.commit === commit && commit === prepare;
        return same;
      } catch {
        await pause(10);
      }
    }
    return false;
  }

  /** What a call is answered, be it a failure. */
  async answer(call: () => Promise<Answer>): Promise<Answer> {
    try {
      return await call();
    } catch (error) {
      return this.labels.failure(error);
    }
  }
}
