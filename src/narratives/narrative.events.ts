import type { Amendment, DomainEvent } from '../domain/domain-event.js';

export interface NarrativeRegistered {
  readonly title: string;
  readonly summary?: string;
}

export type NarrativeAmended = Amendment<NarrativeRegistered>;

export interface NarrativeEventTypes {
  NarrativeRegistered: NarrativeRegistered;
  NarrativeAmended: NarrativeAmended;
  NarrativeClaimAdded: { readonly claim: string };
  NarrativeClaimRemoved: { readonly claim: string };
}
export type NarrativeEvent = DomainEvent<NarrativeEventTypes>;
