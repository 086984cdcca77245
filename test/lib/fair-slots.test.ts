import { FairSlots } from '../../src/lib/fair-slots.js';

/** Work that the test ends, and the order in which it began. */
class Desk {
  readonly begun: string[] = [];
  private readonly ends = new Map<string, (error?: Error) => void>();
  private readonly stops = new Map<string, AbortController>();
  readonly slots: FairSlots;

  constructor(total: number, ofCaller: number) {
    this.slots = new FairSlots(total, ofCaller);
  }

  /** @param name begins with the caller's letter */
  ask(name: string): Promise<string> {
    const stop = new AbortController();
    this.stops.set(name, stop);
    const work = () =>
      new Promise<string>((resolve, reject) => {
        this.begun.push(name);
        this.ends.set(name, (error) => {
          if (error) reject(error);
          else resolve(name);
        });
      });
    const result = this.slots.run(name.charAt(0), work, stop.signal);
    result.catch(() => undefined);
    return result;
  }

  async end(name: string, error?: Error): Promise<void> {
    this.ends.get(name)?.(error);
    await settled();
  }

  async abort(name: string): Promise<void> {
    this.stops.get(name)?.abort(new Error(`${name} has left`));
    await settled();
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('FairSlots', () => {
  it('runs as many as there is room for, and one of each caller', async () => {
    const desk = new Desk(2, 1);
    for (const name of ['a1', 'a2', 'b1', 'c1']) void desk.ask(name);
    await settled();
    expect(desk.begun).toEqual(['a1', 'b1']);
    expect(desk.slots.hasRoom('d')).toBe(false);
    await desk.end('b1');
    expect(desk.begun).toEqual(['a1', 'b1', 'c1']);
    await desk.end('c1');
    // There is room, but not for a.
    expect(desk.begun).toHaveLength(3);
    expect([desk.slots.hasRoom('a'), desk.slots.hasRoom('d')]).toEqual([false, true]);
    await desk.end('a1');
    expect(desk.begun.at(-1)).toBe('a2');
  });

  it('begins the work of that caller first who began none for the longest time', async () => {
    const desk = new Desk(1, 1);
    for (const name of ['a1', 'a2', 'a3', 'b1', 'b2', 'c1']) void desk.ask(name);
    await settled();
    for (const name of ['a1', 'b1', 'c1', 'a2', 'b2', 'a3']) {
      expect(desk.begun.at(-1)).toBe(name);
      await desk.end(name);
    }
  });

  it('begins what waits before the work of callers who return again and again', async () => {
    const desk = new Desk(2, 1);
    for (const name of ['a1', 'a2', 'x1', 'y1']) void desk.ask(name);
    await settled();
    expect(desk.begun).toEqual(['a1', 'x1']);
    await desk.end('x1');
    void desk.ask('x2');
    await desk.end('a1');
    // x has no other work, but began some later than a.
    expect(desk.begun).toEqual(['a1', 'x1', 'y1', 'a2']);
  });

  it('returns what the work returns, and gives the room of work that failed to others', async () => {
    const desk = new Desk(1, 1);
    const [failed, done] = [desk.ask('a1'), desk.ask('b1')];
    await settled();
    await desk.end('a1', new RangeError('full'));
    await expect(failed).rejects.toThrow(RangeError);
    await desk.end('b1');
    await expect(done).resolves.toBe('b1');
  });

  it('drops work that is no longer wanted, whether it waits or is just about to begin', async () => {
    const desk = new Desk(1, 1);
    const [, waiting] = [desk.ask('a1'), desk.ask('b1'), desk.ask('c1')];
    await settled();
    await desk.abort('b1');
    await expect(waiting).rejects.toThrow('b1 has left');
    await desk.end('a1');
    expect(desk.begun).toEqual(['a1', 'c1']);
    await desk.end('c1');
    const gone = desk.ask('d1');
    await desk.abort('d1');
    await desk.end('d1');
    await gone.catch(() => undefined);
    expect(desk.slots.hasRoom('d')).toBe(true);
  });
});
