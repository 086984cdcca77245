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
import { text, type CallResult, type Labels } from './call-results.js';

export type Direction = typeof FORWARDS | typeof BACKWARDS;

/** Makes calls on streams by their labels, and returns the results. */
export class StreamCalls {
  constructor(
    readonly client: EventStoreDBClient,
    readonly labels: Labels,
  ) {}

  append(label: string, expectedRevision: AppendExpectedRevision, numbers: readonly number[]): Promise<CallResult> {
    const events = numbers.map((number) => this.labels.event(number));
    return this.appendEvents(label, events, { expectedRevision });
  }

  appendEvents(
    label: string,
    events: readonly JSONEventData[],
    options: AppendToStreamOptions = {},
  ): Promise<CallResult> {
    return this.resultOf(async () => {
      const stream = this.labels.stream(label);
      const appended = await this.client.appendToStream(stream, [...events], options);
      const { nextExpectedRevision, position, success } = appended;
      const canRead = position && (await this.isReadable(stream, nextExpectedRevision, position));
      return { success, revision: text(nextExpectedRevision), positionOfThatEvent: canRead };
    });
  }

  read(label: string, direction: Direction, fromRevision: ReadRevision, maxCount?: number): Promise<CallResult> {
    return this.resultOf(async () => {
      const revisions: (string | undefined)[] = [];
      const options = { direction, fromRevision, ...(maxCount !== undefined && { maxCount }) };
      for await (const { event } of this.client.readStream(this.labels.stream(label), options))
        revisions.push(text(event?.revision));
      return { revisions };
    });
  }

  readAll(direction: Direction, fromPosition: ReadPosition, maxCount: number): Promise<CallResult> {
    return this.resultOf(async () => {
      const all: CallResult[] = [];
      for await (const { event } of this.client.readAll({ direction, fromPosition, maxCount })) {
        const { streamId = '', revision, type, data } = event ?? {};
        all.push({ stream: this.labels.withLabels(streamId), revision: text(revision), type, data });
      }
      return { all };
    });
  }

  /**
   * True if the event of this revision can be read and has this position. Readers may see a recreated stream only a
   * moment after the response to the append.
   */
  private async isReadable(stream: string, fromRevision: bigint, { commit, prepare }: Position): Promise<boolean> {
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

  /** Returns the result of a call, or its failure. */
  async resultOf(call: () => Promise<CallResult>): Promise<CallResult> {
    try {
      return await call();
    } catch (error) {
      return this.labels.failure(error);
    }
  }
}
