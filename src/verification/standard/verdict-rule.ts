import { byEntry } from './decision.js';
import type { DecisionRule } from './decision.js';
import type { ActNode } from './act-node.js';
import type { Analysis } from './analysis.js';
import { LaterActs, isKnownToFollow } from './chronology.js';
import { reasonsOf } from './support-and-opposition.js';
import { RATINGS } from '../../domain/vocabulary.js';
import type { Rating } from '../../domain/vocabulary.js';

const FOR: ReadonlySet<Rating> = new Set(['true', 'mostly-true']);
const AGAINST: ReadonlySet<Rating> = new Set(['false', 'mostly-false']);

/**
 * A verdict without direction yields to a later confirmation or denial with standing, or outcome, and the next rows
 * decide; one against yields to a later confirmation with standing, and the two are at odds.
 */
export const byVerdict: DecisionRule<Analysis> = (findings) => {
  const { verdicts, confirmations, denials, outcomes } = findings;
  if (verdicts.length === 0) return undefined;
  const pro = verdicts.filter((verdict) => FOR.has(ratingOf(verdict)));
  const con = verdicts.filter((verdict) => AGAINST.has(ratingOf(verdict)));
  if (pro.length > 0 && con.length > 0) {
    return { rule: 'disputed/verdicts', because: [...pro, ...con].map(byEntry) };
  }
  const laterConfirmation = followersOf(confirmations);
  const laterWord = followersOf([...confirmations, ...denials, ...outcomes]);
  const yields = (verdict: ActNode): boolean => {
    if (FOR.has(ratingOf(verdict))) return false;
    return (AGAINST.has(ratingOf(verdict)) ? laterConfirmation : laterWord).someFollows(verdict);
  };
  const firm = verdicts.filter((verdict) => !yields(verdict));
  if (firm.length > 0) return { rule: 'rated/verdict', rating: mainRating(firm), because: firm.map(byEntry) };
  if (con.length === 0) return undefined;
  const later = confirmations.filter((confirmation) => con.some((verdict) => isKnownToFollow(confirmation, verdict)));
  return { rule: 'disputed/verdict-and-later', because: [...con.map(byEntry), ...reasonsOf(later, findings)] };
};

/** Of the latest, one with a direction, else the first in the order of the list; of two, the milder. */
function mainRating(verdicts: readonly ActNode[]): Rating {
  const followers = followersOf(verdicts);
  const latest = new Set(verdicts.filter((verdict) => !followers.someFollows(verdict)).map(ratingOf));
  return BY_WEIGHT.find((rating) => latest.has(rating)) ?? 'unproven';
}

const BY_WEIGHT: readonly Rating[] = ['mostly-true', 'true', 'mostly-false', 'false', ...RATINGS];

function ratingOf({ entry }: ActNode): Rating {
  return entry.type === 'VerdictIssued' ? entry.data.rating : 'unproven';
}

function followersOf(deeds: readonly ActNode[]): LaterActs {
  const followers = new LaterActs();
  for (const deed of deeds) followers.add(deed);
  return followers;
}
