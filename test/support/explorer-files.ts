import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const MANIFEST = join(ROOT, 'dist', 'browser', 'manifest.json');

/** Renews the script, style and words of the newest build if their sources have changed since. */
export function renewExplorerFiles(): void {
  if (existsSync(MANIFEST) && statSync(MANIFEST).mtimeMs > newestSource()) return;
  execFileSync(process.execPath, ['tools/bundle-explorer.js'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
}

function newestSource(): number {
  const files = ['src/explorer', 'tools'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );
  return Math.max(...files);
}
