import type { Act, ActOf, View } from './view.js';
import { isA } from './view.js';
import { memoized } from './memo.js';
import { partiesIn, type Parties } from './parties.js';

export interface EffectiveActs extends Parties {
  /** The makers of an act for whom it is still effective. None for an act by groups only, which counts for nothing. */
  readonly effectiveMakersOf: (act: Act) => readonly string[];
  readonly isEffective: (act: Act) => boolean;
  /** Whether a chain of citations may pass through the act, which may also be by groups only. */
  readonly isPassable: (act: Act) => boolean;
  /** The effective makers who aren't parties: only they attest anything. */
  readonly disinterestedMakersOf: (act: Act) => readonly string[];
  /** The act was retracted whole by its own party, and no maker of it is left. */
  readonly isRetractedWhole: (act: Act) => boolean;
  /** The makers, and those in `onBehalfOf` for whom they have a mandate at the time of the act. */
  readonly representedBy: (makers: readonly string[], act: Act) => ReadonlySet<string>;
  /** The side of these makers of an act. */
  readonly sideOfAll: (makers: readonly string[], act: Act) => ReadonlySet<string>;
  readonly hasStanding: (act: Act) => boolean;
  /** An actor who denies being cited cuts that citation only. */
  readonly isCut: (citing: Act, cited: ReadonlySet<string>) => boolean;
  /** The evidence that decides on the claim itself. */
  readonly evidence: (bearing: 'supports' | 'refutes') => readonly Act[];
}

/** Acts on a part, or on one entry, neither support nor oppose the claim. */
function isOnWholeClaim({ data }: Act): boolean {
  const entry = 'of' in data ? data.of : undefined;
  return entry === undefined && (!('extent' in data) || data.extent === 'whole');
}

/** Only effective assertions, reports and confirmations support the claim: they say that it is so. */
export const saysSo = (act: Act): boolean =>
  isA(act, 'ClaimAsserted', 'ClaimReported', 'ClaimConfirmed') && isOnWholeClaim(act);

/** Groups never speak: what is by groups only neither supports nor opposes. */
const isByGroupsOnly = (act: Act): boolean => act.makers.length === 0;

export const isSupport = (act: Act): boolean => saysSo(act) && !isByGroupsOnly(act);

export const isDenial = (act: Act): boolean => isA(act, 'ClaimDenied') && isOnWholeClaim(act) && !isByGroupsOnly(act);

/** Those to whom an act is attributed: its makers, or the groups that it is by. */
export const quotedIn = (act: Act): readonly string[] => (isByGroupsOnly(act) ? act.data.by : act.makers);

const overlaps = (a: Iterable<string>, b: ReadonlySet<string>): boolean => [...a].some((actor) => b.has(actor));

