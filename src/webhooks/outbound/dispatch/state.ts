/** What a lane does now, for views and metrics. */
export interface LaneState {
  readonly lane: string;
  readonly webhook: string;
  readonly replay?: string;
  /** The position until which events were scanned, 20 digits. */
  readonly position: string;
  /** What was scanned, matches and isn't delivered yet. */
  readonly pending: number;
  readonly inFlight: number;
  /** The recorded time of the oldest of these. */
  readonly oldestAt?: string;
  /** Since when no attempt has succeeded: an ISO instant. */
  readonly failingSince?: string;
  /** When the next attempt is due: an ISO instant. */
  readonly nextAt?: string;
  /** Why nothing can be sent, though nobody paused or disabled it. */
  readonly trouble?: string;
}
