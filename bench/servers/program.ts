import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A Node program in a separate process, ready once it has printed its first line. */
export class Program {
  private constructor(
    private readonly child: ChildProcess,
    readonly firstLine: string,
  ) {}

  /** @param isReady whether a line counts as the first; earlier ones are ignored */
  static async start(
    script: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    isReady: (line: string) => boolean = () => true,
  ): Promise<Program> {
    const options = {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'] as ['ignore', 'pipe', 'inherit'],
    };
    const child = spawn(process.execPath, [...profiling(), script, ...args], options);
    for await (const line of createInterface({ input: child.stdout })) {
      if (!isReady(line)) continue;
      child.stdout.resume();
      return new Program(child, line);
    }
    throw new Error(`${script} ended before it was ready.`);
  }

  /** Resolves when it has ended. */
  async waitForExit(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.waitForExit();
  }
}

/** With `BENCH_PROFILE=<folder>` every program writes a CPU profile there. */
function profiling(): string[] {
  const folder = process.env.BENCH_PROFILE;
  return folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
}
