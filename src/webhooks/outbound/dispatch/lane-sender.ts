import { REDACTED_TEXT } from '../../../event-log/redaction.js';
import { isToBeDisabled, nextAction } from '../../delivery/retry.js';
import { type Span, within } from '../../../tracing/span.js';
import { seenEndpoint } from './endpoint.js';
import { instant, type LaneContext, LONGEST_WAIT_MS, TROUBLE_MS } from './lane-host.js';
import type { PendingItem } from './lane.js';
import { claimOf, idOf, sourceOfItem } from './ledger-items.js';
import { notificationOf } from './notification.js';
import type { SendOutcome } from './sender.js';

interface Settled {
  readonly state: 'pending' | 'delivered' | 'failed';
  readonly nextAt: string | null;
}

/** Sends what is due in a lane, and decides by each outcome what follows. */
export class LaneSender {
  private readonly attempts = new Set<Promise<void>>();
  private readonly instantRetries = new Set<string>();
  /** A replay is slowed down: it sends nothing before this moment. */
  private notBefore = 0;

  constructor(
    private readonly of: LaneContext,
    /** A delivery of this group failed. */
    private readonly onFailed: (group: string) => void,
    /** An attempt has ended. */
    private readonly onSettled: () => void,
  ) {}

  /** When the next attempt is due, in epoch milliseconds; undefined if nothing is. */
  get nextDueAt(): number | undefined {
    const due = this.of.lane.nextDueAt;
    return due === undefined ? undefined : Math.max(due, this.notBefore);
  }

  /** Resolves when no attempt is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.attempts);
  }

  /** @param startedAt when the ledger began to be scanned for it, in epoch milliseconds */
  sendDue(startedAt: number): void {
    const { host, lane, name, replay } = this.of;
    const now = host.clock();
    // The lease may have ended while the ledger was scanned.
    if (now < this.notBefore || !host.leads()) return;
    const due = lane.takeDue(now);
    if (replay && due.length > 0) this.notBefore = now + 1_000 / replay.perSecond;
    const batch = due.length > 0 ? this.beginBatch(due, startedAt) : undefined;
    const begun = due.map((item) => {
      const attempt = (batch ? within(batch, () => this.attempt(item)) : this.attempt(item)).catch((error: unknown) => {
        lane.interrupted(item.ref, host.clock() + TROUBLE_MS);
        host.onTrouble(`An attempt of webhook ${name} failed here. It is tried again.`, error);
      });
      const settled = attempt.finally(() => {
        this.attempts.delete(settled);
        this.onSettled();
      });
      this.attempts.add(settled);
      return settled;
    });
    if (batch) {
      void Promise.all(begun).then(() => {
        batch.end();
      });
    }
  }

  /** The span of what is sent together. */
  private beginBatch(due: readonly PendingItem[], startedAt: number): Span | undefined {
    const { host, lane } = this.of;
    const [oldest] = due.map(({ recordedAt }) => recordedAt).sort();
    return host.trace?.('dispatch', {
      startedAt,
      attributes: {
        'claim_ledger.deliveries': due.length,
        'claim_ledger.pending': lane.size,
        'claim_ledger.age_seconds': Math.max(0, (startedAt - Date.parse(oldest ?? '')) / 1_000),
      },
    });
  }

  private async attempt(pending: PendingItem): Promise<void> {
    const { webhook, host, lane, name, replay } = this.of;
    const { erasures } = host.deliveries;
    const ledger = host.ledger();
    const item = ledger?.at(pending.ref);
    if (!ledger || !item) {
      // After a change of policy, there is no such change of status any more.
      lane.drop(pending.ref);
      this.of.onProgress();
      return;
    }
    const at = instant(host.clock());
    const notification = notificationOf(item, ledger, webhook.settings.payload, host.publicUrl);
    const headers = replay ? { 'ledger-replay': replay.replay } : {};
    const sent = await host.sender.send(webhook, notification, headers, this.of.aborting);
    // It may repeat what was redacted meanwhile.
    const outcome = host.deliveries.erasures === erasures ? sent : withoutWords(sent);
    if (outcome.kind === 'failed' && outcome.reason === 'aborted') {
      lane.interrupted(pending.ref, host.clock());
      return;
    }
    const next = await this.settle(pending, outcome);
    host.deliveries.add({
      webhook: webhook.id,
      lane: name,
      delivery: notification.event.id,
      source: sourceOfItem(item),
      ref: pending.ref,
      type: notification.event.type,
      claim: claimOf(item) ?? null,
      at,
      ...attemptRowOf(outcome),
      ...next,
    });
  }

