import { RequestAbortedError, type Requester } from '../../src/http/requester.js';

let count = 0;

/** A requester of its own caller that waits for as long as it takes. */
export const patient = (): Requester => clientOf(`caller ${(count += 1)}`).requester;

/** A client of this caller that can leave. */
export function clientOf(caller: string): { readonly requester: Requester; readonly leave: () => void } {
  const gone = new AbortController();
  return {
    requester: { caller, gone: gone.signal },
    leave: () => {
      gone.abort(new RequestAbortedError());
    },
  };
}
