import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, rmSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Without root, the disk is in a name space in which this user counts as root. */
const isRoot = process.getuid?.() === 0;
const UNSHARE = isRoot ? ['--mount'] : ['--mount', '--user', '--map-root-user'];
const ENTER = isRoot ? ['--mount'] : ['--mount', '--user', '--preserve-credentials'];
const MOUNT = 'mount -t tmpfs -o size="$2" none "$1"';

const canMount = spawnSync('unshare', [...UNSHARE, 'sh', '-c', MOUNT, 'sh', '/tmp', '1m']).status === 0;

/** Declares a test that needs a disk of its own. Where the system allows none, it is skipped with a message. */
export function itOnSmallDisk(title: string, test: () => Promise<void>): void {
  if (canMount) it(title, test);
  else {
    console.warn('This user may not mount a file system (unshare, util-linux). The tests on a small disk need that.');
    it.skip(title, test);
  }
}

const holders: ChildProcess[] = [];

/** A disk that fills a folder, for this process and for those that the wrapper starts: real, small, and in memory. */
export class SmallDisk {
  private constructor(
    /** As those processes see it. */
    readonly folder: string,
    /** The same for this process. */
    readonly outside: string,
    /** A command that becomes the one that follows it. */
    readonly wrapper: readonly string[],
  ) {}

  /** @param folder an existing one, without links in its path */
  static async mount(folder: string, bytes: number): Promise<SmallDisk> {
    const script = `${MOUNT} && echo mounted && exec cat`;
    const holder = spawn('unshare', [...UNSHARE, 'sh', '-c', script, 'sh', folder, String(bytes)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    holders.push(holder);
    await Promise.race([once(holder.stdout, 'data'), once(holder, 'exit')]);
    if (holder.exitCode !== null) throw new Error('The disk could not be mounted.');
    const pid = String(holder.pid);
    return new SmallDisk(folder, join(`/proc/${pid}/root`, folder), ['nsenter', '--target', pid, ...ENTER]);
  }

  /** @param room how many bytes are left */
  fill(room = 0): void {
    const file = openSync(this.filler, 'a');
    let size = 0;
    try {
      for (const page = Buffer.alloc(4_096); ;) size += writeSync(file, page);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
    truncateSync(this.filler, Math.max(0, size - room));
  }

  /** Gives back what was taken. */
  free(): void {
    rmSync(this.filler);
  }

  private get filler(): string {
    return join(this.outside, 'filler');
  }
}

/** Ends all disks, once no process uses them any more. */
export function removeDisks(): void {
  for (const holder of holders.splice(0)) holder.kill();
}
