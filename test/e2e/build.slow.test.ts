import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cleanUp, run, serveProgram, newFolder } from '../support/run-cli.js';
import { placeBuild } from '../support/tools.js';

const ROOT = join(import.meta.dirname, '..', '..');

afterAll(cleanUp);

/** Creates a folder with copies of these files of the repository, and its dependencies. */
async function projectWith(...names: string[]): Promise<string> {
  const project = await newFolder();
  for (const name of names) cpSync(join(ROOT, name), join(project, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
  return project;
}

/** Returns the description of a status in the OpenAPI document of a server. */
async function statusIn(url: string) {
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as {
    readonly components: { readonly schemas: { readonly Status: { readonly description?: string } } };
  };
  return document.components.schemas.Status;
}

describe('server', () => {
  it('uses the files of its own build after a newer build was placed', async () => {
    const project = await projectWith('package.json', 'seeds');
    const newest = realpathSync(join(ROOT, 'dist'));
    await placeBuild(project, (folder) => {
      cpSync(newest, folder, { recursive: true });
    });
    const data = await newFolder();
    const served = await serveProgram(join(project, 'dist/cli.js'), data, '--seed');
    const before = await statusIn(served.url);

    await placeBuild(project, (folder) => {
      cpSync(newest, folder, { recursive: true });
      const worker = join(folder, 'threads/projection.worker.js');
      renameSync(worker, join(folder, 'threads/same.worker.js'));
      writeFileSync(
        worker,
        `import { workerData } from 'node:worker_threads';
        if (workerData.kind === 'build') throw new Error('of another build');
        await import('./same.worker.js');`,
      );
      const file = join(folder, 'openapi/parts.json');
      const parts = JSON.parse(readFileSync(file, 'utf8')) as { definitions: { Status: { description?: string } } };
      parts.definitions.Status.description = 'Of another build.';
      writeFileSync(file, JSON.stringify(parts));
    });
    expect(await statusIn(served.url)).toEqual(before);
    expect((await fetch(`${served.url}/docs`)).status).toBe(200);
    expect((await run(['--data', data, 'rebuild'])).code).toBe(0);
    await served.stop();

    const next = await serveProgram(join(project, 'dist/cli.js'), data);
    expect((await statusIn(next.url)).description).toBe('Of another build.');
    expect((await run(['--data', data, 'rebuild'])).stderr).toContain('of another build');
    await next.stop();
  });
});

describe('npm run build', () => {
  it('prints what it does, and leaves dist unchanged if the code has an error', async () => {
    const project = await projectWith('tools', 'package.json', 'tsconfig.json', 'tsconfig.build.json');
    mkdirSync(join(project, 'src/openapi'), { recursive: true });
    writeFileSync(join(project, 'src/cli.ts'), "#!/usr/bin/env node\nconsole.log('runs');\n");
    writeFileSync(join(project, 'src/openapi/schema-types.ts'), 'export interface DescribedTypes { a: string }\n');
    writeFileSync(join(project, 'src/openapi/examples.json'), '[]');
    for (const part of ['browser', 'style', 'words/en']) {
      mkdirSync(join(project, 'src/explorer', part), { recursive: true });
    }
    writeFileSync(join(project, 'src/explorer/browser/main.ts'), "console.log('runs in a browser');\n");
    writeFileSync(join(project, 'src/explorer/style/icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>\n');
    writeFileSync(join(project, 'src/explorer/words/en/home.json'), '{ "home.title": "Claims" }\n');
    const build = () =>
      promisify(execFile)(process.execPath, [join(project, 'tools/build.js')], {
        env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
      });
    expect((await build()).stdout).toMatch(/^Building …\nBuilt in \d+ s\.\n$/);
    const before = readlinkSync(join(project, 'dist'));

    writeFileSync(join(project, 'src/cli.ts'), 'export const wrong: number = "text";\n');
    await expect(build()).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /src\/cli\.ts.*TS2322[^]*\nThe build failed; dist is as it was\. The compiler found errors\.\n$/,
      ) as string,
    });
    expect(readlinkSync(join(project, 'dist'))).toBe(before);
    expect((await promisify(execFile)(join(project, 'dist/cli.js'))).stdout).toBe('runs\n');
  });
});
