import { randomUUID } from 'node:crypto';
import { jsonEvent, type JSONEventData } from '@eventstore/db-client';

/** The result of a call without its variable parts: stream names, ids, positions, times. */
export type CallResult = Readonly<Record<string, unknown>>;

/** Results by the name of the call, as JSON. */
export class CallResults {
  readonly all: Record<string, CallResult> = {};

  async record(name: string, result: CallResult | Promise<CallResult>): Promise<void> {
    this.all[name] = JSON.parse(JSON.stringify(await result)) as CallResult;
  }
}

/** New stream names and ids for each run, with labels that are the same in every run. */
export class Labels {
  readonly ids: readonly string[] = Array.from({ length: 12 }, () => randomUUID());
  private readonly names = new Map<string, string>();

  stream(label: string): string {
    const name = this.names.get(label) ?? `claim-${label}-${randomUUID()}`;
    this.names.set(label, name);
    return name;
  }

  withLabels(text: string): string {
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

  failure(error: unknown): CallResult {
    const { type, code, message, actualVersion, expectedVersion, maxAppendSize } = error as Record<string, unknown>;
    const plainMessage =
      typeof message === 'string' ? this.withLabels(message).replace(/(Deadline exceeded).*/, '$1') : message;
    return {
      failed: {
        type,
        code,
        message: plainMessage,
        actual: text(actualVersion),
        expected: text(expectedVersion),
        maxAppendSize,
      },
    };
  }
}

export const text = (value: unknown): string | undefined =>
  typeof value === 'bigint' || typeof value === 'string' ? String(value) : undefined;
