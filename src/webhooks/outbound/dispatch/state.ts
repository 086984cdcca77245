import type { WebhookProgress } from '../subscriptions/webhook.views.js';

/** What a lane does now, for views and metrics. */
export interface LaneState extends WebhookProgress {
  readonly lane: string;
  readonly webhook: string;
  readonly replay?: string;
}
