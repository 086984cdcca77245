import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Config } from '../config.js';
import { builtFile } from '../lib/built-file.js';
import type { PolicyDefinition } from '../verification/policy-parameters.js';
import type { RecordedEvent } from '../event-log/event-log.js';
import { makeCopyFolder, removeCopyFolder } from '../projections/read-model-copy.js';
import { type CurrentReadModel, NoReadModelError } from '../read-model/current-read-model.js';
import {
  PreviewUnavailableError,
  type StateChanges,
  type StatePreview,
  type StatePreviews,
} from '../read-model/state-preview.js';

/** The task of the worker: plain data, from which it opens the log itself. */
export interface PreviewTask {
  readonly config: Config;
  readonly policy: PolicyDefinition;
  /** The read model in use. */
  readonly source: string;
  readonly copy: string;
}

export interface TriedEvents {
  readonly through: string | undefined;
  readonly events: readonly RecordedEvent[];
}

export type PreviewMessage =
  | { readonly kind: 'copied'; readonly position: string | undefined }
  | { readonly kind: 'changes'; readonly changes: StateChanges }
  | { readonly kind: 'failed'; readonly error: string; readonly isUnavailable: boolean };

/** A worker can't load TypeScript. */
const WORKER = builtFile('threads/state-preview.worker.js');

/** The memory that it needs is bounded by the events that are tried. */
const MEMORY = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 };

/** Copies and projects in a dedicated thread, so that requests are served meanwhile. */
export class StatePreviewThreads implements StatePreviews {
  constructor(
    private readonly config: Config,
    private readonly policy: PolicyDefinition,
    private readonly current: CurrentReadModel,
  ) {}

  async begin(): Promise<StatePreview> {
    try {
      return await this.current.withFile((source) => this.beginOn(source));
    } catch (error) {
      throw error instanceof NoReadModelError ? new PreviewUnavailableError(error.message) : error;
    }
  }

  private async beginOn(source: string): Promise<StatePreview> {
    const folder = await makeCopyFolder(this.config.dataFolder);
    const { config, policy } = this;
    const task: PreviewTask = { config, policy, source, copy: join(folder, 'read-model.sqlite') };
    const worker = new Worker(WORKER, { workerData: task, resourceLimits: MEMORY });
    const close = async (): Promise<void> => {
      await worker.terminate();
      await removeCopyFolder(folder);
    };
    try {
      const { position } = await next(worker, 'copied');
      return new ThreadPreview(worker, position, close);
    } catch (error) {
      await close();
      throw error;
    }
  }
}

class ThreadPreview implements StatePreview {
  constructor(
    private readonly worker: Worker,
    readonly position: string | undefined,
    readonly close: () => Promise<void>,
  ) {}

  async changes(through: string | undefined, events: readonly RecordedEvent[]): Promise<StateChanges> {
    const answer = next(this.worker, 'changes');
    const tried: TriedEvents = { through, events };
    this.worker.postMessage(tried);
    return (await answer).changes;
  }
}

/** The worker's next message. Throws the error that the worker reports, or that ended it. */
async function next<Kind extends PreviewMessage['kind']>(
  worker: Worker,
  kind: Kind,
): Promise<Extract<PreviewMessage, { kind: Kind }>> {
  const ended = new AbortController();
  const messages = once(worker, 'message', { signal: ended.signal }) as Promise<[PreviewMessage]>;
  const exit = once(worker, 'exit', { signal: ended.signal }).then(() => {
    throw new Error('The thread that previews states ended early.');
  });
  try {
    const [message] = await Promise.race([messages, exit]);
    if (message.kind === kind) return message as Extract<PreviewMessage, { kind: Kind }>;
    const error = message.kind === 'failed' ? message.error : `unexpected message ${message.kind}`;
    if (message.kind === 'failed' && message.isUnavailable) throw new PreviewUnavailableError(error);
    throw new Error(`States can't be previewed: ${error}`);
  } finally {
    ended.abort();
    for (const pending of [messages, exit]) pending.catch(() => undefined);
  }
}
