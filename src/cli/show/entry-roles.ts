import type { Rating } from '../../domain/vocabulary.js';
import { type Entry, entryOf, type ClaimReportData, type NameResolver } from './name-resolver.js';
import { byTime } from './entry-time.js';

/**
 * The part of a report that shows an entry. `saying`: it puts the claim forward or passes it on; `record`: an act of
 * the record, such as a link; `voided`: recorded by mistake.
 */
export type Role = 'saying' | 'supporting' | 'opposing' | 'other' | 'record' | 'voided';

/**
 * All entries of a claim and the acts on the claims that are merged with it, by their role: those that are dated in the
 * order of their dates, the others by their ids, which says nothing about time.
 */
export function entriesByRole(data: ClaimReportData, names: NameResolver): ReadonlyMap<Role, readonly Entry[]> {
  const own = data.history.flatMap((item) => (item.kind === 'entry' ? [entryOf(item)] : []));
  const byRole = new Map<Role, Entry[]>();
  for (const entry of [...own, ...data.merged.map(entryOf)]) {
    const role = roleOf(entry, names);
    const entries = byRole.get(role) ?? [];
    entries.push(entry);
    byRole.set(role, entries);
  }
  for (const [role, entries] of byRole) if (role !== 'record') entries.sort(byTime);
  return byRole;
}

function roleOf(entry: Entry, names: NameResolver): Role {
  if (!('by' in entry.data)) return 'record';
  return entry.voided ? 'voided' : roleOfAct(entry, names);
}

function roleOfAct(entry: Entry, names: NameResolver): Role {
  const { type, data } = entry;
  switch (type) {
    case 'ClaimAsserted':
    case 'ClaimReported':
    case 'ClaimRepeated':
    case 'ClaimInterpreted':
      return 'saying';
    case 'ClaimConfirmed':
      return data.of === undefined ? 'saying' : 'other';
    case 'ClaimDenied':
    case 'ClaimQuestioned':
    case 'StatementRetracted':
    case 'ApologyIssued':
    case 'CorrectionIssued':
    case 'StatementReworded': {
      const target = data.of === undefined ? undefined : names.readFrom(entry).entry(data.of);
      return target === undefined || PUT_FORWARD.has(target.type) ? 'opposing' : 'other';
    }
    case 'EvidenceAttached':
      return data.of === undefined ? BEARING[data.bearing] : 'other';
    case 'VerdictIssued':
      return DIRECTION[data.rating] ?? 'other';
    case 'ForecastResolved':
      return OUTCOME[data.outcome];
    default:
      return 'other';
  }
}

const PUT_FORWARD: ReadonlySet<string> = new Set([
  'ClaimAsserted',
  'ClaimReported',
  'ClaimRepeated',
  'ClaimInterpreted',
  'ClaimConfirmed',
]);

const BEARING = { supports: 'supporting', refutes: 'opposing', context: 'other' } as const;

const DIRECTION: Readonly<Partial<Record<Rating, Role>>> = {
  true: 'supporting',
  'mostly-true': 'supporting',
  'mostly-false': 'opposing',
  false: 'opposing',
};

const OUTCOME = {
  'came-true': 'supporting',
  'in-part': 'supporting',
  'did-not': 'opposing',
  lapsed: 'other',
} as const;
