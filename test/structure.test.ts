import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';
import { stronglyConnectedComponents } from '../src/lib/strongly-connected-components.js';

const ROOT = join(import.meta.dirname, '..');

const SOURCES = ['.ts', '.tsx'];

const filesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));

interface Node {
  readonly name: string;
  readonly imports: Set<Node>;
}

/** Returns the import graph, type imports included. Files are merged into the nodes that `nodeOf` names. */
function importGraph(nodeOf: (file: string) => string): Node[] {
  const nodes = new Map<string, Node>();
  const node = (file: string): Node => {
    const name = nodeOf(file);
    const known = nodes.get(name) ?? { name, imports: new Set() };
    nodes.set(name, known);
    return known;
  };
  for (const file of filesIn('src')) {
    const { importedFiles } = ts.preProcessFile(readFileSync(join(ROOT, file), 'utf8'), true, true);
    for (const { fileName } of importedFiles) {
      if (!fileName.startsWith('.')) continue;
      const path = join(dirname(file), fileName.replace(/\.js$/, '')).replaceAll(sep, '/');
      const target = [`${path}.ts`, `${path}.tsx`].find((each) => existsSync(join(ROOT, each)));
      if (target !== undefined) node(file).imports.add(node(target));
    }
  }
  return [...nodes.values()];
}

const cyclesOf = (nodes: readonly Node[]): string[][] =>
  stronglyConnectedComponents(nodes, ({ imports }) => [...imports])
    .filter((component) => component.length > 1)
    .map((component) => component.map(({ name }) => name).sort());

describe('the import graph', () => {
  it('reads type imports', () => {
    const graph = importGraph((file) => file);
    const runner = graph.find(({ name }) => name === 'src/projections/projection-runner.ts');
    expect([...(runner?.imports ?? [])].map(({ name }) => name)).toContain('src/event-log/event-log.ts');
  });

  it('has no cycle of files', () => {
    expect(cyclesOf(importGraph((file) => file))).toEqual([]);
  });

  it('has no cycle of top-level folders', () => {
    expect(cyclesOf(importGraph((file) => file.split('/').slice(0, 2).join('/')))).toEqual([]);
  });
});

it('keeps each unit test next to the mirror image of the file that it tests', () => {
  const strays = filesIn('test')
    .filter(
      (file) =>
        file.endsWith('.test.ts') &&
        !/^test\/(e2e\/|bench\/|simulation\/|tools\/|structure\.test|patterns\.slow)/.test(file),
    )
    .filter((file) => {
      const parts = file
        .replace(/^test\//, 'src/')
        .replace(/\.test\.ts$/, '')
        .split('.');
      // A suffix names the aspect: `claim.decider.links.test.ts` tests `claim.decider.ts`.
      return !parts.some((_, index) =>
        SOURCES.some((end) => existsSync(join(ROOT, `${parts.slice(0, index + 1).join('.')}${end}`))),
      );
    });
  expect(strays).toEqual([]);
});
