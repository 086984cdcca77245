import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../paths.js';

/** The environment of a server in which each sync to disk takes so many milliseconds longer. Compiles the library. */
export function slowSyncs(ms: number, folder: string): Readonly<Record<string, string>> {
  const library = join(folder, 'slow-sync.so');
  const source = join(ROOT, 'bench', 'slow-sync', 'slow-sync.c');
  const { status, error } = spawnSync('cc', ['-shared', '-fPIC', '-o', library, source, '-ldl'], { stdio: 'inherit' });
  if (status !== 0) throw error ?? new Error(`${source} can't be compiled.`);
  return { LD_PRELOAD: library, SLOW_SYNC_MS: String(ms) };
}
