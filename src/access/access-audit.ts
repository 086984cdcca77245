import type { EventLog, RecordedEvent } from '../event-log/event-log.js';
import type { AccessEvent, AccessEventTypes } from './access.events.js';
import { ACCESS_STREAM } from './access.events.js';
import type { AccessService } from './access.service.js';
import type { AuditAction, AuditEntry } from './access.views.js';

/** How many events one page examines. A page of which few pass the filter can be short. */
const MAX_EXAMINED = 2_000;

/** Which entries of the audit. */
export interface AuditFilter {
  readonly principal?: string | undefined;
  readonly key?: string | undefined;
  readonly by?: string | undefined;
  readonly action?: AuditAction | undefined;
}

export interface AuditPage {
  readonly items: readonly AuditEntry[];
  /** The revision to continue before; undefined if this was all. */
  readonly before: number | undefined;
}

const ACTIONS: Readonly<Record<keyof AccessEventTypes, AuditAction>> = {
  PrincipalRegistered: 'principal-registered',
  PrincipalAmended: 'principal-renamed',
  KeyCreated: 'key-created',
  KeyUsed: 'key-used',
  KeyRevoked: 'key-revoked',
};
export const AUDIT_ACTIONS = Object.values(ACTIONS);

/** Who registered principals and created, used and revoked keys: the events of the stream `access`, which nobody can change. */
export class AccessAudit {
  constructor(
    private readonly log: Pick<EventLog, 'readStream'>,
    private readonly access: Pick<AccessService, 'keys'>,
  ) {}

  /** @param before the revision of the oldest entry of the page before; undefined for the newest entries */
  async read(filter: AuditFilter, before: number | undefined, limit: number): Promise<AuditPage> {
    const items: AuditEntry[] = [];
    if (before === 0) return { items, before: undefined };
    const holders = new Map((await this.access.keys()).map(({ id, principal }) => [id, principal]));
    const from = before === undefined ? {} : { from: before - 1 };
    let last = 0;
    for await (const event of this.log.readStream(ACCESS_STREAM, {
      direction: 'backwards',
      ...from,
      limit: MAX_EXAMINED,
    })) {
      last = event.revision;
      const entry = entryOf(event, holders);
      if (passes(entry, filter)) items.push(entry);
      if (items.length === limit) break;
    }
    return { items, before: last === 0 ? undefined : last };
  }
}

function entryOf(event: RecordedEvent, holders: ReadonlyMap<string, string>): AuditEntry {
  const { type, data } = event as unknown as AccessEvent;
  const { recordedAt: at, recordedBy: by } = event.metadata as { recordedAt: string; recordedBy: string };
  const what = { at, by, action: ACTIONS[type] };
  switch (type) {
    case 'PrincipalRegistered':
    case 'PrincipalAmended':
      return { ...what, principal: data.principal, name: data.name };
    case 'KeyCreated': {
      const { secretHash: _secretHash, scopesVersion: _version, ...created } = data;
      return { ...what, ...created };
    }
    default:
      return { ...what, principal: holders.get(data.key) ?? by, ...data };
  }
}

const passes = (entry: AuditEntry, { principal, key, by, action }: AuditFilter): boolean =>
  (principal === undefined || entry.principal === principal) &&
  (key === undefined || entry.key === key) &&
  (by === undefined || entry.by === by) &&
  (action === undefined || entry.action === action);
