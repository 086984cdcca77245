import { foldText } from '../../lib/fold-text.js';
import { uniqueIdFrom } from '../../domain/slug.js';
import { urlKey } from '../../lib/url-key.js';
import { checkLines } from './check-lines.js';
import { FieldRejection } from './field-rejection.js';
import type { MappedLine } from './mapped-line.js';
import type { ReviewFacts } from './read-review.js';
import type { KnownClaim, KnownVerdict, PastAct, ReviewDirectory } from './review-directory.js';
import { assertionLine, claimLine, contextLine, correctionLine, verdictLine } from './review-lines.js';
import type { MappingLookup } from './review-mapping.js';
import { type NamedActor, RegisteredNames, ReviewNames } from './review-names.js';
import { type ReviewOutcome, type ReviewVerdict, verdictOf } from './review-verdict.js';

export interface MappedReview {
  readonly lines: readonly MappedLine[];
  readonly outcome: ReviewOutcome;
  readonly claim: { readonly id: string; readonly isNew: boolean };
  readonly rater: NamedActor;
  readonly claimant: NamedActor;
}

/** Turns the reviews of one input into commands, in order. */
export class ReviewMapper {
  private readonly names = new RegisteredNames();
  private readonly claims = new Map<string, KnownClaim>();
  private readonly verdicts = new Map<string, KnownVerdict[]>();
  /** By claim and actor: the acts by which the actor puts the claim forward. */
  private readonly putForward = new Map<string, readonly PastAct[]>();

  /** @param now in milliseconds */
  constructor(
    private readonly directory: ReviewDirectory,
    private readonly mapping: MappingLookup,
    private readonly now: number,
  ) {}

  /**
   * @param isOnly whether no other review of the input has this address: then one that the ledger has is an older state
   *   of this one, however its claim was worded
   * @throws FieldRejection
   */
  async map(facts: ReviewFacts, isOnly: boolean): Promise<MappedReview> {
    const names = new ReviewNames(this.directory, this.mapping, this.names);
    const verdicts = await this.verdictsAt(facts.url);
    const known = await this.knownClaim(facts, isOnly ? verdicts : []);
    const claim = known ?? { id: uniqueIdFrom(facts.claim), text: facts.claim, language: facts.language };
    const rater = await names.actor(facts.rater.name, '/author/name', 'outlet');
    const verdict = verdictOf(facts, claim, rater.id, verdicts, this.mapping.version);
    const party = await names.claimant(facts.claimant, facts.claimants, rater.id, {
      id: claim.id,
      isNew: !known,
      review: urlKey(facts.url),
    });
    const result = { outcome: verdict.outcome, claim: { id: claim.id, isNew: !known }, rater, claimant: party };
    if (verdict.outcome === 'known') return { ...result, lines: [] };
    const lines =
      verdict.outcome === 'corrected'
        ? await this.correction(names, facts, claim, verdict)
        : await this.recording(names, facts, claim, !known, rater, party, verdict);
    checkLines(lines, this.now);
    names.keep();
    this.claims.set(foldText(claim.text), claim);
    const assertion = lines.find(({ command }) => command.type === 'ClaimAsserted')?.command;
    if (assertion) this.putForward.set(`${claim.id}\n${party.id}`, [{ document: String(assertion.document) }]);
    const key = urlKey(facts.url);
    const { id, occurredAt } = verdict;
    this.verdicts.set(key, [
      {
        id,
        claim,
        by: [rater.id],
        rating: facts.rating,
        label: facts.label,
        isVoid: false,
        ...(occurredAt !== undefined && { occurredAt }),
      },
      ...(this.verdicts.get(key) ?? []),
    ]);
    return { ...result, lines };
  }

  private async verdictsAt(url: string): Promise<readonly KnownVerdict[]> {
    return [...(this.verdicts.get(urlKey(url)) ?? []), ...(await this.directory.findVerdicts(url))];
  }

  /** The claim that is recorded already: with this text, else with a verdict of this review. */
  private async knownClaim(
    { claim, language }: ReviewFacts,
    verdicts: readonly KnownVerdict[],
  ): Promise<KnownClaim | undefined> {
    const reviewed = new Map(verdicts.map((verdict) => [verdict.claim.id, verdict.claim]));
    const inFile = this.claims.get(foldText(claim));
    const found = inFile ? [inFile] : await this.directory.findClaims(claim);
    const narrower = [
      found,
      found.filter(({ id }) => reviewed.has(id)),
      found.filter((each) => each.language === language),
    ].find((claims) => claims.length === 1);
    if (narrower) return narrower[0];
    if (found.length > 1) {
      const ids = found.map(({ id }) => id).join(', ');
      throw new FieldRejection(
        '/claimReviewed',
        `The ledger has several claims with this text: ${ids}. Link them as the same, or amend one.`,
      );
    }
    return reviewed.size === 1 ? [...reviewed.values()][0] : undefined;
  }

  private async correction(
    names: ReviewNames,
    facts: ReviewFacts,
    claim: KnownClaim,
    verdict: ReviewVerdict,
  ): Promise<MappedLine[]> {
    const document = await this.reviewDocument(names, facts, verdict.rater);
    return [
      ...names.lines.filter(({ command }) => command.type === 'DocumentRegistered'),
      verdictLine(facts, claim, verdict, document),
      correctionLine(claim, verdict, this.mapping.version),
    ];
  }

  private async recording(
    names: ReviewNames,
    facts: ReviewFacts,
    claim: KnownClaim,
    isNewClaim: boolean,
    rater: NamedActor,
    claimant: NamedActor,
    verdict: ReviewVerdict,
  ): Promise<MappedLine[]> {
    const review = await this.reviewDocument(names, facts, rater.id);
    const appearances: string[] = [];
    for (const appearance of facts.appearances) appearances.push(await names.appearance(appearance));
    const past =
      this.putForward.get(`${claim.id}\n${claimant.id}`) ??
      (claimant.isNew || isNewClaim ? [] : await this.directory.findPuttingForward(claim.id, claimant.id));
    // A further assertion would have no basis, and so make the claimant an origin besides the sources that they named.
    const isPutForward = past.length > 0;
    const [document = review, ...others] = appearances;
    const context = isPutForward
      ? appearances.filter((each) => past.every(({ document }) => document !== each))
      : others;
    const own = names.lines.filter(({ command }) => !isPutForward || command.actor !== claimant.id);
    return [
      ...own,
      ...(isNewClaim ? [claimLine(claim)] : []),
      ...(isPutForward ? [] : [assertionLine(facts, claim, claimant, document)]),
      ...context.map((document) => contextLine(claim, rater, document)),
      verdictLine(facts, claim, verdict, review),
    ];
  }

  private reviewDocument(names: ReviewNames, facts: ReviewFacts, rater: string): Promise<string> {
    const { url, title, publishedAt, authors, publisher, language, languageFrom } = facts;
    return names.document(
      {
        url,
        authors,
        field: '/url',
        fields: { publishedAt: '/datePublished', language: '/inLanguage' },
        ...(title !== undefined && { title }),
        ...(publishedAt !== undefined && { publishedAt }),
        ...(languageFrom === 'stated' && { language }),
      },
      async () => (publisher ? (await names.actor(publisher.name, '/publisher/name', 'outlet')).id : rater),
    );
  }
}
