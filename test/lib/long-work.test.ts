import { LongWork } from '../../src/lib/long-work.js';

describe('LongWork', () => {
  it('does one piece after the other, with turns of the event loop between them', async () => {
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
    const turns = done.map(([, at]) => at);
    for (const [index, at] of turns.slice(1).entries()) expect(at - (turns[index] ?? 0)).toBeGreaterThanOrEqual(8);
  });
});
