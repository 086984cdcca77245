import { ActNode, takesBackWhole } from './act-node.js';
import type { ClaimFacts } from '../policy.js';
import type { Origins } from './origins.js';
import type { ActGraph } from './act-graph.js';
import type { Searches } from './searches.js';
import type { Representation } from './representation.js';
import type { Standing } from './standing.js';
import type { EffectiveActs } from './effective-acts.js';
import { lowerBound } from '../../lib/collections.js';
import type { NoEffectReason } from './no-effect-reasons.js';

/** What decides whether an entry has an effect; `Findings` has all of it. */
interface Examined {
  readonly kind: ClaimFacts['kind'];
  readonly record: ActGraph;
  readonly searches: Searches;
  readonly upheld: EffectiveActs;
  readonly standing: Standing;
  readonly origins: Origins;
  readonly sides: Representation;
}

export interface EntryWithoutEffect {
  readonly entry: string;
  readonly reason: NoEffectReason;
}

/** Every entry that is shown without effect at any moment, and the first reason that fits. */
export function entriesWithoutEffect(findings: Examined): EntryWithoutEffect[] {
  const shown: EntryWithoutEffect[] = findings.record.voided.map((entry) => ({ entry, reason: 'voided' }));
  for (const deed of findings.record.inOrder) {
    const reason = reasonFor(deed, findings);
    if (reason !== undefined) shown.push({ entry: deed.ref, reason });
  }
  for (const deed of findings.searches.superseded) shown.push({ entry: deed.ref, reason: 'superseded' });
  return shown.sort((a, b) => (a.entry < b.entry ? -1 : 1));
}

/** Puts more acts where they belong among those shown. */
export function insertWithoutEffect(
  shown: EntryWithoutEffect[],
  deeds: Iterable<ActNode>,
  reason: NoEffectReason,
): void {
  for (const { ref } of deeds) {
    shown.splice(
      lowerBound(shown, ({ entry }) => entry < ref),
      0,
      { entry: ref, reason },
    );
  }
}

/** Why an act is without effect at any moment; of searches, `Searches` says which are. */
export function reasonFor(deed: ActNode, findings: Examined): NoEffectReason | undefined {
  return findings.upheld.why.get(deed) ?? aim(deed) ?? weight(deed, findings);
}

/** Whether an act on another entry can hit it at all. */
function aim({ entry, about }: ActNode): NoEffectReason | undefined {
  if (entry.type === 'ClaimInterpreted' || entry.type === 'ReactionRecorded') return undefined;
  if (about === 'other-claim') return 'other-claim';
  if (about === 'voided') return 'target-voided';
  if ('extent' in entry.data) return entry.data.extent === 'part' ? 'part-only' : undefined;
  if (!('takesBack' in entry.data) || takesBackWhole(entry)) return undefined;
  return entry.data.takesBack === 'part' ? 'part-only' : 'takes-back-nothing';
}

/** Whether an act that stands has what its kind takes to decide. */
function weight(deed: ActNode, findings: Examined): NoEffectReason | undefined {
  const { upheld, standing, origins, sides, kind } = findings;
  const { type, data } = deed.entry;
  if (deed.supports || deed.denies) {
    if (standing.has(deed)) return undefined;
    if (deed.by.every((maker) => sides.isGroup(maker))) return 'group-speaks';
    if (data.onBehalfOf && sides.voice(deed).length === deed.by.length) return 'no-mandate';
    if (deed.denies) return 'no-standing';
    return origins.leads(deed) ? undefined : 'leads-nowhere';
  }
  switch (type) {
    case 'VerdictIssued':
      return standing.has(deed) ? 'rater-has-standing' : undefined;
    case 'ForecastResolved':
      return kind === 'forecast' ? undefined : 'not-a-forecast';
    case 'EvidenceAttached':
      if (data.bearing === 'context') return undefined;
      if (data.authenticity !== 'genuine') return data.authenticity;
      if (!data.primary) return 'not-primary';
      return upheld.isContested(data.document) ? 'contested' : undefined;
    default:
      return undefined;
  }
}
