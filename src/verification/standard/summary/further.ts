import type { SummaryCode, SummaryPart } from '../../summary/summary-part.js';
import type { ActNode } from '../act-node.js';
import type { Analysis } from '../analysis.js';
import type { Expiry } from '../searches.js';
import type { Material, Role } from './material.js';
import { listed, subjectOf } from './speakers.js';

const OBJECTIONS: readonly Role[] = [
  'attribution-denied',
  'denied-by-others',
  'denied-in-part',
  'confirmed-in-part',
  'took-back-in-part',
  'questioned',
  'condemned',
];

/** Opposition that decides nothing: denials without standing or in part, doubts, condemnation, documents. */
export const objectionsIn = (material: Material): readonly SummaryPart[] => [
  ...OBJECTIONS.filter((role) => role !== 'denied-by-others' || !material.has('reversed')).flatMap((role) =>
    material.partsOf(role),
  ),
  ...material.documents.parts,
];

/** Those whose own words would settle the claim and who said nothing, or gave no answer. */
export function silenceIn({ heard, asked }: Material, analysis: Analysis): readonly SummaryPart[] {
  const { actors } = analysis.representation;
  const silent = analysis.principals.all.filter((actor) => !heard.has(actor) && !actors.isGroup(actor));
  const answerOf = (actor: string): SummaryCode => {
    if (asked.declined.has(actor)) return 'declined';
    return asked['no-answer'].has(actor) ? 'no-answer' : 'silent';
  };
  return (['declined', 'no-answer', 'silent'] as const).flatMap((code): readonly SummaryPart[] => {
    const such = silent.filter((actor) => answerOf(actor) === code);
    return such.length === 0 ? [] : [{ code, ...listed(such), subject: subjectOf(analysis) }];
  });
}

/** What the latest searches came to. */
export function searchesIn({ searches }: Analysis, { expired }: Expiry): readonly SummaryPart[] {
  const { latest, foundNothing, superseded } = searches;
  if (latest.length === 0) return [];
  const acts = latest.map(({ act }) => act);
  if (!foundNothing) {
    const found = acts.filter((act) => outcomeOf(act) === 'found');
    return [{ code: 'search-found', count: found.length, ...dateOf(found) }];
  }
  const end = [...expired.values()].sort().at(-1);
  if (end !== undefined && expired.size === acts.length) {
    return [{ code: 'search-expired', count: acts.length, date: end }];
  }
  const earlier = superseded.filter((act) => outcomeOf(act) === 'found-nothing');
  return [{ code: 'search-found-nothing', count: acts.length + earlier.length, ...dateOf(acts) }];
}

function outcomeOf({ entry }: ActNode): string | undefined {
  return entry.type === 'ConfirmationSought' ? entry.data.outcome : undefined;
}

/** The date of the act that happened last, as recorded; nothing if that isn't known. */
function dateOf(acts: readonly ActNode[]): Pick<SummaryPart, 'date'> {
  let last: ActNode | undefined;
  for (const act of acts) {
    if (last === undefined || act.when.latest > last.when.latest) last = act;
    else if (act.when.latest === last.when.latest && act.ref < last.ref) last = act;
  }
  const date = last?.entry.data.occurredAt;
  return date === undefined || last?.when.latest === Infinity ? {} : { date };
}
