import { seenEndpoint } from './endpoint.js';
import { type LaneContext, LONGEST_WAIT_MS } from './lane-host.js';

/** The number of handshakes after which a receiver that doesn't answer counts as refusing. */
const MAX_HANDSHAKES = 6;

/** Asks the receiver of a lane whether it agrees, until it has answered. */
export class Handshakes {
  private made = 0;
  private nextAt = 0;

  constructor(private readonly of: LaneContext) {}

  /** Begins again: the endpoint is another one, or was resumed. */
  restart(): void {
    this.made = 0;
    this.nextAt = 0;
  }

  /** Makes one if it is due. Returns how long to wait until the next, in milliseconds. */
  async tend(): Promise<number> {
    const { webhook, host, aborting, stopping } = this.of;
    const now = host.clock();
    if (now < this.nextAt) return this.nextAt - now;
    const agreement = await host.sender.shakeHands(webhook, aborting);
    if (stopping.aborted) return LONGEST_WAIT_MS;
    this.made += 1;
    const delay = host.retryDelaysMs[this.made - 1] ?? LONGEST_WAIT_MS;
    this.nextAt = host.clock() + delay;
    const seen = seenEndpoint(webhook);
    if (agreement.kind === 'passed') {
      await host.record({ command: 'handshake-passed', webhook: webhook.id, seen });
    } else if (agreement.kind === 'failed' || this.made >= MAX_HANDSHAKES) {
      await host.record({ command: 'handshake-failed', webhook: webhook.id, reason: agreement.reason, seen });
    } else return delay;
    // What was recorded arrives soon, and begins another count.
    this.nextAt = host.clock() + LONGEST_WAIT_MS;
    return LONGEST_WAIT_MS;
  }
}
