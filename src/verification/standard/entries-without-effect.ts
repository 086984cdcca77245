import { ActNode, takesBackWhole } from './act-node.js';
import type { ActType } from '../../domain/entries.js';
import type { ClaimFacts } from '../policy.js';
import type { Origins } from './origins.js';
import type { ActGraph } from './act-graph.js';
import type { Searches } from './searches.js';
import type { Representation } from './representation.js';
import type { Standing } from './standing.js';
import type { EffectiveActs } from './effective-acts.js';
import { lowerBound } from '../../lib/collections.js';
import type { NoEffectReason } from './no-effect-reasons.js';

/** The parts of an `Analysis` that decide whether an entry has an effect. */
interface EffectCriteria {
  readonly kind: ClaimFacts['kind'];
  readonly actGraph: ActGraph;
  readonly searches: Searches;
  readonly effectiveActs: EffectiveActs;
  readonly standing: Standing;
  readonly origins: Origins;
  readonly representation: Representation;
  isRater(act: ActNode): boolean;
  isDecidingRater(act: ActNode): boolean;
  isWeak(act: ActNode): boolean;
  isUnsupportive(act: ActNode): boolean;
}

export interface EntryWithoutEffect {
  readonly entry: string;
  readonly reason: NoEffectReason;
}

/** Every entry that has no effect at any moment, each with the first reason that applies. Sorted by entry. */
export function entriesWithoutEffect(criteria: EffectCriteria): EntryWithoutEffect[] {
  const entries: EntryWithoutEffect[] = criteria.actGraph.voided.map((entry) => ({ entry, reason: 'voided' }));
  for (const act of criteria.actGraph.byReference) {
    const reason = reasonFor(act, criteria);
    if (reason !== undefined) entries.push({ entry: act.ref, reason });
  }
  for (const act of criteria.searches.superseded) entries.push({ entry: act.ref, reason: 'superseded' });
  return entries.sort(byEntry);
}

/** With fewer, inserting them one by one takes less time than sorting the list. */
const MANY = 20;

/** Inserts acts into the sorted list. */
export function insertWithoutEffect(
  entries: EntryWithoutEffect[],
  acts: Iterable<ActNode>,
  reason: NoEffectReason,
): void {
  const added = Array.from(acts, ({ ref }) => ({ entry: ref, reason }));
  if (added.length < MANY) {
    for (const one of added)
      entries.splice(
        lowerBound(entries, ({ entry }) => entry < one.entry),
        0,
        one,
      );
  } else {
    for (const one of added) entries.push(one);
    entries.sort(byEntry);
  }
}

const byEntry = (a: EntryWithoutEffect, b: EntryWithoutEffect): number => (a.entry < b.entry ? -1 : 1);

/** Why an act has no effect at any moment; undefined if it has one. Superseded searches are listed by `Searches`. */
export function reasonFor(act: ActNode, criteria: EffectCriteria): NoEffectReason | undefined {
  return criteria.effectiveActs.reasons.get(act) ?? targetReason(act) ?? substanceReason(act, criteria);
}

/** Why an act can't affect the entry that it is about. */
function targetReason({ entry, about }: ActNode): NoEffectReason | undefined {
  if (entry.type === 'ClaimInterpreted' || entry.type === 'ReactionRecorded') return undefined;
  if (about === 'other-claim') return 'other-claim';
  if (about === 'voided') return 'target-voided';
  if ('extent' in entry.data) return entry.data.extent === 'part' ? 'part-only' : undefined;
  if (!('takesBack' in entry.data) || takesBackWhole(entry)) return undefined;
  return entry.data.takesBack === 'part' ? 'part-only' : 'takes-back-nothing';
}

/** Types of acts that decide nothing, even when an actor that speaks makes them. */
const NEVER_DECISIVE: ReadonlySet<ActType> = new Set<ActType>([
  'ClaimRepeated',
  'ClaimInterpreted',
  'ClaimQuestioned',
  'ReactionRecorded',
]);

/** Why an effective act lacks what acts of its type need to be decisive. */
function substanceReason(act: ActNode, criteria: EffectCriteria): NoEffectReason | undefined {
  const { effectiveActs, standing, origins, representation, kind } = criteria;
  const { type, data } = act.entry;
  if (act.isByGroups && !NEVER_DECISIVE.has(type)) return 'group-speaks';
  if (act.supports || act.denies) {
    if (standing.has(act)) return criteria.isWeak(act) ? 'weak-basis' : undefined;
    if (act.onBehalfOf.length > 0 && representation.representedActors(act).length === act.by.length)
      return 'no-mandate';
    if (act.denies) return 'no-standing';
    if (!origins.leadsToOrigin(act)) return 'leads-nowhere';
    return criteria.isUnsupportive(act) ? 'unnamed-source' : undefined;
  }
  switch (type) {
    case 'VerdictIssued':
      if (standing.has(act)) return 'rater-has-standing';
      if (!criteria.isRater(act)) return 'unnamed-rater';
      return criteria.isDecidingRater(act) ? undefined : 'verdict-shown';
    case 'ForecastResolved':
      return kind === 'forecast' ? undefined : 'not-a-forecast';
    case 'EvidenceAttached':
      if (data.bearing === 'context') return undefined;
      if (data.authenticity !== 'genuine') return data.authenticity;
      if (!data.primary) return 'not-primary';
      if (!effectiveActs.isByOutsider(act)) return 'party';
      return effectiveActs.isContested(data.document) ? 'contested' : undefined;
    case 'ConfirmationSought':
      if (data.outcome !== 'found' && data.outcome !== 'found-nothing') return undefined;
      return effectiveActs.isByOutsider(act) ? undefined : 'party';
    default:
      return undefined;
  }
}
