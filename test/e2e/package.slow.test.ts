import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
  for (const name of ['.github', 'bench', 'data', 'deploy', 'docs', 'src', 'test', 'tools']) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'file.js'), '');
  }
  return folder;
}

/** Links what is installed with the package, and nothing that only the repository needs. */
function linkDependencies(installed: string): void {
  const text = readFileSync(join(installed, 'package.json'), 'utf8');
  const { dependencies } = JSON.parse(text) as { readonly dependencies: Readonly<Record<string, string>> };
  for (const name of Object.keys(dependencies)) {
    const link = join(installed, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), link);
  }
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
    const chunks = files.filter((path) => /^dist\/(?:program|browser)\/[\w.-]+\.(?:js|css|svg|json)$/.test(path));
    expect(chunks.length).toBeGreaterThan(0);
    expect(files.filter((path) => !chunks.includes(path)).sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/browser/licences.txt',
      'dist/cli.js',
      'dist/docs/LICENSES.txt',
      'dist/docs/favicon-32x32.png',
      'dist/docs/swagger-ui-bundle.js',
      'dist/docs/swagger-ui-bundle.js.LICENSE.txt',
      'dist/docs/swagger-ui.css',
      'dist/openapi.json',
      'dist/openapi/parts.json',
      'dist/program/LICENSES.txt',
      'dist/threads/analysis.worker.js',
      'dist/threads/dispatcher.worker.js',
      'dist/threads/expression.worker.js',
      'dist/threads/log-writer.worker.js',
      'dist/threads/projection.worker.js',
      'dist/threads/replay.worker.js',
      'dist/threads/scenario.worker.js',
      'dist/threads/state-preview.worker.js',
      'package.json',
      ...readdirSync(join(ROOT, 'seeds')).map((name) => `seeds/${name}`),
    ]);
  });

  it('contains nothing of the machine on which it was built', () => {
    const revealing = files.filter((path) => readFileSync(join(folder, 'package', path), 'utf8').includes(ROOT));
    expect(revealing).toEqual([]);
  });

  it('runs no script when it is installed', () => {
    const { scripts } = JSON.parse(readFileSync(join(folder, 'package/package.json'), 'utf8')) as {
      readonly scripts: object;
    };
    const own = ['preinstall', 'install', 'postinstall', 'prepare'].filter((name) => name in scripts);
    expect(own).toEqual([]);
  });

  it('serves, loads the seeds and shows a claim without the repository', async () => {
    const installed = join(folder, 'package');
    linkDependencies(installed);
    const program = join(installed, 'dist/cli.js');
    const data = await newFolder();
    const served = await serveProgram(program, data, '--seed');
    await served.waitForLine(/^total: /);
    for (const path of ['/', '/docs', '/docs/swagger-ui-bundle.js', '/openapi.json']) {
      expect([path, (await fetch(`${served.url}${path}`)).status]).toEqual([path, 200]);
    }
    const id = 'nato-discusses-territory-for-membership';
    const shown = await waitForExit(start(['--data', data, 'show', id], {}, program));
    expect([shown.code, shown.stdout]).toEqual([0, expect.stringContaining('\nretracted (retracted/taken-back)')]);
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
