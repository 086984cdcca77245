import { LongWork } from '../../src/lib/long-work.js';

describe('LongWork', () => {
  it('does one piece in each turn of the event loop, in order', async () => {
    const work = new LongWork();
    let turn = 0;
    let isOver = false;
    const count = (): void => {
      turn += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    const done: (readonly [piece: number, turn: number])[] = [];
    const piece = async (number: number): Promise<void> => {
      await work.turn();
      done.push([number, turn]);
    };
    await Promise.all([0, 1, 2, 3].map(piece));
    isOver = true;
    expect(done.map(([number]) => number)).toEqual([0, 1, 2, 3]);
    expect(new Set(done.map(([, at]) => at)).size).toBe(4);
  });
});
