import { lstatSync, mkdirSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** How many complete builds stay: the newest, and those that processes may still run from. */
const KEPT = 3;
const HOUR_MS = 3_600_000;

/**
 * Makes a build in a folder of its own, `.dist-<time>-<process>`, and makes `dist` a link to it:
 * - a process that runs from an earlier build keeps the files that it loads late, such as its worker;
 * - a build that fails, or is interrupted, leaves `dist` as it was;
 * - builds at the same time don't mix.
 *
 * With `asFolder`, `dist` is the build itself: packages can't hold links. `make` fills the folder that it gets; what it
 * throws is thrown.
 */
export async function placeBuild(project, make, { asFolder = false } = {}) {
  const microseconds = Math.round((performance.timeOrigin + performance.now()) * 1_000);
  const id = `${microseconds}-${process.pid}`;
  const [name, dist] = [`.dist-${id}`, join(project, 'dist')];
  const partial = join(project, `${name}.partial`);
  mkdirSync(partial);
  try {
    await make(partial);
  } catch (error) {
    rmSync(partial, { recursive: true });
    throw error;
  }
  if (asFolder) {
    if (kindOf(dist) === 'link') rmSync(dist);
    else moveAway(dist, id);
    renameSync(partial, dist);
  } else {
    renameSync(partial, join(project, name));
    // A link takes a link's place in one step, so that `dist` is there at any moment; it can't take a folder's.
    moveAway(dist, id);
    symlinkSync(name, `${partial}.link`);
    renameSync(`${partial}.link`, dist);
  }
  removeOldBuilds(project);
}

function moveAway(dist, id) {
  if (kindOf(dist) === 'folder') renameSync(dist, join(dist, '..', `.dist-0-${id}`));
}

function kindOf(path) {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found && (found.isSymbolicLink() ? 'link' : 'folder');
}

/** Keeps the newest, and the one that `dist` links to, whatever the clock said; removes what interrupted builds left. */
function removeOldBuilds(project) {
  const names = readdirSync(project).filter((name) => name.startsWith('.dist-'));
  const isPartial = (name) => name.includes('.partial');
  const ageMs = (name) => Date.now() - (lstatSync(join(project, name), { throwIfNoEntry: false })?.mtimeMs ?? Infinity);
  const complete = names.filter((name) => !isPartial(name)).sort();
  const abandoned = names.filter((name) => isPartial(name) && ageMs(name) > HOUR_MS);
  const dist = join(project, 'dist');
  const placed = kindOf(dist) === 'link' ? readlinkSync(dist) : undefined;
  for (const name of [...complete.slice(0, -KEPT), ...abandoned]) {
    if (name !== placed) rmSync(join(project, name), { recursive: true, force: true });
  }
}
