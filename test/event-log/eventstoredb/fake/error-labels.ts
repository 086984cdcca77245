import { randomUUID } from 'node:crypto';
import { jsonEvent, type JSONEventData } from '@eventstore/db-client';

/** What a server answered, without what differs from time to time: names, ids, positions, clocks. */
export type Answer = Readonly<Record<string, unknown>>;

/** Answers by what was asked, as JSON has them. */
export class Answers {
  readonly all: Record<string, Answer> = {};

  async note(name: string, answer: Answer | Promise<Answer>): Promise<void> {
    this.all[name] = JSON.parse(JSON.stringify(await answer)) as Answer;
  }
}

/** Streams and ids that are new each time, under labels that stay. */
export class Labels {
  readonly ids: readonly string[] = Array.from({ length: 12 }, () => randomUUID());
  private readonly names = new Map<string, string>();

  stream(label: string): string {
    const name = this.names.get(label) ?? `claim-${label}-${randomUUID()}`;
    this.names.set(label, name);
    return name;
  }

  plain(text: string): string {
    return [...this.names].reduce((changed, [label, name]) => changed.replaceAll(name, `<${label}>`), text);
  }

  event(number: number): JSONEventData {
    return jsonEvent({
      id: this.ids[number] ?? '',
      type: 'numbered',
      data: { number },
      metadata: { schemaVersion: 1 },
    });
  }

  failure(error: unknown): Answer {
    const { type, code, message, actualVersion, expectedVersion, maxAppendSize } = error as Record<string, unknown>;
    const said = typeof message === 'string' ? this.plain(message).replace(/(Deadline exceeded).*/, '$1') : message;
    return {
      failed: {
        type,
        code,
        message: said,
        actual: text(actualVersion),
        expected: text(expectedVersion),
        maxAppendSize,
      },
    };
  }
}

export const text = (value: unknown): string | undefined =>
  typeof value === 'bigint' || typeof value === 'string' ? String(value) : undefined;
