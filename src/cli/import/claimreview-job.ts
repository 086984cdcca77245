import { describeReview, reviewSummary } from '../../interchange/claimreview/describe-review.js';
import { FieldRejection } from '../../interchange/claimreview/field-rejection.js';
import { mapMarkup, type MappedMarkup, type ReadyReview } from '../../interchange/claimreview/map-markup.js';
import { type MarkupReview, readMarkup, whyNone } from '../../interchange/claimreview/read-markup.js';
import type { ReviewMapping } from '../../interchange/claimreview/review-mapping.js';
import { type JobProblem, NOTHING_RECORDED } from './import-job.js';
import type { LedgerDirectory } from './ledger-directory.js';
import { MappedJob, type SentCommand } from './mapped-job.js';

/** Sends the ClaimReviews of a file as commands, and names reviews and their fields in what the ledger answers. */
export class ClaimReviewJob extends MappedJob {
  readonly total: number;
  override readonly idsOfPersons: readonly string[];

  private constructor(
    name: string,
    private readonly reviews: readonly MarkupReview[],
    private readonly markup: MappedMarkup,
    private readonly text: string,
    private readonly directory: Pick<LedgerDirectory, 'similarActors'>,
  ) {
    super(
      name,
      markup.errors.map(({ number }) => number),
    );
    this.idsOfPersons = idsOfPersons(markup);
    this.total = markup.ready.reduce((sum, { mapped }) => sum + mapped.lines.length, 0);
  }

  /**
   * Reads and maps every review, so that what is wrong with them is known before anything is sent.
   *
   * @param address of the page that the markup is from
   * @throws MarkupFileError for a text that has no markup at all
   */
  static async of(
    name: string,
    text: string,
    address: URL | undefined,
    directory: LedgerDirectory,
    mapping?: ReviewMapping,
  ): Promise<ClaimReviewJob> {
    const reviews = await readMarkup(text, address);
    return new ClaimReviewJob(name, reviews, await mapMarkup(reviews, directory, mapping), text, directory);
  }

  get problems(): JobProblem[] {
    if (this.reviews.length === 0) {
      const message = `${whyNone(this.text)}: ${NOTHING_RECORDED}`;
      return [{ message: `${this.name} ${message}`, json: { message: `The file ${message}` } }];
    }
    return this.markup.errors.map(({ number, field, message }) => ({
      message: this.message(number, this.pointer(number, field), message),
      json: { ...this.partJson(number), field: this.pointer(number, field), message },
    }));
  }

  override async notes(): Promise<JobProblem[]> {
    const { ready, version } = this.markup;
    const notes: JobProblem[] = [];
    for (const review of ready) {
      const similar = await this.similarTo(review);
      const words = similar.map(({ name, to }) => `${name} may be the same as ${to.join(', ')}`);
      notes.push({
        message: this.message(review.number, undefined, [describeReview(review, version), ...words].join('; ')),
        json: {
          ...this.partJson(review.number),
          review: { ...reviewSummary(review, version), ...(similar.length > 0 && { similar }) },
        },
      });
    }
    return notes;
  }

  /** Actors of the ledger that those may be whom the review registers by a name. */
  private async similarTo({ mapped }: ReadyReview): Promise<{ readonly name: string; readonly to: string[] }[]> {
    const similar: { readonly name: string; readonly to: string[] }[] = [];
    if (mapped.lines.length === 0) return similar;
    for (const { name, kind, isNew } of [mapped.rater, mapped.claimant]) {
      const found = isNew && kind !== 'unnamed' ? await this.directory.similarActors(name) : [];
      if (found.length > 0) similar.push({ name, to: found.map((actor) => `${actor.id} (${actor.name})`) });
    }
    return similar;
  }

  describe(lines: number): string {
    const reviews = this.reviews.length === 1 ? '1 review' : `${this.reviews.length} reviews`;
    const known = this.markup.ready.filter(({ mapped }) => mapped.outcome === 'known').length;
    const counts = [
      ...(this.rejectedParts.size > 0 ? [`${this.rejectedParts.size} with errors`] : []),
      ...(known > 0 ? [`${known} recorded before`] : []),
    ];
    const notes = counts.length > 0 ? ` (${counts.join(', ')})` : '';
    return `${reviews}${notes}, ${lines === 1 ? '1 command' : `${lines} commands`}`;
  }

  /** It is one of the problems. */
  emptiness(): undefined {
    return undefined;
  }

  protected *commands(): Generator<SentCommand> {
    for (const { number, mapped } of this.markup.ready) {
      for (const { command, fieldOf } of mapped.lines) {
        yield { command, part: number, sourceOf: (pointer) => this.pointer(number, fieldOf(pointer)) };
      }
    }
  }

  protected partJson(number: number): object {
    return { number };
  }

  /** `review 3, script 2, /@graph/0/claimReviewed` */
  protected locate(number: number, pointer: string | undefined): string {
    const part = this.reviews[number - 1]?.part ?? '';
    return [`review ${number}`, part, pointer ?? ''].filter((each) => each !== '').join(', ');
  }

  private pointer(number: number, field: string): string {
    const found = this.reviews[number - 1]?.found;
    return found === undefined || found instanceof FieldRejection ? field : found.pointer + field;
  }
}

const idsOfPersons = ({ ready }: MappedMarkup): readonly string[] =>
  ready.flatMap(({ mapped }) =>
    mapped.lines.flatMap(({ command: { type, kind, actor } }) =>
      type === 'ActorRegistered' && kind === 'person' ? [String(actor)] : [],
    ),
  );
