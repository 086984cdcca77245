import type { Principal } from '../../../access/access.service.js';
import { BadRequestError } from '../../../http/problem.js';
import type { CheckedImportService } from '../../../import/checked-import.service.js';
import { MarkupImport } from '../../../import/markup/markup-import.js';
import { ReadModelDirectory } from '../../../import/markup/read-model-directory.js';
import type { CurrentReadModel } from '../../../read-model/current-read-model.js';
import type { InboundPayload } from './inbound-payload.js';
import { type Mapped, MappingError } from './mapped.js';
import type { ClaimReviewMapping } from './mapping.js';

/** Reads payloads as ClaimReview markup. */
export class ReviewPayloads {
  constructor(
    private readonly current: CurrentReadModel,
    private readonly checked: Pick<CheckedImportService, 'decide'>,
  ) {}

  /** Throws a `MappingError` for a payload without a review. */
  async map(
    { kind: _kind, pageUrl, ...mapping }: ClaimReviewMapping,
    { body }: InboundPayload,
    principal: Principal,
  ): Promise<Mapped> {
    const lacking = (['record', 'rate'] as const).find((scope) => !principal.scopes.includes(scope));
    // A claim would be recorded without its verdict, or a verdict without its claim.
    if (lacking !== undefined) {
      throw new MappingError(
        `ClaimReview requires an integration with the scopes "record" and "rate". This one lacks "${lacking}".`,
      );
    }
    const options = { mapping, ...(pageUrl !== undefined && { page: new URL(pageUrl) }) };
    try {
      const directory = new ReadModelDirectory(this.current);
      const markup = await MarkupImport.of(body, directory, options, (lines) => this.checked.decide(lines, principal));
      const faults = markup.problems.map(({ review, problem: { detail, errors } }) => ({
        message: `Review ${review}: ${detail}`,
        ...(errors && { errors }),
      }));
      return { commands: markup.commands, faults, reviews: markup.summaries };
    } catch (error) {
      if (error instanceof BadRequestError) throw new MappingError(error.message.replace(/^The body/, 'The payload'));
      throw error;
    }
  }
}
