import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CommandResult } from '../../src/command-handling/command-context.js';
import { ProjectionPace } from '../../src/import/projection-pace.js';

/** A read model that moves on only when the test says so. */
class ManualReadModel {
  position: string | undefined;
  readonly waits: string[] = [];
  private settle: (reached: boolean) => void = () => undefined;

  waitFor(position: string): Promise<boolean> {
    this.waits.push(position);
    return new Promise((resolve) => (this.settle = resolve));
  }

  reach(position: string | undefined): void {
    this.position = position;
    this.settle(position !== undefined && position >= (this.waits.at(-1) ?? ''));
  }
}

const recorded = (position: string): CommandResult => ({
  written: [{ id: position, type: 'Noted', data: {}, revision: 0 }],
  revision: 0,
  place: { position, event: position },
  replayed: false,
});

describe('ProjectionPace', () => {
  it('lets a writer continue only once the read model has what was recorded', async () => {
    const readModel = new ManualReadModel();
    const pace = new ProjectionPace(readModel, 2);
    await pace.keep(recorded('1'));
    expect(readModel.waits).toEqual([]);
    let continued = false;
    const kept = pace.keep(recorded('2')).then(() => (continued = true));
    readModel.reach('1');
    await nextTurn();
    expect(continued).toBe(false);
    await nextTurn();
    expect(readModel.waits).toEqual(['2', '2']);
    readModel.reach('2');
    await kept;
    expect(continued).toBe(true);
  });

  it('waits only once for a read model that makes no progress', async () => {
    const readModel = new ManualReadModel();
    const pace = new ProjectionPace(readModel, 1);
    const first = pace.keep(recorded('1'));
    readModel.reach(undefined);
    await first;
    await pace.keep(recorded('2'));
    expect(readModel.waits).toEqual(['1']);
    readModel.position = '1';
    const third = pace.keep(recorded('3'));
    expect(readModel.waits).toEqual(['1', '3']);
    readModel.reach('3');
    await third;
  });

  it('does not count what was recorded before', async () => {
    const readModel = new ManualReadModel();
    await new ProjectionPace(readModel, 1).keep({ ...recorded('1'), replayed: true });
    expect(readModel.waits).toEqual([]);
  });
});
