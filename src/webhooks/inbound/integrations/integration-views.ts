import type { Integration } from './integration.state.js';
import { liveSecrets, principalOf } from './integration.state.js';
import type { IntegrationView } from './integration.views.js';

/** Describes integrations without what is secret. */
export class IntegrationViews {
  /** @param publicUrl the address of this server for others, without a slash at its end */
  constructor(private readonly publicUrl: string | undefined) {}

  of(integrations: readonly Integration[]): readonly IntegrationView[] {
    const now = new Date().toISOString();
    return integrations.map((integration) => {
      const { id, settings, verification, paused, createdAt, createdBy } = integration;
      const { name, mapping, scopes } = settings;
      return {
        id,
        name,
        status: paused ? 'paused' : 'active',
        ...(paused?.reason !== undefined && { reason: paused.reason }),
        address: this.addressOf(id),
        verification,
        mapping,
        scopes,
        principal: principalOf(id),
        secrets: liveSecrets(integration, now).map(({ until }) => (until === undefined ? {} : { until })),
        createdAt,
        createdBy,
      };
    });
  }

  /** Where senders send to. */
  addressOf(id: string): string {
    return `${this.publicUrl ?? ''}/v1/integrations/${id}/deliveries`;
  }
}
