// In a simulation, this module stands for `src/webhooks/delivery/delivery-client.ts`.
import type { Attempt, AttemptOutcome, DeliverySettings } from '../../../src/webhooks/delivery/delivery-client.js';
import { failure, type FailureReason } from '../../../src/webhooks/delivery/failure-reason.js';
import { theReceivers } from './receivers.js';

/** Any sender may send. */
const AGREES = { 'webhook-allowed-origin': '*' };

/** Sends to simulated receivers. */
export class DeliveryClient {
  constructor(private readonly settings: DeliverySettings) {}

  addressProblem(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  send({ url, headers, method, body }: Attempt, signal?: AbortSignal): Promise<AttemptOutcome> {
    const sentBack = body === undefined ? '' : Buffer.from(body).toString('utf8').slice(0, 1_024);
    const began = performance.now();
    const durationMs = (): number => Math.round(performance.now() - began);
    return new Promise((resolve) => {
      const settle = (outcome: AttemptOutcome): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        resolve(outcome);
      };
      const fail = (reason: FailureReason): void => {
        settle({ kind: 'failed', ...failure(reason), durationMs: durationMs() });
      };
      const onAbort = (): void => {
        fail('aborted');
      };
      const timer = setTimeout(() => {
        fail('timeout');
      }, this.settings.timeoutMs);
      signal?.addEventListener('abort', onAbort);
      if (signal?.aborted === true) {
        onAbort();
        return;
      }
      const delivery = method === 'OPTIONS' ? undefined : headers['webhook-id'];
      theReceivers().request(url, delivery, (answer) => {
        // Without an answer, the timer ends it.
        if (answer === 'no answer') return;
        if (answer === 'no connection') fail('connection');
        // It sends back what it got.
        else
          settle({
            kind: 'answered',
            status: answer.status,
            durationMs: durationMs(),
            headers: AGREES,
            body: sentBack,
          });
      });
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