  /** What follows from an outcome. */
  private async settle(pending: PendingItem, outcome: SendOutcome): Promise<Settled> {
    const { ref, group, attempts } = pending;
    const { host, lane, webhook, replay } = this.of;
    const now = host.clock();
    this.of.onProgress();
    const action = nextAction(asAnswer(outcome), attempts, host.random(), now, {
      instantRetryUsed: this.instantRetries.has(ref),
      delaysMs: host.retryDelaysMs,
    });
    host.onAttempt(action.kind === 'delivered', outcome.durationMs / 1_000);
    if (action.kind !== 'retry' || !action.isInstant) this.instantRetries.delete(ref);
    switch (action.kind) {
      case 'delivered':
        lane.delivered(ref);
        return { state: 'delivered', nextAt: null };
      case 'retry': {
        const dueAt = now + action.afterMs;
        if (action.isInstant) this.instantRetries.add(ref);
        lane.failed(ref, now, dueAt, !action.isInstant);
        this.onFailed(group);
        if (isToBeDisabled(lane.failing.failingSince ?? now, now)) await this.disable('failing', outcome);
        return { state: 'pending', nextAt: instant(dueAt) };
      }
      case 'disable':
        lane.failed(ref, now, now + LONGEST_WAIT_MS);
        await this.disable('gone', outcome);
        return { state: 'pending', nextAt: null };
      case 'given-up': {
        lane.failed(ref, now, now + LONGEST_WAIT_MS);
        // Nothing else succeeded since its first attempt: it is the endpoint that fails, not this delivery.
        if ((lane.failing.failingSince ?? now) <= (lane.firstFailedAt(ref) ?? now) || replay) {
          await this.disable('failing', outcome);
          return { state: 'pending', nextAt: null };
        }
        const item = host.ledger()?.at(ref);
        if (item) {
          const detail = inWords(outcome);
          await host.record({ command: 'abandon', webhook: webhook.id, delivery: idOf(item), detail });
        }
        lane.drop(ref);
        return { state: 'failed', nextAt: null };
      }
    }
  }

  private async disable(because: 'gone' | 'failing', outcome: SendOutcome): Promise<void> {
    const { webhook, host } = this.of;
    const seen = seenEndpoint(webhook);
    await host.record({ command: 'disable', webhook: webhook.id, because, detail: inWords(outcome), seen });
  }
}

/** A body that couldn't be made is tried again like an answer that isn't a success. */
const asAnswer = (outcome: SendOutcome) =>
  outcome.kind === 'format'
    ? ({ kind: 'failed', reason: 'invalid-response', message: outcome.message, durationMs: 0 } as const)
    : outcome;

const withoutWords = (outcome: SendOutcome): SendOutcome =>
  outcome.kind === 'answered'
    ? { ...outcome, body: outcome.body && REDACTED_TEXT }
    : { ...outcome, message: REDACTED_TEXT };

const attemptRowOf = (outcome: SendOutcome) =>
  outcome.kind === 'answered'
    ? { durationMs: outcome.durationMs, status: outcome.status, failure: null, answer: outcome.body }
    : { durationMs: outcome.durationMs, status: null, failure: outcome.message, answer: '' };

const inWords = (outcome: SendOutcome): string =>
  outcome.kind === 'answered' ? `The receiver answered ${outcome.status}.` : outcome.message;
