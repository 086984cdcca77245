import { CommandRejectedError, type Violation } from '../../../command-handling/errors.js';
import { hasRedacted } from '../../../event-log/redaction.js';
import type { Webhook } from './subscription.state.js';

/** What decides what is sent. */
const DECISIVE = ['filter', 'template'] as const;
type Decisive = Partial<Readonly<Record<(typeof DECISIVE)[number], unknown>>>;

/**
 * Why a webhook is on hold, and what to do: what decides what is sent was redacted, so that nothing can be sent as before.
 * Undefined if it isn't on hold.
 */
export function holdReason({ settings }: Pick<Webhook, 'settings'>): string | undefined {
  const redacted = DECISIVE.filter((name) => hasRedacted(settings[name]));
  if (redacted.length === 0) return undefined;
  const [verb, another] = redacted.length > 1 ? ['were', 'others'] : ['was', 'another'];
  return `Its ${redacted.join(' and ')} ${verb} redacted. Nothing is sent until a change of the webhook gives it ${another}.`;
}

/** Throws a `CommandRejectedError` for a webhook that is on hold. */
export function requireNoHold(webhook: Pick<Webhook, 'settings'>): void {
  const message = holdReason(webhook);
  if (message !== undefined) throw new CommandRejectedError([{ pointer: '', code: 'redacted-settings', message }]);
}

/** What is given in place of what was redacted can't be what a view shows of it. */
export const markViolations = (given: Decisive): Violation[] =>
  DECISIVE.filter((name) => hasRedacted(given[name])).map((name) => ({
    pointer: `/${name}`,
    code: 'redacted',
    message: `${name} has what stands for a text that was redacted. Give it without.`,
  }));
