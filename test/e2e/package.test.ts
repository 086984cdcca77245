import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cleanUp, newFolder, serveProgram, start, waitForExit } from '../support/run-cli.js';

const ROOT = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

afterAll(cleanUp);

/** A checkout as `prepack` leaves it: `dist` is a folder, and holds the OpenAPI document. */
async function checkout(): Promise<string> {
  const folder = await newFolder();
  const files = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { name } of files) cpSync(join(ROOT, name), join(folder, name));
  cpSync(join(ROOT, 'seeds'), join(folder, 'seeds'), { recursive: true });
  cpSync(realpathSync(join(ROOT, 'dist')), join(folder, 'dist'), {
    recursive: true,
    filter: (path) => !path.endsWith('/bench'),
  });
  writeFileSync(join(folder, 'dist/openapi.json'), '{}');
  for (const name of ['.github', 'bench', 'data', 'docs', 'src', 'test', 'tools']) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'file.js'), '');
  }
  return folder;
}

describe('npm package', () => {
  let folder: string;
  let files: string[];
  beforeAll(async () => {
    folder = await checkout();
    const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json'], { cwd: folder });
    const [{ filename, files: packed }] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
    files = packed.map(({ path }) => path);
    await run('tar', ['-xzf', filename], { cwd: folder });
  });

  it('contains only the files that run', () => {
    const isSource = (name: string) =>
      readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).includes(name);
    const others = files.filter((path) => !path.startsWith('dist/') || !isSource(path.slice(5).replace(/js$/, 'ts')));
    expect(others.sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/openapi.json',
      'dist/openapi/parts.json',
      'package.json',
      ...readdirSync(join(ROOT, 'seeds')).map((name) => `seeds/${name}`),
    ]);
    expect(files).toEqual(expect.arrayContaining(['dist/cli.js', 'dist/threads/rebuild.worker.js']));
  });

  it('serves, loads the seeds and shows a claim without the repository', async () => {
    const installed = join(folder, 'package');
    symlinkSync(join(ROOT, 'node_modules'), join(installed, 'node_modules'));
    const program = join(installed, 'dist/cli.js');
    const data = await newFolder();
    const served = await serveProgram(program, data, '--seed');
    await served.waitForLine(/^total: /);
    const id = 'nato-discusses-territory-for-membership';
    const shown = await waitForExit(start(['--data', data, 'show', id], {}, program));
    expect([shown.code, shown.stdout]).toEqual([0, expect.stringContaining('status      retracted')]);
    expect((await waitForExit(start(['--data', data, 'rebuild'], {}, program))).code).toBe(0);
    await served.stop();
  });

  it('exports the OpenAPI document and package.json, and no code', async () => {
    const scope = join(folder, 'node_modules');
    mkdirSync(scope);
    symlinkSync(join(folder, 'package'), join(scope, 'claim-ledger'));
    const resolves = async (name: string): Promise<boolean> => {
      const code = `import.meta.resolve(${JSON.stringify(name)})`;
      const resolved = run(process.execPath, ['--input-type=module', '--eval', code], { cwd: folder });
      return resolved.then(
        () => true,
        () => false,
      );
    };
    const names = ['openapi.json', 'package.json', 'dist/cli.js', 'dist/config.js'].map(
      (name) => `claim-ledger/${name}`,
    );
    expect(await Promise.all([...names, 'claim-ledger'].map(resolves))).toEqual([true, true, false, false, false]);
  });
});
