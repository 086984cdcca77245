import { statfs } from 'node:fs/promises';
import { Counter, Gauge, type Registry } from 'prom-client';
import { UNAVAILABLE_REASONS } from '../event-log/event-log.js';
import type { CurrentReadModel } from '../read-model/current-read-model.js';
import type { Freshness } from '../read-model/freshness.js';
import type { AppendHealth } from './append-health.js';

/** A gauge whose value is read when it is scraped; what can't be read is `NaN`. */
export function gauge(
  registry: Registry,
  name: string,
  help: string,
  value: () => number | undefined | Promise<number | undefined>,
): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      this.set((await value()) ?? NaN);
    },
  });
}

export interface MeasuredInstance {
  readonly current: CurrentReadModel;
  readonly freshness: Freshness;
  readonly appends: AppendHealth;
  readonly dataFolder: string;
}

/** What is true of this instance: its log, its read model, and the disk of its data folder. */
export function watchInstance(registry: Registry, { current, freshness, appends, dataFolder }: MeasuredInstance): void {
  new Counter({
    name: 'claim_ledger_events_projected_total',
    help: 'Events projected since the process started.',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(current.eventsHandled);
    },
  });
  const add = (name: string, help: string, value: Parameters<typeof gauge>[3]): void => {
    gauge(registry, name, help, value);
  };
  add('claim_ledger_ready', 'Whether everything in the log could be read here at the last probe: 1 or 0.', () => {
    return freshness.lagSeconds() === 0 ? 1 : 0;
  });
  add('claim_ledger_read_model_lag_seconds', 'Staleness of the read model, 0 if it is current.', () => {
    return freshness.lagSeconds();
  });
  add('claim_ledger_projection_failing', 'Whether the read model is stalled by a failure: 1 or 0.', () => {
    return current.failure === undefined ? 0 : 1;
  });
  add('claim_ledger_parked_streams', "Parked streams: one of their events couldn't be projected.", () => {
    return current.status().parked.length;
  });
  add('claim_ledger_log_reachable', 'Whether the log answered the last probe: 1 or 0.', () => {
    return freshness.reachable ? 1 : 0;
  });
  add('claim_ledger_log_writable', 'Whether events can be appended, as the last append or check found: 1 or 0.', () => {
    return freshness.reachable && !appends.isFailing ? 1 : 0;
  });
  const failure = new Gauge({
    name: 'claim_ledger_log_failure',
    help: 'Why the log did not answer the last probe: 1 for that reason, otherwise 0.',
    labelNames: ['reason'],
    registers: [registry],
    collect: () => {
      for (const reason of UNAVAILABLE_REASONS) failure.set({ reason }, freshness.reason === reason ? 1 : 0);
    },
  });
  watchDisk(registry, dataFolder);
}

/** The space of the file system that has the data folder; `NaN` if it can't be asked. */
function watchDisk(registry: Registry, dataFolder: string): void {
  const ask = onceAtATime(() => statfs(dataFolder));
  gauge(
    registry,
    'claim_ledger_data_folder_size_bytes',
    'Size of the file system of the data folder, in bytes.',
    async () => {
      const disk = await ask();
      return disk && disk.blocks * disk.bsize;
    },
  );
  gauge(
    registry,
    'claim_ledger_data_folder_free_bytes',
    'What the server may still write to the file system of the data folder, in bytes.',
    async () => {
      const disk = await ask();
      return disk && disk.bavail * disk.bsize;
    },
  );
}

/** Callers share the read that is in progress, so that the gauges of one scrape agree. Undefined if it fails. */
export function onceAtATime<Value>(read: () => Promise<Value>): () => Promise<Value | undefined> {
  let running: Promise<Value | undefined> | undefined;
  return () =>
    (running ??= read()
      .catch(() => undefined)
      .finally(() => {
        running = undefined;
      }));
}
