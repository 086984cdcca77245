import type { Scope } from '../../../access/access.events.js';
import type { Principal } from '../../../access/access.service.js';

/** The id of the principal that records for an integration. */
export const principalIdOf = (integration: string): string => `integration-${integration}`;

/** The principal of an integration. It has no key: only the ledger itself acts for it. */
export const integrationPrincipal = (integration: string, scopes: readonly Scope[]): Principal => ({
  id: principalIdOf(integration),
  key: '',
  scopes,
});
