import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runSimulation } from './run-simulation.js';

const defects = JSON.parse(readFileSync(join(import.meta.dirname, 'defects.json'), 'utf8')) as readonly {
  readonly name: string;
  /** The first seed that found it when that was last looked up; those before take most of the time. */
  readonly seed: number;
}[];

/** A simulation that finds nothing shows nothing, unless it finds what is known to be wrong. */
describe('a ledger that is broken on purpose', () => {
  it.each(defects)('is found out: $name', async ({ name, seed }) => {
    const { code, output } = await runSimulation(
      '--break',
      name,
      '--from',
      `${seed}`,
      '--seeds',
      '1000',
      '--trace',
      '0',
    );
    expect(output).toMatch(/^Seed \d+ failed after \d+ steps\./m);
    expect(code).toBe(1);
  });

  it('is not broken by a name that is not known', async () => {
    const { code, output } = await runSimulation('--break', 'nothing');
    expect(output).toContain('There is no defect "nothing". Known: forgotten-keys,');
    expect(code).toBe(1);
  });
});
