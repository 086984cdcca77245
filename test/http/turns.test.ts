import { setImmediate as nextTurn } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { TooManyReadsError } from '../../src/http/errors.js';
import { RequestAbortedError } from '../../src/http/requester.js';
import { Turns } from '../../src/http/turns.js';
import { clientOf } from '../support/requesters.js';

const reader = { caller: 'reader' };
const other = { caller: 'other' };

/** Does a piece of work of each caller, asked for at the same time. Returns whose they were, in order, and in which turn. */
async function inTurns(callers: readonly { readonly caller: string }[]): Promise<(readonly [string, number])[]> {
  const turns = new Turns();
  const done: (readonly [string, number])[] = [];
  const over = new AbortController();
  let turn = 0;
  const counting = (async () => {
    for (; !over.signal.aborted; turn += 1) await nextTurn();
  })();
  await Promise.all(
    callers.map(async (each) => {
      await turns.take(each);
      done.push([each.caller, turn]);
    }),
  );
  over.abort();
  await counting;
  return done;
}

describe('Turns', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('begins immediately where nothing else is under way, and each further piece in a turn of its own', async () => {
    jest.spyOn(performance, 'now').mockReturnValue(0);
    const at = (await inTurns([reader, reader, reader])).map(([, turn]) => turn);
    expect(at[0]).toBe(0);
    expect(new Set(at).size).toBe(3);
    expect(at[2]).toBeLessThan(8);
  });

  it('leaves turns to other requests after a long piece', async () => {
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => (now += 5));
    const at = (await inTurns([reader, reader, reader])).map(([, turn]) => turn);
    for (const [index, turn] of at.slice(1).entries()) expect(turn - (at[index] ?? 0)).toBeGreaterThanOrEqual(8);
  });

  it('lets callers alternate', async () => {
    const done = await inTurns([reader, reader, reader, reader, other, other]);
    expect(done.map(([caller]) => caller)).toEqual(['reader', 'other', 'reader', 'other', 'reader', 'reader']);
  });

  it('rejects the 1,001st piece of a caller that would wait, and takes one of another', async () => {
    const turns = new Turns();
    const taken = Array.from({ length: 1_001 }, () => turns.take(reader));
    await expect(turns.take(reader)).rejects.toThrow(TooManyReadsError);
    await Promise.all([...taken, turns.take(other)]);
    await turns.take(reader);
  });

  it('gives the turns of a client that has left to others', async () => {
    const turns = new Turns();
    const clients = Array.from({ length: 1_000 }, () => clientOf('reader'));
    const first = turns.take(other);
    const left = clients.map(({ requester }) => turns.take(requester));
    for (const client of clients) client.leave();
    const settled = await Promise.allSettled(left);
    expect(settled.every((each) => each.status === 'rejected' && each.reason instanceof RequestAbortedError)).toBe(
      true,
    );
    await Promise.all([first, turns.take(reader)]);
  });
});
