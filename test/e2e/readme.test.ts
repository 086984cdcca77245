import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TestLedger } from './api/test-ledger.js';

const ROOT = join(import.meta.dirname, '..', '..');

interface Step {
  readonly command: string;
  readonly output: string;
}

/** The commands of the `console` blocks, each with the output that stands below it. */
function stepsOf(markdown: string): Step[] {
  const blocks = [...markdown.matchAll(/^```console\n([\s\S]*?)^```$/gm)].map(([, block]) => block ?? '');
  return blocks.flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((step) => {
        const [command = '', ...output] = step.trimEnd().split('\n');
        return { command, output: output.join('\n') };
      }),
  );
}

/** What differs from run to run. */
const settled = (text: string) =>
  text
    .replace(/\d{20}@[0-9a-f-]{36}/g, 'POSITION')
    .replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g, 'INSTANT')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID')
    .trimEnd();

describe('README.md', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    await promisify(execFile)(process.execPath, [join(ROOT, 'dist', 'cli.js'), '--data', ledger.folder, 'seed']);
  });
  afterAll(() => ledger.stop());

  it('shows what its commands really print', async () => {
    const steps = stepsOf(readFileSync(join(ROOT, 'README.md'), 'utf8'));
    expect(steps.length).toBeGreaterThan(5);
    const MARK = '=====8<=====';
    const here = (command: string) =>
      command
        .replaceAll('http://127.0.0.1:4747', ledger.url)
        .replaceAll('data/admin.key', join(ledger.folder, 'admin.key'))
        .replaceAll(
          'npx claim-ledger',
          `'${process.execPath}' '${join(ROOT, 'dist', 'cli.js')}' --data '${ledger.folder}'`,
        );
    const script = steps.map(({ command }) => `${here(command)}\necho '${MARK}'`).join('\n');
    const env = { ...process.env, COLUMNS: '80', NO_COLOR: '1' };
    const { stdout } = await promisify(execFile)('bash', ['-c', script], { env, cwd: ROOT });
    const printed = stdout.split(`${MARK}\n`).slice(0, steps.length);
    expect(steps.map(({ command }, index) => `$ ${command}\n${settled(printed[index] ?? '')}`)).toEqual(
      steps.map(({ command, output }) => `$ ${command}\n${settled(output)}`),
    );
  });
});
