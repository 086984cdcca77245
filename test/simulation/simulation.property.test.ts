import { runs } from '../support/runs.js';
import { runSimulation } from './run-simulation.js';

describe('the ledger in simulated time', () => {
  it('keeps every promise, whatever fails', async () => {
    const from = process.env['FC_SEED'] ?? '1';
    const { code, output } = await runSimulation('--from', from, '--seeds', String(runs(600)));
    // What it printed has the seed that fails, and how to run it again.
    expect(code === 0 ? '' : output).toBe('');
  });

  it('takes the same steps whenever it runs a seed', async () => {
    const outputs = [await runSimulation('--seed', '4'), await runSimulation('--seed', '4')];
    const digests = outputs.map(({ output }) => /"digest": "(\w+)"/.exec(output)?.[1]);
    expect(outputs.map(({ code }) => code)).toEqual([0, 0]);
    expect(digests[0]).toMatch(/^\w{8}$/);
    expect(digests[1]).toBe(digests[0]);
  });

  it('says which options it has', async () => {
    const [help, wrong] = [await runSimulation('--help'), await runSimulation('--seeds', 'many')];
    expect([help.code, wrong.code]).toEqual([0, 2]);
    expect(help.output).toContain('--seed N');
  });
});
