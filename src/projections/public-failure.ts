import { LogUnavailableError } from '../event-log/event-log.js';

/** Why something stands still, as everybody may know it: not where the log is, which the error's own message may say. */
export function publicFailureMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isOfLog = error instanceof LogUnavailableError || error.cause instanceof LogUnavailableError;
  return isOfLog ? "The log can't be reached; the server's own log says why." : error.message;
}