export function effectiveActsIn(view: View): EffectiveActs {
  const { happened, target, follows, speaksFor, kind, outlet } = view;
  const { actorsWithStanding, isParty } = partiesIn(view);
  const targeting = (act: Act): Act[] => happened.filter((other) => target(other) === act);

  const mandatedPrincipals = (maker: string, act: Act): string[] =>
    (act.data.onBehalfOf ?? []).filter((principal) => principal === maker || speaksFor(maker, principal, act));

  /**
   * "Side of an entry: `by`; the `onBehalfOf` that it may speak for; an unnamed actor's outlet." A colleague belongs to it
   * only "in an entry made on behalf of that side, within its mandate".
   */
  function sideOf(maker: string, act: Act): Set<string> {
    return new Set([maker, ...mandatedPrincipals(maker, act), ...[outlet(maker) ?? []].flat()]);
  }
  const sideOfAll = (makers: readonly string[], act: Act) =>
    new Set(makers.flatMap((maker) => [...sideOf(maker, act)]));

  const representedBy = (makers: readonly string[], act: Act) =>
    new Set(makers.flatMap((maker) => [maker, ...mandatedPrincipals(maker, act)]));

  /** Those for whom an act speaks, as far as it is rightly attributed and not taken back. Groups speak for nobody. */
  const voicesOf = (act: Act): ReadonlySet<string> =>
    representedBy(isByGroupsOnly(act) ? [] : attributedMakers(act), act);

  const takesBackWhole = (act: Act): boolean =>
    isA(act, 'StatementRetracted', 'ApologyIssued', 'CorrectionIssued', 'StatementReworded') &&
    act.data.takesBack === 'whole';

  /** A withdrawal retracts a verdict only. */
  const retractsWhole = (act: Act): boolean =>
    takesBackWhole(act) || (isA(act, 'VerdictWithdrawn') && target(act)?.type === 'VerdictIssued');

  /**
   * The publisher of an entry's document can retract the attribution. A publisher that belongs to the entry's party
   * retracts only its own part. Evidence that proves the attribution outweighs this too.
   */
  const isRetractedByPublisher = (act: Act): boolean => {
    const publisher = act.data.document && view.input.publishers.get(act.data.document);
    return (
      !provenByEvidence(act) &&
      targeting(act).some((other) => {
        const voices = voicesOf(other);
        return (
          retractsWhole(other) &&
          !!publisher &&
          voices.has(publisher) &&
          !overlaps(voices, sideOfAll(quotedIn(act), act))
        );
      })
    );
  };

  /** The actor quoted, or its spokesperson, denied the attribution. */
  const isAttributionDenied = (act: Act, quoted: string): boolean =>
    targeting(act).some(
      (other) =>
        isA(other, 'ClaimDenied') &&
        other.data.extent === 'whole' &&
        overlaps(representedBy(effectiveMakersOf(other), other), sideOf(quoted, act)),
    ) && !provenByEvidence(act);

  /** Genuine primary evidence `of` an entry outweighs a denied attribution. */
  const provenByEvidence = (act: Act): boolean =>
    targeting(act).some(
      (other) => isA(other, 'EvidenceAttached') && other.data.bearing === 'supports' && decides(other),
    );

  /** A retraction counts only from the entry's party. */
  const isRetractedFor = (maker: string, act: Act): boolean =>
    targeting(act).some((other) => retractsWhole(other) && overlaps(voicesOf(other), sideOf(maker, act)));

  /** The makers to whom an act is rightly attributed and who haven't retracted it, whatever they said later. */
  const attributedMakers = memoized<Act, readonly string[]>((act) => {
    if (isRetractedByPublisher(act)) return [];
    return quotedIn(act).filter((maker) => !isRetractedFor(maker, act) && !isAttributionDenied(act, maker));
  }, []);

  const isEffectiveRetraction = (act: Act): boolean => {
    const about = retractsWhole(act) ? target(act) : undefined;
    return about !== undefined && overlaps(voicesOf(act), sideOfAll(quotedIn(about), about));
  };

  const sense = (act: Act): string | undefined => {
    if (isByGroupsOnly(act)) return undefined;
    if (isSupport(act)) return 'support';
    if (isDenial(act)) return 'denial';
    if (act.type === 'EvidenceAttached') return `${act.data.authenticity} ${act.data.document}`;
    if (act.type === 'VerdictIssued') return act.data.rating;
    return act.type === 'ForecastResolved' ? act.data.outcome : undefined;
  };

  /**
   * Opposite are support and denial, or contrary outcomes. A whole retraction is opposite to all that its maker had
   * said in that sense. A verdict is opposite to every earlier one of the same rater.
   */
  const areOpposite = (later: Act, act: Act): boolean => {
    if (later.type === 'VerdictIssued') return act.type === 'VerdictIssued' && later !== act;
    if (later.type === 'ForecastResolved')
      return act.type === 'ForecastResolved' && later.data.outcome !== act.data.outcome;
    if (later.type === 'EvidenceAttached') return act.type === 'EvidenceAttached' && areContraryFindings(later, act);
    if (isSupport(later)) return isDenial(act);
    if (isDenial(later)) return isSupport(act);
    if (later.type === 'ClaimConfirmed') return act.type === 'ClaimDenied' && areOfOneEntry(later, act);
    if (later.type === 'ClaimDenied') return act.type === 'ClaimConfirmed' && areOfOneEntry(later, act);
    const about = target(later);
    return (
      isEffectiveRetraction(later) && about !== undefined && sense(about) !== undefined && sense(about) === sense(act)
    );
  };

  /** A confirmation and a denial of one entry are opposite only on that entry. */
  const areOfOneEntry = (
    a: ActOf<'ClaimConfirmed' | 'ClaimDenied'>,
    b: ActOf<'ClaimConfirmed' | 'ClaimDenied'>,
  ): boolean =>
    a.data.extent === 'whole' && b.data.extent === 'whole' && target(a) !== undefined && target(a) === target(b);

  /** Of two contrary findings of one examiner on a document, the later one is effective. */
  const areContraryFindings = (a: ActOf<'EvidenceAttached'>, b: ActOf<'EvidenceAttached'>): boolean =>
    a.data.document === b.data.document &&
    [a.data.authenticity, b.data.authenticity].sort().join() === 'forged,genuine';

  /** No later opposite act of the same party, unless that act was retracted. */
  const isUncontradicted = (maker: string, act: Act): boolean =>
    !happened.some(
      (later) => areOpposite(later, act) && follows(later, act) && overlaps(voicesOf(later), sideOf(maker, act)),
    );

  /** A joint act is effective as long as it is effective for one maker. */
  const effectiveMakersOf = memoized<Act, readonly string[]>(
    (act) => (isByGroupsOnly(act) ? [] : attributedMakers(act).filter((maker) => isUncontradicted(maker, act))),
    [],
  );
  const isEffective = (act: Act): boolean => effectiveMakersOf(act).length > 0;

  /** "Who has standing on the claim, or is on the side of one who has, attests nothing in its own cause." */
  const disinterestedMakersOf = (act: Act): readonly string[] =>
    effectiveMakersOf(act).filter((maker) => !isParty(maker, act));

  /** "A document that one found genuine and another forged decides nothing." A party's finding doesn't count. */
  const isFoundForged = (document: string): boolean =>
    happened.some(
      (act) =>
        isA(act, 'EvidenceAttached') &&
        act.data.document === document &&
        act.data.authenticity === 'forged' &&
        disinterestedMakersOf(act).length > 0,
    );

  /** "Evidence decides only when primary and examined as genuine by somebody who isn't a party." */
  const decides = (act: Act): boolean =>
    isA(act, 'EvidenceAttached') &&
    act.data.primary &&
    act.data.authenticity === 'genuine' &&
    disinterestedMakersOf(act).length > 0 &&
    !isFoundForged(act.data.document);

  /**
   * "Standing: the claim is about `by`, or about an actor in `onBehalfOf` that `by` speaks for at that time. An unnamed
   * actor never has standing."
   */
  const makerHasStanding = (maker: string, act: Act): boolean =>
    kind(maker) !== 'unnamed' && overlaps(representedBy([maker], act), actorsWithStanding);

  return {
    effectiveMakersOf,
    isEffective,
    /** An act by groups only is followed as a repetition is, which nothing is opposite to. */
    isPassable: (act) =>
      (saysSo(act) || act.type === 'ClaimRepeated') &&
      (isByGroupsOnly(act) ? attributedMakers(act).length > 0 : isEffective(act)),
    disinterestedMakersOf,
    isRetractedWhole: (act) =>
      attributedMakers(act).length === 0 && targeting(act).some((other) => isEffectiveRetraction(other)),
    representedBy,
    sideOfAll,
    actorsWithStanding,
    isParty,
    hasStanding: (act) => effectiveMakersOf(act).some((maker) => makerHasStanding(maker, act)),
    isCut: (citing, cited) =>
      targeting(citing).some(
        (other) =>
          isA(other, 'ClaimDenied') &&
          other.data.extent === 'whole' &&
          overlaps(representedBy(effectiveMakersOf(other), other), cited),
      ) && !provenByEvidence(citing),
    evidence: (bearing) =>
      happened.filter(
        (act) => isA(act, 'EvidenceAttached') && isOnWholeClaim(act) && act.data.bearing === bearing && decides(act),
      ),
  };
}
