import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

const CHANNEL = 'child_process';

/** Collects the processes that this one starts. */
export class StartedProcesses {
  readonly all: ChildProcess[] = [];

  private readonly note = (message: unknown): void => {
    this.all.push((message as { readonly process: ChildProcess }).process);
  };

  constructor() {
    subscribe(CHANNEL, this.note);
  }

  /** Those that haven't ended. */
  get alive(): readonly ChildProcess[] {
    return this.all.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
  }

  stop(): void {
    unsubscribe(CHANNEL, this.note);
  }
}
