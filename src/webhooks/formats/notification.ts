import type { CloudEvent } from '../../interchange/cloudevents/cloud-event.js';

export const FORMATS = ['cloudevents', 'slack', 'discord', 'teams', 'mattermost', 'text', 'template'] as const;
/** In what form a webhook is sent: the event, a message for a chat, a short text, or what a template makes. */
export type Format = (typeof FORMATS)[number];

/** What a format is made of. All texts are plain, without markup, and may be long. */
export interface Notification {
  /** The event. Its id is the id of the webhook. */
  readonly event: CloudEvent<unknown>;
  /** The claim that it concerns. */
  readonly claim?: { readonly id: string; readonly text: string };
  /** What happened, in one sentence. */
  readonly headline: string;
  /** What else there is to say of it, such as the summary of the claim after a change of its status. */
  readonly text?: string;
  /** The address of the claim as it was at the moment of the event. */
  readonly link?: string;
}

/** What is sent. */
export interface FormattedBody {
  readonly contentType: string;
  readonly body: string;
}

/** A notification in the form of one receiver. */
export type Formatting = (notification: Notification) => unknown;

/** A body can't be made. The message explains it to the subscriber. */
export class FormatError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}
