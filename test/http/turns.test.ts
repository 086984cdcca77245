import { setImmediate as nextTurn } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { TooManyWaitingError } from '../../src/http/errors.js';
import { Turns } from '../../src/http/turns.js';

const reader = 'reader';
const other = 'other';

/** Does a piece of work of each caller, asked for at the same time. Returns whose they were, in order, and in which turn. */
async function inTurns(callers: readonly string[]): Promise<(readonly [string, number])[]> {
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
      done.push([each, turn]);
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

  it('begins immediately where nothing else is under way, and does short pieces in one turn', async () => {
    jest.spyOn(performance, 'now').mockReturnValue(0);
    const at = (await inTurns([reader, reader, reader])).map(([, turn]) => turn);
    expect(at[0]).toBe(0);
    expect(at[1]).toBeGreaterThan(0);
    expect(at[2]).toBe(at[1]);
    expect(at[2]).toBeLessThan(8);
  });

  it('begins no piece before the one before is done, however many promises that is after', async () => {
    const turns = new Turns();
    const log: string[] = [];
    const piece = async (name: string, hops: number): Promise<void> => {
      await turns.take(reader);
      log.push(`${name} begins`);
      for (let hop = 0; hop < hops; hop += 1) await Promise.resolve();
      log.push(`${name} ends`);
    };
    const names = ['a', 'b', 'c', 'd'];
    await Promise.all(names.map((name, index) => piece(name, 20 - index)));
    // Also from a tick, which comes before promises.
    await new Promise<void>((resolve) => {
      process.nextTick(() => {
        resolve(Promise.all([piece('e', 20), piece('f', 3)]).then(() => undefined));
      });
    });
    expect(log).toEqual([...names, 'e', 'f'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it.each([
    { long: 'takes 5 ms', ms: 5, least: 3, most: 6 },
    { long: 'takes a minute', ms: 60_000, least: 8, most: 11 },
  ])('leaves turns to other requests after a piece that $long', async ({ ms, least, most }) => {
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => (now += ms));
    const at = (await inTurns([reader, reader, reader])).map(([, turn]) => turn);
    const between = at.slice(1).map((turn, index) => turn - (at[index] ?? 0));
    for (const each of between) {
      expect(each).toBeGreaterThanOrEqual(least);
      expect(each).toBeLessThanOrEqual(most);
    }
  });

  it('lets callers alternate', async () => {
    const done = await inTurns([reader, reader, reader, reader, other, other]);
    expect(done.map(([caller]) => caller)).toEqual(['reader', 'other', 'reader', 'other', 'reader', 'reader']);
  });

  it('rejects the 1,001st piece of a caller that would wait, and takes one of another', async () => {
    const turns = new Turns();
    const taken = Array.from({ length: 1_001 }, () => turns.take(reader));
    await expect(turns.take(reader)).rejects.toThrow(TooManyWaitingError);
    await Promise.all([...taken, turns.take(other)]);
    await turns.take(reader);
  });
});
