import type { Moment, MomentsView } from '../../../../claims/queries/moments.views.js';
import type { Settings } from '../../../moment/settings.js';
import type { ClaimTime, Stop } from './stops.js';

/** More would overlap in a drawing. */
const MAX_STOPS = 120;
/** Of the stops before and after the one that is shown, as many are always drawn. */
const NEAR = 30;
const MAX_ACTS = 240;

/**
 * Puts the moments of a claim, up to now, into stops.
 *
 * @param asOf the page's moment; undefined: now
 */
export function claimTime({ items, nextRevision }: MomentsView, asOf: Settings['asOf']): ClaimTime {
  const groups = groupsOf(items);
  const until = asOf === undefined ? Infinity : lastInstantOf(asOf);
  const after = groups.findIndex(([first]) => Date.parse(first.recordedAt) > until);
  const shown = Math.max(0, (after < 0 ? groups.length : after) - 1);
  const chosen = chosenStops(groups, shown);
  const actsOfEach = Math.max(1, Math.floor(MAX_ACTS / Math.max(1, chosen.length)));
  return {
    stops: chosen.flatMap((index) => {
      const group = groups[index];
      return group ? [stopOf(group, index, actsOfEach)] : [];
    }),
    total: groups.length,
    acts: items.length,
    shown: chosen.indexOf(shown),
    isCut: nextRevision !== undefined,
  };
}

/** A day means its end, in UTC. */
const lastInstantOf = (asOf: string): number => Date.parse(asOf.length > DAY.length ? asOf : `${asOf}T23:59:59.999Z`);
const DAY = 'YYYY-MM-DD';

type Group = readonly [Moment, ...Moment[]];

function groupsOf(items: readonly Moment[]): Group[] {
  const groups: [Moment, ...Moment[]][] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last?.[0].recordedAt === item.recordedAt) last.push(item);
    else groups.push([item]);
  }
  return groups;
}

/**
 * The places of the stops that are drawn: all, if they fit. Else the first, the last, those around the one that is
 * shown, then changes of state, the latest ones first, and then others at equal distances.
 */
function chosenStops(groups: readonly Group[], shown: number): number[] {
  const all = groups.map((_, index) => index);
  if (all.length <= MAX_STOPS) return all;
  const near = all.slice(Math.max(0, shown - NEAR), shown + NEAR + 1);
  const chosen = new Set([0, all.length - 1, ...near]);
  const add = (index: number | undefined): void => {
    if (index !== undefined && chosen.size < MAX_STOPS) chosen.add(index);
  };
  all
    .filter((index) => groups[index]?.some(({ changed }) => changed))
    .reverse()
    .forEach(add);
  const step = Math.ceil(all.length / MAX_STOPS);
  all.filter((index) => index % step === 0).forEach(add);
  return [...chosen].sort((a, b) => a - b);
}

function stopOf(group: Group, index: number, most: number): Stop {
  const { status, rule, rating } = group.at(-1) ?? group[0];
  return {
    index,
    recordedAt: group[0].recordedAt,
    status,
    rule,
    ...(rating !== undefined && { rating }),
    changed: group.some(({ changed }) => changed),
    acts: group.slice(0, most).map(({ cause, type, occurred, voided }) => ({
      cause,
      ...(type !== undefined && { type }),
      ...(occurred && { occurred }),
      ...(voided && { voided }),
    })),
    omitted: Math.max(0, group.length - most),
  };
}
