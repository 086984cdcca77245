import { CommandRejectedError } from '../../command-handling/errors.js';
import { BadRequestError, type Problem, problemOf } from '../../http/problem.js';
import { reviewSummary } from '../../interchange/claimreview/describe-review.js';
import { FieldRejection, MarkupFileError } from '../../interchange/claimreview/field-rejection.js';
import { mapMarkup, type MappedMarkup } from '../../interchange/claimreview/map-markup.js';
import { decodeMarkup, type MarkupReview, readMarkup, whyNone } from '../../interchange/claimreview/read-markup.js';
import type { ReviewDirectory } from '../../interchange/claimreview/review-directory.js';
import type { MappedLine } from '../../interchange/claimreview/mapped-line.js';
import type { ImportReport } from '../import-report.js';

export interface MarkupOptions {
  /** The address of the page that the markup is from. */
  readonly page?: URL;
  /** Assumed for claims whose language nothing states. */
  readonly language?: string;
}

/** A line of the response about a review: it is numbered from 1, in the order of the body. */
export type MarkupReport =
  | ImportReport
  | { readonly review: number; readonly problem: Problem }
  | { readonly review: number; readonly mapped: object };

/** The ClaimReviews of one body, mapped to commands. */
export class MarkupImport {
  private readonly lines: readonly { readonly review: number; readonly line: MappedLine }[];

  private constructor(
    private readonly reviews: readonly MarkupReview[],
    private readonly markup: MappedMarkup,
  ) {
    this.lines = markup.ready.flatMap(({ number, mapped }) => mapped.lines.map((line) => ({ review: number, line })));
  }

  /** @throws BadRequestError for a body that has no markup at all */
  static async of(body: Uint8Array, directory: ReviewDirectory, options: MarkupOptions): Promise<MarkupImport> {
    const { page, language } = options;
    try {
      const text = decodeMarkup(body);
      const reviews = await readMarkup(text, page);
      if (reviews.length === 0) throw new BadRequestError(`The body ${whyNone(text)}. Is it the right page?`);
      const mapping = language === undefined ? {} : { language };
      return new MarkupImport(reviews, await mapMarkup(reviews, directory, mapping));
    } catch (error) {
      if (error instanceof MarkupFileError) throw new BadRequestError(`The body can't be read. ${error.message}`);
      throw error;
    }
  }

  get hasErrors(): boolean {
    return this.markup.errors.length > 0;
  }

  /** The commands as NDJSON. */
  async *ndjson(): AsyncGenerator<Uint8Array> {
    for (const { line } of this.lines) yield await Promise.resolve(Buffer.from(`${JSON.stringify(line.command)}\n`));
  }

  /**
   * Reviews that can't be recorded, then the reports of the import with the review that each line is from, and its fields
   * as the body names them.
   *
   * @param withMapped also says what becomes of each review
   */
  async *reports(imported: AsyncIterable<ImportReport>, withMapped: boolean): AsyncGenerator<MarkupReport> {
    yield* this.problems();
    const { ready, version } = this.markup;
    if (withMapped) for (const each of ready) yield { review: each.number, mapped: reviewSummary(each, version) };
    for await (const report of imported) {
      const sent = 'line' in report ? this.lines[report.line - 1] : undefined;
      if (!sent) yield report;
      else if (!('problem' in report)) yield { review: sent.review, ...report };
      else {
        const { errors } = report.problem;
        const located = errors?.map((error) => ({
          ...error,
          pointer: this.pointer(sent.review, sent.line.fieldOf(error.pointer)),
        }));
        yield { ...report, review: sent.review, problem: { ...report.problem, ...(located && { errors: located }) } };
      }
    }
  }

  /** The response to an all-or-nothing import of which a review can't be recorded. */
  async *withheld(): AsyncGenerator<MarkupReport> {
    yield* this.problems();
    const counts = { lines: this.lines.length, recorded: 0, unchanged: 0, refused: this.markup.errors.length };
    yield await Promise.resolve({ summary: { ...counts, complete: true, withheld: this.lines.length } });
  }

  private *problems(): Generator<MarkupReport> {
    for (const { number, field, message } of this.markup.errors) {
      const part = this.reviews[number - 1]?.part ?? '';
      const error = {
        pointer: this.pointer(number, field),
        code: 'not-mapped',
        message: part === '' ? message : `${part}: ${message}`,
      };
      yield { review: number, problem: problemOf(new CommandRejectedError([error])) };
    }
  }

  private pointer(review: number, field: string): string {
    const found = this.reviews[review - 1]?.found;
    return found === undefined || found instanceof FieldRejection ? field : found.pointer + field;
  }
}
