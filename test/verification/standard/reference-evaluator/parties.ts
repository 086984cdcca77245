import type { Act, View } from './view.js';

/** Whose cause a claim is. */
export interface Parties {
  /** Those whom the claim is about, or the holder of the position: they have standing by themselves. */
  readonly actorsWithStanding: ReadonlySet<string>;
  /** "A party: who has standing on the claim, or is on the side of one who has." */
  readonly isParty: (maker: string, act: Act) => boolean;
}

export function partiesIn({ input, outlet, principals }: View): Parties {
  /** "Of a position only the holder, or who speaks for it, has standing." Merged claims share `about`. */
  const actorsWithStanding = new Set(
    input.claims.flatMap(({ kind, holder, about }) => (kind === 'position' ? [holder ?? []].flat() : about)),
  );

  /**
   * A maker that has standing by itself, or then spoke for one who has, with or without `onBehalfOf`. An unnamed maker
   * counts as its outlet.
   */
  function isParty(maker: string, act: Act): boolean {
    const who = outlet(maker) ?? maker;
    return actorsWithStanding.has(who) || principals(who, act).some((principal) => actorsWithStanding.has(principal));
  }
  return { actorsWithStanding, isParty };
}
