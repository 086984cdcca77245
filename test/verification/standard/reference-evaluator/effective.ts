import type { Act, ActOf, View } from './view.js';
import { isA } from './view.js';
import { memoized } from './memo.js';

export interface Stands {
  /** The makers who keep to an act; it stands while there is one. */
  readonly keepers: (act: Act) => readonly string[];
  readonly stands: (act: Act) => boolean;
  /** An entry was taken back whole by its own side, and nobody still says it. */
  readonly takenBackWhole: (act: Act) => boolean;
  /** In whose name an act is done: its makers, and the `onBehalfOf` that they may speak for. */
  readonly voicesOf: (makers: readonly string[], act: Act) => ReadonlySet<string>;
  readonly sideOfAll: (makers: readonly string[], act: Act) => ReadonlySet<string>;
  readonly hasStanding: (act: Act) => boolean;
  /** "who denies being cited cuts that citation only" */
  readonly isCut: (citing: Act, cited: ReadonlySet<string>) => boolean;
  /** Evidence that decides on the claim itself. */
  readonly evidence: (bearing: 'supports' | 'refutes') => readonly Act[];
}

/** "Acts on a part, or on one entry, neither support nor oppose." */
function onWholeClaim({ data }: Act): boolean {
  const entry = 'of' in data ? data.of : undefined;
  return entry === undefined && (!('extent' in data) || data.extent === 'whole');
}

/** "Only asserted, reported and confirmed entries … support." */
export const isSupport = (act: Act): boolean =>
  isA(act, 'ClaimAsserted', 'ClaimReported', 'ClaimConfirmed') && onWholeClaim(act);

export const isDenial = (act: Act): boolean => isA(act, 'ClaimDenied') && onWholeClaim(act);

const overlaps = (a: Iterable<string>, b: ReadonlySet<string>): boolean => [...a].some((actor) => b.has(actor));

