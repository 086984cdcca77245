import { constants, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from './figures.js';
import { ledgerWith } from './ledgers/ledger.js';
import { rebuild, type Rebuilt } from './ledgers/rebuild.js';

export interface Row {
  readonly name: string;
  measure(bench: Bench): AsyncIterable<Figure>;
}

export interface BenchOptions {
  /** 1 measures in full; less takes fewer events, rounds and seconds. */
  readonly size: number;
  /** Where made-up ledgers are kept from run to run. */
  readonly folder: string;
  /** Read models of an earlier run are good enough: nothing that makes them has changed since. */
  readonly reuse: boolean;
}

const SEED = 1;

/** What rows measure on, and how thoroughly. */
export class Bench {
  /** Events of the large ledger, and of the small one that it is compared with. */
  readonly large: number;
  readonly small: number;
  private readonly scratch: string;
  private readonly modelled = new Map<number, Promise<ModelledLedger>>();

  constructor(private readonly options: BenchOptions) {
    this.large = this.scaled(1_000_000, 2_000);
    this.small = Math.min(10_000, this.large / 2);
    mkdirSync(options.folder, { recursive: true });
    this.scratch = mkdtempSync(join(options.folder, 'run-'));
  }

  /** So many, times the size, but at least so many. */
  scaled(full: number, least: number): number {
    return Math.max(least, Math.round(full * this.options.size));
  }

  /** An empty folder, deleted at the end. */
  emptyFolder(): string {
    return mkdtempSync(join(this.scratch, 'folder-'));
  }

  /** A data folder with a log of so many made-up events and no read model, deleted at the end. */
  async ledger(events: number): Promise<string> {
    const made = await ledgerWith(events, SEED, this.options.folder);
    const folder = this.emptyFolder();
    copyFileSync(join(made, 'log.sqlite'), join(folder, 'log.sqlite'), constants.COPYFILE_FICLONE);
    return folder;
  }

  /** The same with a read model, made once a run and shared by all rows: they may add to it, but not much. */
  ledgerWithReadModel(events: number): Promise<ModelledLedger> {
    const known = this.modelled.get(events) ?? this.makeReadModel(events);
    this.modelled.set(events, known);
    return known;
  }

  close(): void {
    rmSync(this.scratch, { recursive: true, force: true });
  }

  private async makeReadModel(events: number): Promise<ModelledLedger> {
    const folder = join(this.options.folder, `modelled-${SEED}-${events}`);
    if (this.options.reuse && existsSync(join(folder, 'complete'))) return { folder, rebuilt: undefined };
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    const made = await ledgerWith(events, SEED, this.options.folder);
    copyFileSync(join(made, 'log.sqlite'), join(folder, 'log.sqlite'), constants.COPYFILE_FICLONE);
    const rebuilt = await rebuild(folder);
    mkdirSync(join(folder, 'complete'));
    return { folder, rebuilt };
  }
}

export interface ModelledLedger {
  readonly folder: string;
  /** How its read model was made; undefined if in an earlier run. */
  readonly rebuilt: Rebuilt | undefined;
}
