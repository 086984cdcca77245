import { CommandExecutor } from '../../command-handling/command-executor.js';
import type { EventLog, RecordedEvent } from '../../event-log/event-log.js';
import { positionText } from '../../event-log/position.js';
import { parseProgress, progressStream } from './dispatch/progress.js';
import { webhooksDecider } from './subscriptions/subscription.decider.js';
import { WEBHOOKS_STREAM } from './subscriptions/subscription.events.js';

/** From where a webhook is sent to when a server starts. */
export interface RestoredWebhook {
  readonly webhook: string;
  /** What follows this position is sent, also what was delivered after it: 20 digits. */
  readonly position: string;
}

/** The webhooks of a log that a server would send to. Rejects with an `EventLogError`. */
export async function restoredWebhooks(log: EventLog): Promise<readonly RestoredWebhook[]> {
  const { webhooks } = await new CommandExecutor(log).loadState(WEBHOOKS_STREAM, webhooksDecider);
  const sent = [...webhooks.values()].filter(
    ({ log: own, paused, disabled, agreement }) =>
      own === log.id && !paused && !disabled && typeof agreement !== 'object',
  );
  return Promise.all(
    sent.map(async ({ id, start }) => {
      const [last] = await lastOf(log, progressStream(id));
      const progress = last && parseProgress(last.data, log.id);
      return { webhook: id, position: progress ? positionText(progress.cursor.events) : start.position };
    }),
  );
}

async function lastOf(log: EventLog, stream: string): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const event of log.readStream(stream, { direction: 'backwards', limit: 1 })) events.push(event);
  return events;
}
