import type { Command } from '../../command-handling/decider.js';
import { CommandRejectedError } from '../../command-handling/errors.js';
import { BadRequestError, type Problem, problemOf } from '../../http/problem.js';
import { reviewSummary } from '../../interchange/claimreview/describe-review.js';
import { FieldRejection, MarkupFileError } from '../../interchange/claimreview/field-rejection.js';
import { mapMarkup, type MappedMarkup } from '../../interchange/claimreview/map-markup.js';
import type { MappedLine } from '../../interchange/claimreview/mapped-line.js';
import { decodeMarkup, type MarkupReview, readMarkup, whyNone } from '../../interchange/claimreview/read-markup.js';
import type { ReviewDirectory } from '../../interchange/claimreview/review-directory.js';
import type { ReviewMapping } from '../../interchange/claimreview/review-mapping.js';
import type { ImportReport } from '../import-report.js';
import { isFatal, type LineReport } from '../line-runner.js';

export interface MarkupOptions {
  /** The address of the page that the markup is from. */
  readonly page?: URL;
  /** What is known of the publishers. */
  readonly mapping?: ReviewMapping;
}

/** Decides commands, as NDJSON, without recording them. */
export type DecideLines = (ndjson: Buffer) => AsyncIterable<LineReport>;

/** A review that can't be recorded. */
export interface ReviewProblem {
  /** From 1, in the order of the body. */
  readonly review: number;
  /** Its pointers are into the body. */
  readonly problem: Problem;
}

/** A line of the response about a review: it is numbered from 1, in the order of the body. */
export type MarkupReport = ImportReport | ReviewProblem | { readonly review: number; readonly mapped: object };

interface ReviewLine {
  readonly review: number;
  readonly line: MappedLine;
}

/** Reviews of one body. Each can cause a problem in the response. */
const MAX_REVIEWS = 1_000;
/** Reviews that the ledger rejects are left out, and the others mapped again without them, at most so often. */
const MAX_ROUNDS = 5;

/** The ClaimReviews of one body, mapped to commands. */
export class MarkupImport {
  private readonly lines: readonly ReviewLine[];

  private constructor(
    private readonly reviews: readonly MarkupReview[],
    private readonly markup: MappedMarkup,
    private readonly rejected: ReadonlyMap<number, Problem>,
  ) {
    this.lines = linesOf(markup);
  }

  /**
   * Maps each review, and leaves it out as a whole if the ledger would reject one of its commands. So a review is recorded
   * in part only if another client changes the ledger before all its commands are recorded.
   *
   * @throws BadRequestError for a body that has no markup at all
   */
  static async of(
    body: Uint8Array,
    directory: ReviewDirectory,
    { page, mapping }: MarkupOptions,
    decide: DecideLines,
  ): Promise<MarkupImport> {
    const reviews = await reviewsIn(body, page);
    const rejected = new Map<number, Problem>();
    for (let round = 1; ; round += 1) {
      const markup = await mapMarkup(reviews, directory, mapping, Date.now(), new Set(rejected.keys()));
      const before = rejected.size;
      if (round <= MAX_ROUNDS) await addRejections(rejected, reviews, linesOf(markup), decide);
      if (rejected.size === before) return new MarkupImport(reviews, markup, rejected);
    }
  }

  get hasErrors(): boolean {
    return this.markup.errors.length + this.rejected.size > 0;
  }

  /** The commands, in the form of lines of an import. */
  get commands(): readonly Command[] {
    return this.lines.map(({ line }) => line.command);
  }

  /** What becomes of each review that can be recorded. */
  get summaries(): readonly { readonly review: number; readonly mapped: object }[] {
    const { ready, version } = this.markup;
    return ready.map((each) => ({ review: each.number, mapped: reviewSummary(each, version) }));
  }

