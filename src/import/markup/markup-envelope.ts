import { IsObject } from 'class-validator';
import { CommandRejectedError } from '../../command-handling/errors.js';
import { MarkupFileError } from '../../interchange/claimreview/field-rejection.js';
import { checkReviewMapping, type ReviewMapping } from '../../interchange/claimreview/review-mapping.js';
import { Describe, Optional, Text } from '../../validation/field-decorators.js';
import { validate } from '../../validation/validate.js';

const MAX_MARKUP = 1024 * 1024;

@Describe('ClaimReview markup together with a mapping of labels and names.')
export class MarkupEnvelopeDto {
  @Describe('The markup as text: JSON, NDJSON or an HTML page.') @Text(MAX_MARKUP) markup!: string;
  @Describe('What is known of the publishers: `version`, `language`, `ratings`, `publishers` and `actors`.')
  @Optional()
  @IsObject()
  mapping?: ReviewMapping;
}

/** Whether a JSON body is to be read as markup with a mapping. */
export const isEnvelope = (body: unknown): body is { readonly markup: unknown } =>
  typeof body === 'object' && body !== null && 'markup' in body;

/** Throws a `CommandRejectedError` that names each invalid field. */
export function readEnvelope(body: unknown): { readonly markup: Uint8Array; readonly mapping: ReviewMapping } {
  validate(MarkupEnvelopeDto, body);
  const { markup, mapping = {} } = body as unknown as MarkupEnvelopeDto;
  try {
    return { markup: Buffer.from(markup), mapping: checkReviewMapping(mapping) };
  } catch (error) {
    if (!(error instanceof MarkupFileError)) throw error;
    throw new CommandRejectedError([
      { pointer: '/mapping', code: 'invalid-mapping', message: `mapping: ${error.message}` },
    ]);
  }
}
