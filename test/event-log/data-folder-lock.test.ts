import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { FolderLock, FolderOwnedError } from '../../src/event-log/data-folder-lock.js';
import { temporaryFolder } from '../support/temporary-folder.js';

type Owner = ChildProcessByStdio<Writable, Readable, null>;

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  gc();
}

describe('FolderLock', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let path: string;
  const owners: Owner[] = [];

  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder.path, 'data');
  });
  afterEach(async () => {
    await Promise.all(owners.splice(0).map((owner) => end(owner, 'SIGKILL')));
    folder.remove();
  });

  /** Starts another process that tries to lock the folder. */
  function start(...url: string[]): Owner {
    const script = join(import.meta.dirname, 'fixtures/own-folder.mjs');
    const owner = spawn(process.execPath, [script, path, ...url], { stdio: ['pipe', 'pipe', 'inherit'] });
    owners.push(owner);
    return owner;
  }

  async function own(url: string): Promise<Owner> {
    const owner = start(url);
    await once(owner.stdout, 'data');
    return owner;
  }

  async function end(owner: Owner, how: 'SIGKILL' | 'release'): Promise<void> {
    if (owner.exitCode !== null || owner.signalCode !== null) return;
    const exited = once(owner, 'exit');
    if (how === 'SIGKILL') owner.kill('SIGKILL');
    else owner.stdin.write('\n');
    await exited;
  }

  it('locks a rebuild independently of the folder, and returns its holder', () => {
    const owner = FolderLock.acquire(path);
    const rebuilder = FolderLock.acquire(path, 'rebuild');
    expect(FolderLock.holder(path, 'rebuild')).toEqual({ pid: process.pid });
    expect(() => FolderLock.acquire(path, 'rebuild')).toThrow(
      `A read model is being built in ${path} by process ${process.pid}.`,
    );
    owner.release();
    expect([FolderLock.holder(path), FolderLock.holder(path, 'rebuild')]).toEqual([undefined, { pid: process.pid }]);
    rebuilder.release();
    expect(FolderLock.holder(path, 'rebuild')).toBeUndefined();
  });

  it('creates and locks a folder until it is released', () => {
    expect(FolderLock.holder(path)).toBeUndefined();
    const lock = FolderLock.acquire(path);
    expect(FolderLock.holder(path)).toEqual({ pid: process.pid });
    lock.describe({ url: 'http://127.0.0.1:8080' });
    expect(FolderLock.holder(path)).toEqual({ pid: process.pid, url: 'http://127.0.0.1:8080' });
    const log = { id: '2915f1bd-baeb-4da0-82a7-19ab8159cd41', kind: 'event-store' } as const;
    lock.describe({ log });
    expect(FolderLock.holder(path)).toEqual({ pid: process.pid, log, url: 'http://127.0.0.1:8080' });
    expect(() => FolderLock.acquire(path)).toThrow(FolderOwnedError);

    lock.release();
    expect(FolderLock.holder(path)).toBeUndefined();
    expect(() => {
      lock.describe({ url: 'http://127.0.0.1:8080' });
    }).toThrow(/was released/);
    lock.release();
    FolderLock.acquire(path).release();
  });

  it('does not lock a folder if it cannot write the owner file', () => {
    const obstacle = join(path, 'owner.json.new');
    mkdirSync(obstacle, { recursive: true });
    expect(() => FolderLock.acquire(path)).toThrow(/EISDIR/);
    expect(FolderLock.holder(path)).toBeUndefined();
    rmdirSync(obstacle);
    FolderLock.acquire(path).release();
  });

  it('releases the folder even if the owner file cannot be removed', () => {
    const lock = FolderLock.acquire(path);
    rmSync(join(path, 'owner.json'));
    mkdirSync(join(path, 'owner.json'));
    expect(() => {
      lock.release();
    }).toThrow(/EISDIR|directory/);
    expect(FolderLock.holder(path)).toBeUndefined();
  });

  it('holder() creates nothing', () => {
    expect(FolderLock.holder(path)).toBeUndefined();
    expect(readdirSync(folder.path)).toEqual([]);
    FolderLock.acquire(path).release();
    expect(readdirSync(path)).toEqual(['owner.lock']);
  });

  it('returns the owner to another process', async () => {
    const owner = await own('http://127.0.0.1:9');
    const holder = { pid: owner.pid, url: 'http://127.0.0.1:9' };
    expect(FolderLock.holder(path)).toEqual(holder);
    expect(() => FolderLock.acquire(path)).toThrow(new RegExp(`in use by process ${String(owner.pid)}`));
    try {
      FolderLock.acquire(path);
    } catch (error) {
      expect(error).toMatchObject({ name: 'FolderOwnedError', folder: path, holder });
    }
    await end(owner, 'release');
    expect(FolderLock.holder(path)).toBeUndefined();
  });

  it('has no holder after the owner was killed', async () => {
    const owner = await own('http://127.0.0.1:9');
    await end(owner, 'SIGKILL');
    expect(readdirSync(path)).toContain('owner.json');
    expect(FolderLock.holder(path)).toBeUndefined();

    const lock = FolderLock.acquire(path);
    expect(FolderLock.holder(path)).toEqual({ pid: process.pid });
    lock.release();
  });

  it('keeps the lock while this and other processes query the holder', async () => {
    const lock = FolderLock.acquire(path);
    for (let time = 0; time < 5; time += 1) FolderLock.holder(path);
    const rival = start();
    expect(await once(rival, 'exit')).toEqual([1, null]);
    lock.release();
  });

  it('keeps the lock when the object is garbage-collected', async () => {
    FolderLock.acquire(path);
    await new Promise(setImmediate);
    collectGarbage();
    await new Promise(setImmediate);
    expect(FolderLock.holder(path)).toEqual({ pid: process.pid });
  });

  it('reports an owned folder even if the owner file is unreadable', () => {
    const lock = FolderLock.acquire(path);
    writeFileSync(join(path, 'owner.json'), '{"pid":');
    expect(FolderLock.holder(path)).toEqual({});
    expect(() => FolderLock.acquire(path)).toThrow(/in use by another process/);
    lock.release();
  });
});
