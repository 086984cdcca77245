import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import openapiTS, { astToString } from 'openapi-typescript';
import { TestLedger } from '../api/test-ledger.js';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..', '..');
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

const options = {
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    target: 'ES2023',
    module: 'NodeNext',
    lib: ['ES2023', 'DOM'],
    types: ['node'],
    outDir: 'out',
    skipLibCheck: true,
  },
  files: ['story.ts', 'api.ts'],
};

describe('client generated from the OpenAPI document', () => {
  let ledger: TestLedger;
  let folder: string;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    folder = mkdtempSync(join(ledger.folder, 'client-'));
    const { text } = await ledger.get('/openapi.json').expect(200);
    writeFileSync(join(folder, 'api.ts'), astToString(await openapiTS(text)));
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    // The name excludes it from the compilation of this project: its types are generated here.
    copyFileSync(join(import.meta.dirname, 'fixtures', 'story.ts.txt'), join(folder, 'story.ts'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await ledger.stop();
  });

  it('compiles and runs', async () => {
    expect(await compile()).toBe('');
    const { stdout } = await run(process.execPath, [join(folder, 'out', 'story.js'), ledger.url, ledger.key]);
    expect(JSON.parse(stdout)).toEqual({
      registered: 201,
      status: 'denied',
      rule: 'denied/first-hand',
      same: true,
      revision: 2,
      refused: 'urn:claim-ledger:problem:refused',
      pointers: ['/by/0'],
    });
  });

  it('does not compile with an unknown field or value', async () => {
    writeFileSync(
      join(folder, 'story.ts'),
      `import type { components } from './api.js';
       const entry: components['schemas']['ClaimReportedCommand'] = { type: 'ClaimReported', by: [], basis: 'gossip' };
       export const field = (view: components['schemas']['ClaimView']) => [view.verificaton, entry];`,
    );
    const errors = await compile();
    expect(errors).toContain(`Type '"gossip"' is not assignable`);
    expect(errors).toContain(`'verificaton' does not exist`);
  });

  /** Returns the errors of the compiler. */
  const compile = async () => {
    const { stdout } = await run(process.execPath, [tsc, '-p', folder], { cwd: folder }).catch(
      (error: unknown) => error as { stdout: string },
    );
    return stdout;
  };
});
