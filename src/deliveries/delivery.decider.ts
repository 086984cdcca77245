import type { Decider } from '../command-handling/decider.js';
import { CommandRejectedError, IdempotencyKeyReusedError, NotFoundError } from '../command-handling/errors.js';
import type { RecordedDomainEvent } from '../domain/domain-event.js';
import { REDACTED_DIGEST, redactionsIn } from '../event-log/redaction.js';
import type {
  DeliveryContinued,
  DeliveryEvent,
  DeliveryEventTypes,
  DeliveryFailed,
  DeliveryProcessed,
  DeliveryReceived,
} from './delivery.events.js';

export const DELIVERY_STATUSES = ['waiting', 'processed', 'failed', 'dropped'] as const;
/**
 * `waiting`: it was accepted, and is processed next. `processed`: all of it was recorded. `failed`: it waits for a retry.
 * `dropped`: nothing more is recorded of it.
 */
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export interface DeliveryState {
  /** Undefined before it is received. */
  readonly status: DeliveryStatus | undefined;
  readonly integration: string;
  /** Of its body. */
  readonly digest: string;
  /** How many attempts have ended. */
  readonly attempts: number;
  /** Whether something of what was sent was redacted: it isn't processed any more. */
  readonly isRedacted: boolean;
}

export const REDACTED_DELIVERY =
  "Parts of this delivery were redacted, so it can't be processed as it was sent. Drop it; what is to be recorded nevertheless can be sent under another id.";

export type DeliveryCommand =
  | {
      readonly command: 'receive';
      readonly received: DeliveryReceived;
      readonly rest: readonly DeliveryContinued[];
      /** Whether the sender chose the name freely: another body under the same one is then a mistake. */
      readonly isChosen: boolean;
    }
  | ({ readonly command: 'finish' } & Attempt & { readonly outcome: DeliveryProcessed | DeliveryFailed })
  | ({ readonly command: 'retry' } & Target)
  | ({ readonly command: 'drop'; readonly reason: string } & Target);

/** What a request names; of another integration there is no such delivery. */
interface Target {
  readonly integration: string;
  readonly delivery: string;
}

/** The outcome of an attempt that somebody else has finished, or after which it was retried, records nothing. */
interface Attempt {
  readonly attempt: number;
}

export const deliveryDecider: Decider<DeliveryState, DeliveryCommand, DeliveryEventTypes> = {
  initial: () => ({ status: undefined, integration: '', digest: '', attempts: 0, isRedacted: false }),
  evolve: evolveDelivery,
  decide: (state, command) => {
    switch (command.command) {
      case 'receive':
        return receive(state, command);
      case 'finish': {
        const { outcome, attempt } = command;
        if (state.status !== 'waiting' || state.attempts !== attempt) return [];
        return [
          'message' in outcome
            ? { type: 'DeliveryFailed', data: outcome }
            : { type: 'DeliveryProcessed', data: outcome },
        ];
      }
      case 'retry': {
        const status = statusOf(state, command);
        if (status === 'dropped')
          throw rejected('dropped', 'The delivery was dropped. The sender may send it again under another id.');
        if (state.isRedacted) throw rejected('redacted', REDACTED_DELIVERY);
        return status === 'waiting' ? [] : [{ type: 'DeliveryRetried', data: { attempts: state.attempts } }];
      }
      case 'drop': {
        const status = statusOf(state, command);
        if (status === 'processed') {
          throw rejected('processed', 'All of the delivery was recorded already. To take entries back, void them.');
        }
        return status === 'dropped' ? [] : [{ type: 'DeliveryDropped', data: { reason: command.reason } }];
      }
    }
  },
};

function receive(
  { status, digest }: DeliveryState,
  { received, rest, isChosen }: Extract<DeliveryCommand, { command: 'receive' }>,
): readonly DeliveryEvent[] {
  if (status === undefined) {
    return [
      { type: 'DeliveryReceived', data: received },
      ...rest.map((data) => ({ type: 'DeliveryContinued', data }) as const),
    ];
  }
  // A redacted event no longer shows what the body was.
  const isSame = digest === received.digest || digest === REDACTED_DIGEST;
  if (isChosen && !isSame) throw new IdempotencyKeyReusedError();
  return [];
}

function statusOf({ status, integration }: DeliveryState, target: Target): DeliveryStatus {
  if (status !== undefined && integration === target.integration) return status;
  throw new NotFoundError('delivery', target.delivery);
}

export function evolveDelivery(state: DeliveryState, fact: RecordedDomainEvent<DeliveryEventTypes>): DeliveryState {
  switch (fact.type) {
    case 'DeliveryReceived': {
      const { integration, digest } = fact.data;
      return { status: 'waiting', integration, digest, attempts: 0, isRedacted: redactionsIn(fact).length > 0 };
    }
    case 'DeliveryContinued':
      return { ...state, isRedacted: state.isRedacted || redactionsIn(fact).length > 0 };
    case 'DeliveryProcessed':
      return { ...state, status: 'processed', attempts: state.attempts + 1 };
    case 'DeliveryFailed':
      return { ...state, status: 'failed', attempts: state.attempts + 1 };
    case 'DeliveryRetried':
      return { ...state, status: 'waiting' };
    case 'DeliveryDropped':
      return { ...state, status: 'dropped' };
  }
}

const rejected = (code: string, message: string): CommandRejectedError =>
  new CommandRejectedError([{ pointer: '', code, message }]);
