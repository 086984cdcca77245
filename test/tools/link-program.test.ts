import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder.js';
import { linkProgram } from '../support/tools.js';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => (folder = temporaryFolder()));
afterEach(() => {
  folder.remove();
});

function projectWithProgram(name: string): string {
  const project = join(folder.path, name);
  mkdirSync(join(project, 'dist'), { recursive: true });
  writeFileSync(join(project, 'dist', 'cli.js'), name);
  return project;
}

const linked = (project: string): string => join(project, 'node_modules', '.bin', 'claim-ledger');

describe('linkProgram()', () => {
  it('links the program of the project among those of its dependencies, also a second time', () => {
    const project = projectWithProgram('clone');
    mkdirSync(join(project, 'node_modules', '.bin'), { recursive: true });
    linkProgram(project);
    linkProgram(project);
    expect(readFileSync(linked(project), 'utf8')).toBe('clone');
  });

  it('leaves the dependencies of another project alone, and a project without any', () => {
    const project = projectWithProgram('clone');
    const other = projectWithProgram('other');
    linkProgram(project);
    mkdirSync(join(other, 'node_modules', '.bin'), { recursive: true });
    symlinkSync(join(other, 'node_modules'), join(project, 'node_modules'));
    linkProgram(project);
    expect(existsSync(linked(other))).toBe(false);
  });
});
