import {
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Figure } from './figures.js';
import { generateLedger } from './ledgers/generate-ledger.js';
import { measureRebuild, type RebuildMeasurement } from './ledgers/rebuild.js';

/** A row of the results, or several that are measured together. */
export interface Row {
  readonly name: string;
  measure(bench: Bench): AsyncIterable<Figure>;
}

export interface BenchOptions {
  /** 1 measures in full; a smaller number takes fewer events, rounds and seconds. */
  readonly size: number;
  /** Where generated ledgers are kept between runs. */
  readonly folder: string;
  /** Uses the read models of an earlier run: valid only if nothing that builds them has changed since. */
  readonly reuse: boolean;
}

const SEED = 1;

/** Provides generated ledgers for the rows, and the size of each measurement. */
export class Bench {
  /** Events of the large ledger, and of the small ledger that it is compared with. */
  readonly large: number;
  readonly small: number;
  private readonly scratch: string;
  private readonly withReadModel = new Map<number, Promise<LedgerWithReadModel>>();

  constructor(private readonly options: BenchOptions) {
    this.large = this.scaled(1_000_000, 2_000);
    this.small = Math.min(10_000, this.large / 2);
    mkdirSync(options.folder, { recursive: true });
    this.scratch = mkdtempSync(join(options.folder, 'run-'));
  }

  /** Returns a number times the size, but at least the given minimum. */
  scaled(full: number, least: number): number {
    return Math.max(least, Math.round(full * this.options.size));
  }

  /** Creates a folder that is deleted at the end. */
  emptyFolder(): string {
    return mkdtempSync(join(this.scratch, 'folder-'));
  }

  /** Creates a data folder with a log of so many generated events and no read model; it is deleted at the end. */
  async createLedger(events: number): Promise<string> {
    const generated = await generateLedger(events, SEED, this.options.folder);
    const folder = this.emptyFolder();
    copyFileSync(join(generated, 'log.sqlite'), join(folder, 'log.sqlite'), constants.COPYFILE_FICLONE);
    return folder;
  }

  /** The same with a read model, built once in a run and shared by all rows: they may add to it, but not much. */
  ledgerWithReadModel(events: number): Promise<LedgerWithReadModel> {
    const known = this.withReadModel.get(events) ?? this.createLedgerWithReadModel(events);
    this.withReadModel.set(events, known);
    return known;
  }

  /** A copy of it, for rows that record a lot; it is deleted at the end. */
  async ownLedgerWithReadModel(events: number): Promise<string> {
    const folder = this.emptyFolder();
    cpSync((await this.ledgerWithReadModel(events)).folder, folder, { recursive: true });
    return folder;
  }

  close(): void {
    rmSync(this.scratch, { recursive: true, force: true });
  }

  private async createLedgerWithReadModel(events: number): Promise<LedgerWithReadModel> {
    const folder = join(this.options.folder, `modelled-${SEED}-${events}`);
    const complete = join(folder, 'rebuilt.json');
    if (this.options.reuse && existsSync(complete)) {
      return { folder, rebuilt: JSON.parse(readFileSync(complete, 'utf8')) as RebuildMeasurement };
    }
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    const generated = await generateLedger(events, SEED, this.options.folder);
    copyFileSync(join(generated, 'log.sqlite'), join(folder, 'log.sqlite'), constants.COPYFILE_FICLONE);
    const rebuilt = await measureRebuild(folder);
    writeFileSync(complete, JSON.stringify(rebuilt));
    return { folder, rebuilt };
  }
}

export interface LedgerWithReadModel {
  readonly folder: string;
  /** What the rebuild took, in this run or in the one whose read model is used. */
  readonly rebuilt: RebuildMeasurement;
}
