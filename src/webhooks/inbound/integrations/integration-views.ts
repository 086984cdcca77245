import { redactedMember } from '../../../event-log/redaction.js';
import type { DeliveryQueries } from '../../../deliveries/delivery.queries.js';
import type { DeliveryRefusals } from '../door/delivery-refusals.js';
import { principalIdOf } from '../recording/integration-principal.js';
import { holdOf, type Integration, liveSecrets } from './integration.state.js';
import type { IntegrationView } from './integration.views.js';

/** Describes integrations without what is secret. */
export class IntegrationViews {
  /**
   * @param publicUrl the address of this server for others, without a slash at its end
   * @param queries returns undefined while there is no read model
   */
  constructor(
    private readonly publicUrl: string | undefined,
    private readonly refusals: DeliveryRefusals,
    private readonly queries: () => Pick<DeliveryQueries, 'open'> | undefined,
  ) {}

  of(integrations: readonly Integration[]): readonly IntegrationView[] {
    const now = new Date().toISOString();
    const queries = this.queries();
    return integrations.map((integration) => {
      const { id, settings, verification, createdAt, createdBy } = integration;
      const onHold = holdOf(integration);
      const { name, mapping, scopes } = settings;
      const refusal = this.refusals.last(id);
      return {
        id,
        name,
        status: onHold ? 'paused' : 'active',
        ...(onHold?.reason !== undefined && { reason: onHold.reason }),
        address: this.addressOf(id),
        verification,
        mapping,
        scopes,
        principal: principalIdOf(id),
        secrets: liveSecrets(integration, now).map(({ until }) => (until === undefined ? {} : { until })),
        createdAt,
        createdBy,
        ...(queries && { deliveries: queries.open(id) }),
        ...(refusal && { lastRefusal: refusal }),
        ...redactedMember(integration.redacted ?? []),
      };
    });
  }

  /** Where senders send to. */
  addressOf(id: string): string {
    return `${this.publicUrl ?? ''}/v1/integrations/${id}/deliveries`;
  }
}
