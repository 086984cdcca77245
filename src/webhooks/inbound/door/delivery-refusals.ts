import type { DeliveryRefusal } from '../integrations/integration.views.js';

/** The last request that each integration refused: its sender must not learn more than that it was refused. */
export class DeliveryRefusals {
  private readonly refusals = new Map<string, DeliveryRefusal>();

  /** @param integration one that exists, so that strangers can't fill the memory */
  note(integration: string, { header, reason }: Pick<DeliveryRefusal, 'header' | 'reason'>, at: string): void {
    const count = (this.refusals.get(integration)?.count ?? 0) + 1;
    this.refusals.set(integration, { at, header, reason, count });
  }

  last(integration: string): DeliveryRefusal | undefined {
    return this.refusals.get(integration);
  }
}
