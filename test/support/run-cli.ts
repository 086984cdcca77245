import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

const children: ChildProcess[] = [];
const folders: string[] = [];

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program as it is shipped, in a process of its own; without the settings of whoever runs the tests. */
export function start(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  program = CLI,
): ChildProcessWithoutNullStreams {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('CLAIM_LEDGER_'));
  const child = spawn(process.execPath, [program, ...args], { env: { ...Object.fromEntries(own), ...env } });
  children.push(child);
  return child;
}

export async function run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Run> {
  return ended(start(args, env));
}

/** What a started program has said when it ends; its standard input ends at once. */
export async function ended(child: ChildProcessWithoutNullStreams): Promise<Run> {
  child.stdin.end();
  const [stdout, stderr, [code]] = await Promise.all([
    child.stdout.destroyed ? '' : text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

/** A server on any free port, and the lines that it has printed. */
export interface Served {
  readonly url: string;
  readonly lines: string[];
  /** Resolves when it has printed a line like this. */
  printed(pattern: RegExp): Promise<void>;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export function serve(folder: string, ...options: readonly string[]): Promise<Served> {
  return serveWith(CLI, folder, ...options);
}

/** The same, of the release whose program this is. */
export async function serveWith(program: string, folder: string, ...options: readonly string[]): Promise<Served> {
  const child = start(['--data', folder, 'serve', '--port', '0', ...options], {}, program);
  const lines: string[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const [...parts] = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  const errors = text(child.stderr);
  const exit = once(child, 'exit');
  const printed = async (pattern: RegExp) => {
    while (!lines.some((line) => pattern.test(line))) {
      await Promise.race([once(child.stdout, 'data'), exit]);
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The server ended: ${await errors}`);
    }
  };
  await printed(/listens on/);
  const url = /listens on (\S+),/.exec(lines.join('\n'))?.[1] ?? '';
  const stop = async (signal: NodeJS.Signals = 'SIGINT') => {
    child.kill(signal);
    await exit;
    return child.exitCode;
  };
  return { url, lines, printed, stop };
}

/** A folder that `cleanUp` removes. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'claim-ledger-'));
  folders.push(folder);
  return folder;
}

/** Leaves nothing behind, whatever a test that failed did not get to. */
export async function cleanUp(): Promise<void> {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
}
