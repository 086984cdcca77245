import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import DOMPurify from 'dompurify';
import { ROOT } from './console-examples.js';

// Without a browser, DOMPurify exports a factory that lacks these. Parsing only passes labels through them.
Object.assign(DOMPurify, { addHook: () => undefined, sanitize: (text: string) => text });
const { default: mermaid } = await import('mermaid');

const BLOCK = /(?<=^```mermaid\n)[\s\S]*?(?=^```$)/gm;

const diagrams = ['README.md', ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })]
  .filter((name) => name.endsWith('.md'))
  .map((name) => (name === 'README.md' ? name : join('docs', name)))
  .flatMap((page) =>
    (readFileSync(join(ROOT, page), 'utf8').match(BLOCK) ?? []).map((text, index) => ({
      page,
      number: index + 1,
      text,
    })),
  );

it('finds diagrams', () => {
  expect(diagrams.length).toBeGreaterThan(5);
});

it.each(diagrams)('$page has a diagram $number that Mermaid can parse', async ({ text }) => {
  await expect(mermaid.parse(text)).resolves.toHaveProperty('diagramType');
});

it('rejects a broken diagram', async () => {
  await expect(mermaid.parse('flowchart LR\n  a["one" --> b')).rejects.toThrow('Parse error');
});
