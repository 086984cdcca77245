import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './temporary-folder.js';

export const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

const children: ChildProcess[] = [];
const folders: ReturnType<typeof temporaryFolder>[] = [];

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Starts the built program in a separate process, without the settings of this one.
 *
 * @param wrapper a command that becomes the one that follows it, such as `nice`
 */
export function start(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  program = CLI,
  wrapper: readonly string[] = [],
): ChildProcessWithoutNullStreams {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^CLAIM_LEDGER_|^OTEL_|^(NO|FORCE)_COLOR$|^PAGER$/.test(name),
  );
  const [command, ...rest] = [...wrapper, process.execPath, program, ...args] as [string, ...string[]];
  const child = spawn(command, rest, { env: { ...Object.fromEntries(own), ...env } });
  children.push(child);
  return child;
}

export async function run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Run> {
  return waitForExit(start(args, env));
}

/** Ends the standard input of a started program and returns its output when it exits. */
export async function waitForExit(child: ChildProcessWithoutNullStreams): Promise<Run> {
  child.stdin.end();
  const [stdout, stderr, [code]] = await Promise.all([
    child.stdout.destroyed ? '' : text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr: stderr.replace(WAITING, '') };
}

/** Printed by a command after two seconds without an answer: on a busy machine only. */
const WAITING = /^Reading the log …\n/gm;

/** A server on a free port, and its printed lines. */
export interface RunningServer {
  readonly url: string;
  readonly lines: string[];
  /** What it has written to its standard error. */
  readonly errors: () => string;
  /** Resolves when a printed line matches. */
  waitForLine(pattern: RegExp): Promise<void>;
  /** Freezes it, or lets it continue. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export function serve(folder: string, ...options: readonly string[]): Promise<RunningServer> {
  return serveProgram(CLI, folder, ...options);
}

/** Starts a server with the program of another release. */
export function serveProgram(program: string, folder: string, ...options: readonly string[]): Promise<RunningServer> {
  return serveWith({}, folder, options, program);
}

/** Starts a server with settings. */
export async function serveWith(
  env: Readonly<Record<string, string>>,
  folder: string,
  options: readonly string[] = [],
  program = CLI,
  wrapper: readonly string[] = [],
): Promise<RunningServer> {
  const child = start(['--data', folder, 'serve', '--port', '0', ...options], env, program, wrapper);
  const lines: string[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const [...parts] = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  let written = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    written += chunk;
  });
  const errors = (): string => written;
  const exit = once(child, 'exit');
  const closed = once(child, 'close');
  const printed = async (pattern: RegExp) => {
    while (!lines.some((line) => pattern.test(line))) {
      await Promise.race([once(child.stdout, 'data'), exit]);
      if (child.exitCode === null && child.signalCode === null) continue;
      await closed;
      throw new Error(`The server ended: ${written}`);
    }
  };
  await printed(/listens on/);
  const url = /listens on (\S+),/.exec(lines.join('\n'))?.[1] ?? '';
  const stop = async (signal: NodeJS.Signals = 'SIGINT') => {
    child.kill(signal);
    await exit;
    return child.exitCode;
  };
  const signal = (name: 'SIGSTOP' | 'SIGCONT'): void => {
    child.kill(name);
  };
  return { url, lines, errors, waitForLine: printed, signal, stop };
}

/** Creates a temporary folder that `cleanUp` removes. */
export function newFolder(): Promise<string> {
  const folder = temporaryFolder();
  folders.push(folder);
  return Promise.resolve(folder.path);
}

/** Kills all started programs and removes all folders, also after a failed test. */
export function cleanUp(): void {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) folder.remove();
}
