import type { AppendedEvent } from '../command-handling/command-context.js';
import type { Command } from '../command-handling/decider.js';
import { canonicalJson } from '../lib/digest.js';
import type { Json } from '../lib/json.js';

/** A field that is stored in another form than it was sent in. */
export interface AdjustedField {
  /** A JSON Pointer into the request. */
  readonly pointer: string;
  /** The value as it is stored. */
  readonly stored: unknown;
}

/** The fields of the commands that their events hold in another form: trimmed URLs, canonical times. */
export function adjustedFields(commands: readonly Command[], written: readonly AppendedEvent[]): AdjustedField[] {
  const left = [...written];
  return commands.flatMap((command, index) => {
    const [event] = left;
    // A command without effect has no event.
    if (event?.type !== command.type) return [];
    left.shift();
    const stored = event?.data as Readonly<Record<string, Json>>;
    const prefix = commands.length > 1 ? `/${index}` : '';
    return Object.entries(command).flatMap(([field, sent]) =>
      field in stored && !isEqual(stored[field], sent)
        ? [{ pointer: `${prefix}/${field}`, stored: stored[field] }]
        : [],
    );
  });
}

/** Most values are stored as they were sent. */
const isEqual = (stored: unknown, sent: unknown): boolean =>
  stored === sent || canonicalJson(stored as Json) === canonicalJson(sent as Json);
