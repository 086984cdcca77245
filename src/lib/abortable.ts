/**
 * Waits for a promise as long as nobody aborts: then `onAbort` is called, and the reason of the signal thrown.
 * An error that the promise has later is ignored.
 */
export async function abortable<Result>(
  promise: Promise<Result>,
  signal: AbortSignal,
  onAbort: () => void,
): Promise<Result> {
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => {
      onAbort();
      reject(signal.reason as Error);
    };
  });
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
