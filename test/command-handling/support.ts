import type { EventLog } from '../../src/event-log/event-log.js';
import { digestOf } from '../../src/lib/digest.js';
import type { Decider } from '../../src/command-handling/decider.js';
import type { CommandContext } from '../../src/command-handling/command-context.js';

/** Notes in a book: the least domain that a recorder can record. A note that is there already is not written again. */
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

export const take = (...notes: readonly string[]): TakeNotes => ({ notes });

export const REQUEST: CommandContext = { principal: 'checker', correlationId: 'trace', causationId: 'span' };

/** A request that can be repeated: with this key, and this body. */
export const repeatable = (key: string, body: string): CommandContext => ({
  ...REQUEST,
  idempotency: { key: digestOf(key), body: digestOf(body) },
});

/** The log, but before the next append to it, something else happens: as a rule, somebody else appends. */
export function raced(log: EventLog, meanwhile: () => Promise<unknown>): EventLog {
  let happened = false;
  return {
    id: log.id,
    append: async (stream, expected, events) => {
      if (!happened) {
        happened = true;
        await meanwhile();
      }
      return log.append(stream, expected, events);
    },
    readStream: (stream, options) => log.readStream(stream, options),
    readAll: (options) => log.readAll(options),
    subscribe: (options) => log.subscribe(options),
    head: () => log.head(),
    close: () => log.close(),
  };
}
