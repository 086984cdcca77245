import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const project = join(import.meta.dirname, '../..');
const defects = JSON.parse(readFileSync(join(import.meta.dirname, 'defects.json'), 'utf8')) as readonly {
  readonly name: string;
  readonly seed: number;
  readonly file: string;
  readonly changes: readonly (readonly [found: string, replacement: string])[];
}[];

/** Without it, a change of the sources would be noticed only by the slow tests that plant the defects. */
describe('a defect that is planted', () => {
  it.each(defects)('has its place in the sources: $name', ({ file, changes }) => {
    const code = readFileSync(join(project, file), 'utf8');
    expect(changes.map(([found]) => [found, code.split(found).length - 1])).toEqual(
      changes.map(([found]) => [found, 1]),
    );
  });

  it('has the same first seed in the documentation', () => {
    const page = readFileSync(join(project, 'docs/explanation/simulation.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `(?<name>[\w-]+)` .* (?<seed>\d+) +\|$/gm)].map(({ groups }) => groups);
    expect(rows).toEqual(defects.map(({ name, seed }) => ({ name, seed: `${seed}` })));
  });
});
