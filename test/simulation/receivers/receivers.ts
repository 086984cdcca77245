import { type Scheduler, threads } from '../host/scheduler.js';

/** A request as a receiver of webhooks gets it. */
export interface ReceivedRequest {
  /** Of the webhook: the last part of its address. */
  readonly receiver: string;
  /** The `webhook-id`. */
  readonly delivery: string;
  /** The place of the instance that sent it, and when. */
  readonly sender: string;
  readonly sentAt: number;
  readonly receivedAt: number;
  readonly isAccepted: boolean;
}

/** How bad receivers and their network are: probabilities. */
export interface ReceiverFaults {
  readonly unreachable: number;
  readonly refuses: number;
  /** That it takes what is sent, and its answer is lost. */
  readonly lostAnswer: number;
  readonly slow: number;
}

const GOOD: ReceiverFaults = { unreachable: 0, refuses: 0, lostAnswer: 0, slow: 0 };

/** How a request ends at its sender. */
export type ReceiverAnswer = { readonly status: number } | 'no connection' | 'no answer';

/** The receivers of all webhooks. */
export class Receivers {
  faults = GOOD;
  readonly received: ReceivedRequest[] = [];

  constructor(private readonly scheduler: Scheduler) {}

  calm(): void {
    this.faults = GOOD;
  }

  /**
   * Sends a request over the network. Calls `answer` at the sender, if anything comes back.
   *
   * @param delivery undefined for one that only asks whether the receiver agrees
   */
  request(url: string, delivery: string | undefined, answer: (answer: ReceiverAnswer) => void): void {
    const { scheduler } = this;
    const sender = threads.getStore();
    if (sender?.isAlive !== true) return;
    const reach = (name: string, what: ReceiverAnswer): void => {
      scheduler.after(
        this.latency(),
        name,
        () => {
          answer(what);
        },
        sender,
      );
    };
    if (scheduler.random.chance(this.faults.unreachable)) {
      reach('receiver is unreachable', 'no connection');
      return;
    }
    const receiver = url.slice(url.lastIndexOf('/') + 1);
    const sentAt = scheduler.now;
    const arrive = (): void => {
      const isAccepted = !scheduler.random.chance(this.faults.refuses);
      if (delivery !== undefined) {
        this.received.push({
          receiver,
          delivery,
          sender: sender.process.name,
          sentAt,
          receivedAt: scheduler.now,
          isAccepted,
        });
      }
      const status = isAccepted ? 204 : scheduler.random.pick([500, 503, 429]);
      reach('receiver answers', scheduler.random.chance(this.faults.lostAnswer) ? 'no answer' : { status });
    };
    scheduler.after(this.latency(), `${receiver} receives`, arrive, 'world');
  }

  private latency(): number {
    return this.scheduler.between(1, this.scheduler.random.chance(this.faults.slow) ? 9_000 : 60);
  }
}

let receivers: Receivers | undefined;

export function useReceivers(next: Receivers): void {
  receivers = next;
}

export function theReceivers(): Receivers {
  if (!receivers) throw new Error('There are no receivers in this simulation.');
  return receivers;
}
