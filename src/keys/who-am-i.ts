import type { ReadAccess } from '../access/access.guard.js';
import type { AccessService, Principal } from '../access/access.service.js';
import type { WhoAmIView } from '../access/access.views.js';

/** Answers whom the ledger takes the sender of a request for. */
export class WhoAmI {
  constructor(
    private readonly access: Pick<AccessService, 'describe'>,
    private readonly reading: ReadAccess,
  ) {}

  /** @param principal of the request's key; undefined for a request without one */
  async view(principal: Principal | undefined): Promise<WhoAmIView> {
    const anonymousScopes = this.reading === 'open' ? (['read'] as const) : [];
    if (!principal) return { anonymous: true, scopes: anonymousScopes, anonymousScopes };
    const {
      principal: { name },
      key: { key, label, expiresAt },
    } = await this.access.describe(principal);
    return {
      anonymous: false,
      principal: { id: principal.id, name },
      key: { id: key, ...(label !== undefined && { label }), ...(expiresAt !== undefined && { expiresAt }) },
      scopes: principal.scopes,
      anonymousScopes,
    };
  }
}
