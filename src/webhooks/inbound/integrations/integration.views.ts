import type { RedactionView } from '../../../event-log/redaction.js';
import type { WriteResult } from '../../../http/write-response.js';
import type { OpenDeliveries } from '../../../deliveries/delivery.queries.js';
import type { Verification } from '../door/door.js';
import type { Mapping } from '../mapping/mapping.js';
import type { IntegrationScope } from './integration.events.js';

/** An integration: who may send to the ledger, and what is made of it. */
export interface IntegrationView {
  /** The id of the integration. */
  readonly id: string;
  /** What it is called. */
  readonly name: string;
  /** `active`: what comes in is processed. `paused`: it is accepted, and waits, also after its mapping was redacted. */
  readonly status: 'active' | 'paused';
  /** Why it is paused. */
  readonly reason?: string;
  /** Where senders send to, by `POST`: an address, or its path unless `CLAIM_LEDGER_PUBLIC_URL` is set. */
  readonly address: string;
  /** How senders show that they may send. */
  readonly verification: Verification;
  /** How payloads become commands. */
  readonly mapping: Mapping;
  /** What it may record. */
  readonly scopes: readonly IntegrationScope[];
  /** The id of the principal as which it records: `recordedBy` of its events. */
  readonly principal: string;
  /** The secrets that are accepted, without the secrets themselves, the newest first. */
  readonly secrets: readonly {
    /** Until when it is accepted: an ISO instant in UTC. Absent: until it is rotated. */
    readonly until?: string;
  }[];
  /** When it was created (recorded time). */
  readonly createdAt: string;
  /** The id of the principal that created it. */
  readonly createdBy: string;
  /** Its deliveries that are not finished; absent while there is no read model. */
  readonly deliveries?: OpenDeliveries;
  /** The last request that was refused at its address, by this instance since it started. */
  readonly lastRefusal?: DeliveryRefusal;
  /** What was redacted of its events, by revision of the stream `integrations`; absent if nothing was. */
  readonly redacted?: readonly RedactionView[];
}

/** A request that was refused: the sender got only a general answer. */
export interface DeliveryRefusal {
  /** When it was refused: an ISO instant in UTC. */
  readonly at: string;
  /** The header by which it was refused. */
  readonly header: string;
  /** What is wrong with it. */
  readonly reason: string;
  /** How many were refused since this instance started. */
  readonly count: number;
}

/** A new integration, or a new secret. `id` is the id of the integration. */
export interface IntegrationSecret extends WriteResult {
  /** Where senders send to, by `POST`: an address, or its path unless `CLAIM_LEDGER_PUBLIC_URL` is set. */
  readonly address: string;
  /** The secret that the ledger generated: shown only now. Null if you gave it, and if the request is a repetition. */
  readonly secret: string | null;
  /** What to do with it, in words. */
  readonly note: string;
}

/** What was encrypted with the key that encrypts now. */
export interface ReencryptedIntegrations {
  /** The number of integrations. */
  readonly integrations: number;
}
