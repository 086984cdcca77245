import type { Scope } from '../../../access/access.events.js';
import type { Principal } from '../../../access/access.service.js';

/** With it, the ids of the principals begin that record for integrations. */
export const INTEGRATION_PRINCIPAL = 'integration-';

/** The id of the principal that records for an integration. */
export const principalIdOf = (integration: string): string => `${INTEGRATION_PRINCIPAL}${integration}`;

/** The principal of an integration. It has no key: only the ledger itself acts for it. */
export const integrationPrincipal = (integration: string, scopes: readonly Scope[]): Principal => ({
  id: principalIdOf(integration),
  key: '',
  scopes,
});
