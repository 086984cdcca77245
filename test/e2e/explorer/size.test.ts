import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { renewExplorerFiles } from '../../support/explorer-files.js';

const FOLDER = join(import.meta.dirname, '../../../dist/browser');
/** Of gzipped script before a page can be used, without what is loaded when it is needed. */
const MAX_BYTES = 30_000;

it('loads little script for the first page', () => {
  renewExplorerFiles();
  const { entry, pages } = JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8')) as {
    readonly entry: string;
    readonly pages: Readonly<Record<string, readonly string[]>>;
  };
  const bytes = (file: string) => gzipSync(readFileSync(join(FOLDER, file))).length;
  const sizes = Object.entries(pages).map(([page, files]) => {
    return [page, [entry, ...files].reduce((sum, file) => sum + bytes(file), 0)] as const;
  });
  expect(sizes.length).toBeGreaterThan(2);
  expect(sizes.filter(([, size]) => size > MAX_BYTES)).toEqual([]);
});