export function standsIn(view: View): Stands {
  const { happened, target, follows, speaksFor, kind, outlet } = view;
  const targeting = (act: Act): Act[] => happened.filter((other) => target(other) === act);

  const mayNameFor = (maker: string, act: Act): string[] =>
    (act.data.onBehalfOf ?? []).filter((principal) => principal === maker || speaksFor(maker, principal, act));

  /**
   * "`by`; the `onBehalfOf` that it may speak for, and who else then speaks for it; an unnamed actor's outlet." Who
   * else: by what it says on behalf of the same (docs/adr/0007), so it is found among the voices of that act.
   */
  function sideOf(maker: string, act: Act): Set<string> {
    return new Set([maker, ...mayNameFor(maker, act), ...[outlet(maker) ?? []].flat()]);
  }
  const sideOfAll = (makers: readonly string[], act: Act) =>
    new Set(makers.flatMap((maker) => [...sideOf(maker, act)]));

  const voicesOf = (makers: readonly string[], act: Act) =>
    new Set(makers.flatMap((maker) => [maker, ...mayNameFor(maker, act)]));

  const takesBackWhole = (act: Act): boolean =>
    isA(act, 'StatementRetracted', 'ApologyIssued', 'CorrectionIssued', 'StatementReworded') &&
    act.data.takesBack === 'whole';

  /** "withdrawn: the verdict" */
  const undoes = (act: Act): boolean =>
    takesBackWhole(act) || (isA(act, 'VerdictWithdrawn') && target(act)?.type === 'VerdictIssued');

  /**
   * "nor its document's publisher taken back": one that is on the entry's own side takes back its own part. What proves
   * an attribution outweighs this too.
   */
  const publisherTookBack = (act: Act): boolean => {
    const publisher = act.data.document && view.case.publishers.get(act.data.document);
    return (
      !provenByEvidence(act) &&
      targeting(act).some((other) => {
        const voices = voicesOf(said(other), other);
        return undoes(other) && !!publisher && voices.has(publisher) && !overlaps(voices, sideOfAll(act.data.by, act));
      })
    );
  };

  /** "whose attribution neither the one quoted, or who speaks for it, has denied" */
  const deniedAttribution = (act: Act, quoted: string): boolean =>
    targeting(act).some(
      (other) =>
        isA(other, 'ClaimDenied') &&
        other.data.extent === 'whole' &&
        overlaps(voicesOf(keepers(other), other), sideOf(quoted, act)),
    ) && !provenByEvidence(act);

  /** "Genuine primary evidence `of` an entry outweighs a denied attribution" */
  const provenByEvidence = (act: Act): boolean =>
    targeting(act).some(
      (other) => isA(other, 'EvidenceAttached') && other.data.bearing === 'supports' && decides(other),
    );

  /** "Counts only from that entry's side" */
  const takenBackBy = (maker: string, act: Act): boolean =>
    targeting(act).some((other) => undoes(other) && overlaps(voicesOf(said(other), other), sideOf(maker, act)));

  /** The makers to whom an act is rightly ascribed and who haven't taken it back, whatever they said later. */
  const said = memoized<Act, readonly string[]>((act) => {
    if (publisherTookBack(act)) return [];
    return [...new Set(act.data.by)].filter((maker) => !takenBackBy(maker, act) && !deniedAttribution(act, maker));
  }, []);

  const tookBack = (act: Act): boolean => {
    const about = undoes(act) ? target(act) : undefined;
    return about !== undefined && overlaps(voicesOf(said(act), act), sideOfAll(about.data.by, about));
  };

  const sense = (act: Act): string | undefined => {
    if (isSupport(act)) return 'support';
    if (isDenial(act)) return 'denial';
    if (act.type === 'EvidenceAttached') return `${act.data.authenticity} ${act.data.document}`;
    if (act.type === 'VerdictIssued') return act.data.rating;
    return act.type === 'ForecastResolved' ? act.data.outcome : undefined;
  };

  /**
   * "Opposite are support and denial, or contrary outcomes; a whole taking-back is opposite to all that its maker
   * had said in that sense." – "Of one rater, the verdict that no other follows stands."
   */
  const opposite = (later: Act, act: Act): boolean => {
    if (later.type === 'VerdictIssued') return act.type === 'VerdictIssued' && later !== act;
    if (later.type === 'ForecastResolved')
      return act.type === 'ForecastResolved' && later.data.outcome !== act.data.outcome;
    if (later.type === 'EvidenceAttached') return act.type === 'EvidenceAttached' && contraryFinding(later, act);
    if (isSupport(later)) return isDenial(act);
    if (isDenial(later)) return isSupport(act);
    if (later.type === 'ClaimConfirmed') return act.type === 'ClaimDenied' && ofOneEntry(later, act);
    if (later.type === 'ClaimDenied') return act.type === 'ClaimConfirmed' && ofOneEntry(later, act);
    const about = target(later);
    return tookBack(later) && about !== undefined && sense(about) !== undefined && sense(about) === sense(act);
  };

  /** "then only that entry is right or wrong": the two are opposite in just that. */
  const ofOneEntry = (
    a: ActOf<'ClaimConfirmed' | 'ClaimDenied'>,
    b: ActOf<'ClaimConfirmed' | 'ClaimDenied'>,
  ): boolean =>
    a.data.extent === 'whole' && b.data.extent === 'whole' && target(a) !== undefined && target(a) === target(b);

  /** "a document that one found genuine and another forged": of one examiner, the later finding holds. */
  const contraryFinding = (a: ActOf<'EvidenceAttached'>, b: ActOf<'EvidenceAttached'>): boolean =>
    a.data.document === b.data.document &&
    [a.data.authenticity, b.data.authenticity].sort().join() === 'forged,genuine';

  /** "not followed by an opposite act of the same side, unless that was taken back" */
  const heldTo = (maker: string, act: Act): boolean =>
    !happened.some(
      (later) =>
        opposite(later, act) && follows(later, act) && overlaps(voicesOf(said(later), later), sideOf(maker, act)),
    );

  /** "A joint act stands while one maker keeps to it." */
  const keepers = memoized<Act, readonly string[]>((act) => said(act).filter((maker) => heldTo(maker, act)), []);
  const stands = (act: Act): boolean => keepers(act).length > 0;

  /** "a document that one found genuine and another forged decides nothing" */
  const foundForged = (document: string): boolean =>
    happened.some(
      (act) =>
        isA(act, 'EvidenceAttached') &&
        act.data.document === document &&
        act.data.authenticity === 'forged' &&
        stands(act),
    );

  /** "Evidence decides only when primary and examined as genuine" */
  const decides = (act: Act): boolean =>
    isA(act, 'EvidenceAttached') &&
    act.data.primary &&
    act.data.authenticity === 'genuine' &&
    stands(act) &&
    !foundForged(act.data.document);

  /** "Of a position only the holder, or who speaks for it, has standing"; "Merged claims share `about`". */
  const settles = new Set(
    view.case.claims.flatMap(({ kind: claimKind, holder, about }) =>
      claimKind === 'position' ? [holder ?? []].flat() : about,
    ),
  );

  /**
   * "the claim is about `by`, or about an actor in `onBehalfOf` that `by` speaks for at that time … An unnamed actor
   * never has standing." – "`group` … never speaks as such"
   */
  const makerHasStanding = (maker: string, act: Act): boolean =>
    kind(maker) !== 'unnamed' && kind(maker) !== 'group' && overlaps(voicesOf([maker], act), settles);

  return {
    keepers,
    stands,
    takenBackWhole: (act) => said(act).length === 0 && targeting(act).some((other) => tookBack(other)),
    voicesOf,
    sideOfAll,
    hasStanding: (act) => keepers(act).some((maker) => makerHasStanding(maker, act)),
    isCut: (citing, cited) =>
      targeting(citing).some(
        (other) =>
          isA(other, 'ClaimDenied') &&
          other.data.extent === 'whole' &&
          overlaps(voicesOf(keepers(other), other), cited),
      ) && !provenByEvidence(citing),
    evidence: (bearing) =>
      happened.filter(
        (act) => isA(act, 'EvidenceAttached') && onWholeClaim(act) && act.data.bearing === bearing && decides(act),
      ),
  };
}
