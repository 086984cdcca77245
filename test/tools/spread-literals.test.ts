import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { temporaryFolder } from '../support/temporary-folder.js';
import { spreadLiterals } from '../support/tools.js';

const SOURCE = `
export const from = JSON.parse('{"id":1,"__proto__":{"polluted":true},"text":"a"}');
const { id, ...others } = from;
({ ...globalThis.assigned } = from);
export const made = [
  { ...from, id: 2, last: 3 },
  { ...{ ...from, nested: { ...others, again: 1 } }, ...null, id: 'ё — 🙂', get text() { return this.id; } },
  { ...from, "__proto__": null, id: 2 },
  { ...from },
  { id: 0, ...from },
  { ...[1, 2], length: 2 },
];
`;

/** Everything that can be seen of an object. */
const seen = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? {
        prototype: Object.getPrototypeOf(value) as unknown,
        members: Reflect.ownKeys(value).map((key) => {
          const property = Object.getOwnPropertyDescriptor(value, key);
          return [key, typeof property?.get, seen(property?.value), property?.enumerable];
        }),
      }
    : value;

describe('a bundle', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let bundled: string;
  beforeAll(() => {
    folder = temporaryFolder();
    bundled = spreadLiterals.renderChunk.call({ parse: parseAst }, SOURCE).code;
    writeFileSync(join(folder.path, 'bundled.mjs'), bundled);
    writeFileSync(join(folder.path, 'source.mjs'), SOURCE);
  });
  afterAll(() => {
    folder.remove();
  });

  it('begins literals with their prototype if a spread comes first, and other members follow', () => {
    expect(bundled.match(/\{__proto__: Object\.prototype, +\.{3}/g)).toHaveLength(5);
  });

  it('makes the same objects as the source', async () => {
    const made = async (file: string): Promise<readonly object[]> =>
      ((await import(join(folder.path, file))) as { readonly made: readonly object[] }).made;
    const objects = await made('bundled.mjs');
    expect(objects.map(seen)).toEqual((await made('source.mjs')).map(seen));
    expect(Object.getPrototypeOf(objects[0])).toBe(Object.prototype);
    expect(Object.keys(objects[0] ?? {})).toContain('__proto__');
  });
});
