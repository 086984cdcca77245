import type { Case, ClaimFacts } from './case.js';
import { OriginalCitations, SupportingCitations } from './citations.js';
import type { Deed } from './deed.js';
import type { ActType } from './entries.js';
import { findOrigins } from './origins.js';
import type { Origins } from './origins.js';
import { OthersWords } from './others-words.js';
import type { CaseRecord } from './record.js';
import { readRecord } from './record.js';
import { findSearches } from './searches.js';
import type { Searches } from './searches.js';
import { Sides } from './sides.js';
import { Standing } from './standing.js';
import { Upheld } from './upheld.js';
import type { Bearing } from './vocabulary.js';

/** All that the rules look at; every list holds only acts that stand. */
export interface Findings {
  readonly kind: ClaimFacts['kind'];
  readonly record: CaseRecord;
  readonly sides: Sides;
  readonly upheld: Upheld;
  readonly standing: Standing;
  readonly origins: Origins;
  /** All searches that stand. */
  readonly sought: readonly Deed[];
  readonly searches: Searches;
  /** By those without standing: who has standing doesn't rate. */
  readonly verdicts: readonly Deed[];
  readonly outcomes: readonly Deed[];
  /** Assertions and confirmations of the whole claim. */
  readonly ownWords: readonly Deed[];
  /** Confirmations with standing; of a position, what its holder puts forward as its own. */
  readonly confirmations: readonly Deed[];
  /** Those of them that confirm what others too put forward. */
  readonly firstHand: () => readonly Deed[];
  readonly denials: readonly Deed[];
  readonly evidenceFor: readonly Deed[];
  readonly evidenceAgainst: readonly Deed[];
}

export function examine(given: Case): Findings {
  const record = readRecord(given);
  const sides = new Sides(given);
  const upheld = new Upheld(given, record, sides);
  const standing = new Standing(given.claims, upheld, sides);
  const supporting = SUPPORTING.flatMap(record.ofType).filter((deed) => deed.supports && upheld.stands(deed));
  const origins = findOrigins(
    supporting,
    new SupportingCitations(record, upheld, sides, given.publishers),
    upheld,
    sides,
  );
  const kind = given.claims[0]?.kind ?? 'factual';
  const all = (type: ActType): readonly Deed[] => record.ofType(type).filter((deed) => upheld.stands(deed));
  const evidence = all('EvidenceAttached').filter((deed) => deed.about === undefined && upheld.isDecisive(deed));
  const bearing = (word: Bearing): readonly Deed[] =>
    evidence.filter(({ entry }) => entry.type === 'EvidenceAttached' && entry.data.bearing === word);
  const wholeConfirmations = all('ClaimConfirmed').filter((deed) => deed.supports);
  const ownWords = [...all('ClaimAsserted'), ...wholeConfirmations];
  const confirmations = (kind === 'position' ? ownWords : wholeConfirmations).filter((deed) => standing.has(deed));
  const confirmOthers = (): readonly Deed[] => {
    if (confirmations.length === 0) return [];
    const citations = new OriginalCitations(record, upheld, sides, given.publishers);
    const others = new OthersWords(record, citations, sides);
    return confirmations.filter((deed) => others.exist(deed));
  };
  let firstHand: readonly Deed[] | undefined;
  const sought = all('ConfirmationSought');
  return {
    kind,
    record,
    sides,
    upheld,
    standing,
    origins,
    sought,
    searches: findSearches(sought, given.at),
    verdicts: all('VerdictIssued').filter((deed) => !standing.has(deed)),
    outcomes: kind === 'forecast' ? all('ForecastResolved') : [],
    ownWords,
    confirmations,
    firstHand: () => (firstHand ??= confirmOthers()),
    denials: all('ClaimDenied').filter((deed) => deed.denies && standing.has(deed)),
    evidenceFor: bearing('supports'),
    evidenceAgainst: bearing('refutes'),
  };
}

const SUPPORTING: readonly ActType[] = ['ClaimAsserted', 'ClaimReported', 'ClaimConfirmed'];