  /** The reviews that can't be recorded, in order. */
  get problems(): readonly ReviewProblem[] {
    const unmapped = this.markup.errors.map(({ number, field, message }) => {
      const part = this.reviews[number - 1]?.part ?? '';
      const error = {
        pointer: pointerIn(this.reviews, number, field),
        code: 'not-mapped',
        message: part === '' ? message : `${part}: ${message}`,
      };
      return { review: number, problem: problemOf(new CommandRejectedError([error])) };
    });
    const rejected = [...this.rejected].map(([review, problem]) => ({ review, problem }));
    return [...unmapped, ...rejected].sort((one, other) => one.review - other.review);
  }

  /** The commands as NDJSON. */
  async *ndjson(): AsyncGenerator<Uint8Array> {
    for (const { line } of this.lines) yield await Promise.resolve(lineBytes(line));
  }

  /**
   * Reviews that can't be recorded, then the reports of the import with the review that each line is from, and its fields
   * as the body names them.
   *
   * @param withMapped also says what becomes of each review
   */
  async *reports(imported: AsyncIterable<ImportReport>, withMapped: boolean): AsyncGenerator<MarkupReport> {
    yield* this.problems;
    if (withMapped) yield* this.summaries;
    for await (const report of imported) {
      const sent = 'line' in report ? this.lines[report.line - 1] : undefined;
      if (!sent) yield report;
      else if (!('problem' in report)) yield { review: sent.review, ...report };
      else yield { ...report, review: sent.review, problem: located(report.problem, this.reviews, sent) };
    }
  }

  /** The response to an all-or-nothing import of which a review can't be recorded. */
  async *withheld(): AsyncGenerator<MarkupReport> {
    const { problems } = this;
    yield* problems;
    const counts = { lines: this.lines.length, recorded: 0, unchanged: 0, refused: problems.length };
    yield await Promise.resolve({ summary: { ...counts, complete: true, withheld: this.lines.length } });
  }
}

async function reviewsIn(body: Uint8Array, page: URL | undefined): Promise<MarkupReview[]> {
  try {
    const text = decodeMarkup(body);
    const reviews = await readMarkup(text, page);
    if (reviews.length === 0) throw new BadRequestError(`The body ${whyNone(text)}. Is it the right page?`);
    if (reviews.length <= MAX_REVIEWS) return reviews;
    throw new BadRequestError(`The body has ${reviews.length} reviews; at most ${MAX_REVIEWS} are read. Split it.`);
  } catch (error) {
    if (error instanceof MarkupFileError) throw new BadRequestError(`The body can't be read. ${error.message}`);
    throw error;
  }
}

const linesOf = ({ ready }: MappedMarkup): ReviewLine[] =>
  ready.flatMap(({ number, mapped }) => mapped.lines.map((line) => ({ review: number, line })));

const lineBytes = ({ command }: MappedLine): Buffer => Buffer.from(`${JSON.stringify(command)}\n`);

/** Adds the first problem of each review of which the ledger would reject a command. */
async function addRejections(
  rejected: Map<number, Problem>,
  reviews: readonly MarkupReview[],
  lines: readonly ReviewLine[],
  decide: DecideLines,
): Promise<void> {
  if (lines.length === 0) return;
  for await (const { line, error } of decide(Buffer.concat(lines.map(({ line }) => lineBytes(line))))) {
    if (error === undefined) continue;
    if (isFatal(error)) throw error;
    const from = lines[line - 1];
    if (from && !rejected.has(from.review)) rejected.set(from.review, located(problemOf(error), reviews, from));
  }
}

/** The same problem, with pointers into the body. */
function located(problem: Problem, reviews: readonly MarkupReview[], { review, line }: ReviewLine): Problem {
  const errors = problem.errors?.map((error) => ({
    ...error,
    pointer: pointerIn(reviews, review, line.fieldOf(error.pointer)),
  }));
  return { ...problem, ...(errors && { errors }) };
}

function pointerIn(reviews: readonly MarkupReview[], review: number, field: string): string {
  const found = reviews[review - 1]?.found;
  return found === undefined || found instanceof FieldRejection ? field : found.pointer + field;
}
