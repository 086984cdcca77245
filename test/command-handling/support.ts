import type { EventLog } from '../../src/event-log/event-log.js';
import { digestOf } from '../../src/lib/digest.js';
import type { Decider } from '../../src/command-handling/decider.js';
import type { CommandContext } from '../../src/command-handling/command-context.js';
import { delegateTo } from '../event-log/contract/support.js';

/** Notes in a book: a minimal domain. A decider writes each note once. */
interface NoteTypes {
  NoteTaken: { readonly text: string };
}

export interface Book {
  readonly notes: string[];
}

export interface TakeNotes {
  readonly notes: readonly string[];
}

export const bookDecider: Decider<Book, TakeNotes, NoteTypes> = {
  initial: () => ({ notes: [] }),
  evolve: (book, { data }) => {
    book.notes.push(data.text);
    return book;
  },
  decide: (book, { notes }) =>
    notes.filter((text) => !book.notes.includes(text)).map((text) => ({ type: 'NoteTaken', data: { text } })),
  drafts: {
    copy: ({ notes }) => ({ notes: [...notes] }),
    apply: (book, { data }) => {
      book.notes.push(data.text);
      return book;
    },
  },
};

export const takeNotes = (...notes: readonly string[]): TakeNotes => ({ notes });

export const REQUEST: CommandContext = {
  principal: 'checker',
  scopes: ['record', 'rate'],
  correlationId: 'trace',
  causationId: 'span',
};

/** A request with an idempotency key and a body. */
export const withIdempotencyKey = (key: string, body: string): CommandContext => ({
  ...REQUEST,
  idempotency: { key: digestOf(key), body: digestOf(body) },
});

/** Runs `meanwhile` before the next append to the log, usually an append by another writer. */
export function beforeNextAppend(log: EventLog, meanwhile: () => Promise<unknown>): EventLog {
  let happened = false;
  return {
    ...delegateTo(log),
    append: async (stream, expected, events) => {
      if (!happened) {
        happened = true;
        await meanwhile();
      }
      return log.append(stream, expected, events);
    },
  };
}

export function failWith(error: Error): never {
  throw error;
}
