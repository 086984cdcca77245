import type { AllStreamSubscription, ResolvedEvent, StreamingRead } from '@eventstore/db-client';
import type { ClientEvent } from './event-mapping.js';
import { BrokenOffError } from './errors.js';

/** A read or a subscription of the client's. */
type Source = StreamingRead<ResolvedEvent> | AllStreamSubscription;

interface ItemsOptions {
  /** How long there may be silence, in milliseconds; undefined while there is nothing to be heard. */
  readonly silence: () => number | undefined;
  /** Any of them ends it. */
  readonly stop: readonly AbortSignal[];
}

/**
 * The events of a read or a subscription as they come, and undefined each time there is none at hand. Whoever has more
 * to tell wakes it by `readable`. However it ends, the call on the server ends with it.
 *
 * Not `for await` over the source: that neither knows when it would have to wait, nor ends the call when it is left.
 * Call this as soon as the source is made, since an error without a listener ends the process.
 */
export function iterateSource(
  source: Source,
  { silence, stop }: ItemsOptions,
): AsyncGenerator<ClientEvent | undefined> {
  let failure: { readonly error: unknown } | undefined;
  let ended = false;
  let heard = 0;
  let resume = (): void => undefined;
  const wake = (): void => {
    heard += 1;
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

  const hear = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const milliseconds = silence();
      const tooLong = (): void => {
        reject(new BrokenOffError(`no answer within ${milliseconds} ms`));
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
        // A link has no event if that was removed.
        if (item?.event) yield item.event;
        if (item) continue;
        if (failure) throw failure.error;
        const before = heard;
        yield undefined;
        if (heard === before) await hear();
      }
    } finally {
      for (const signal of stop) signal.removeEventListener('abort', wake);
      emitter.removeListener('readable', wake);
      letGo(source);
    }
  })();
}

/** What is still under way must flow out: the client takes a call for open until it has been read to its end. */
function letGo(source: Source): void {
  const ended = 'cancel' in source ? source.cancel() : source.unsubscribe();
  ended.catch(() => undefined);
  source.resume();
}
