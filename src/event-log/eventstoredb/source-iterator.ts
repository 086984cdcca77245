import type { AllStreamSubscription, ResolvedEvent, StreamingRead } from '@eventstore/db-client';
import type { ClientEvent } from './event-mapping.js';
import { BrokenOffError } from './errors.js';

/** A read or a subscription of the client. */
type Source = StreamingRead<ResolvedEvent> | AllStreamSubscription;

export interface ItemsOptions {
  /** How long the server may be silent, in milliseconds; undefined while it has nothing to send. */
  readonly silence: () => number | undefined;
  /** Called when the server has been silent for that long. */
  readonly onSilence: (error: BrokenOffError) => void;
  /** Any of them ends the iteration. */
  readonly stop: readonly AbortSignal[];
}

/**
 * Yields the events of a read or a subscription as they arrive, and undefined each time none is available. A `readable`
 * event on the source wakes it. However the iteration ends, it ends the call on the server.
 *
 * A plain `for await` over the source doesn't show when it has to wait, and doesn't end the call when the loop is left.
 * Call this as soon as the source is created, since an error without a listener ends the process.
 */
export function iterateSource(
  source: Source,
  { silence, onSilence, stop }: ItemsOptions,
): AsyncGenerator<ClientEvent | undefined> {
  let failure: { readonly error: unknown } | undefined;
  let ended = false;
  let wakeUps = 0;
  let resume = (): void => undefined;
  const wake = (): void => {
    wakeUps += 1;
    resume();
  };
  // The client declares listeners of its own in each of the two types, so that only a plain emitter fits both.
  const emitter: NodeJS.EventEmitter = source;
  emitter.on('error', (error: unknown) => {
    failure ??= { error };
    wake();
  });
  emitter.on('end', () => {
    ended = true;
    wake();
  });
  emitter.on('readable', wake);
  for (const signal of stop) signal.addEventListener('abort', wake);
  const stopped = (): boolean => ended || stop.some(({ aborted }) => aborted);

  const waitForWakeUp = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const milliseconds = silence();
      const tooLong = (): void => {
        const error = new BrokenOffError(`no response within ${milliseconds} ms`);
        onSilence(error);
        reject(error);
      };
      const timer = milliseconds === undefined ? undefined : setTimeout(tooLong, milliseconds);
      resume = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  return (async function* () {
    try {
      while (!stopped()) {
        const item = (source as StreamingRead<ResolvedEvent>).read() as ResolvedEvent | null;
        // A link to a removed event has no event.
        if (item?.event) yield item.event;
        if (item) continue;
        if (failure) throw failure.error;
        const before = wakeUps;
        yield undefined;
        if (wakeUps === before) await waitForWakeUp();
      }
    } finally {
      for (const signal of stop) signal.removeEventListener('abort', wake);
      emitter.removeListener('readable', wake);
      release(source);
    }
  })();
}

/** Ends the call and drains the source: the client considers a call open until it was read to its end. */
function release(source: Source): void {
  const ended = 'cancel' in source ? source.cancel() : source.unsubscribe();
  ended.catch(() => undefined);
  source.resume();
}
