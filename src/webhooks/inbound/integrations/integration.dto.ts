import { IsObject, ValidateBy } from 'class-validator';
import { MAX_NAME } from '../../../validation/bounds.js';
import { Describe, OneOf, Optional, Slug, Text, WholeNumber, WordList } from '../../../validation/field-decorators.js';
import { type Verification, VERIFICATIONS } from '../door/door.js';
import { type Mapping, mappingProblem } from '../mapping/mapping.js';
import { INTEGRATION_SCOPES, type IntegrationScope } from './integration.events.js';

/** A mapping of any kind. */
export const IsMapping = (): PropertyDecorator => (target, property) => {
  ValidateBy(
    { name: 'mapping', validator: { validate: (value) => mappingProblem(value) === undefined } },
    { message: ({ value }) => mappingProblem(value) ?? '' },
  )(target, property);
  IsObject()(target, property);
};

const NAME_ABOUT = 'What it is called, also as the principal that records. Default: its id.';
const MAPPING_ABOUT = 'How payloads become commands.';
const SCOPES_ABOUT =
  'What it may record: `record` for everything except verdicts, `rate` for verdicts. Your own key needs these scopes. Default: `record`.';
const SECRET_ABOUT =
  'The secret of the sender, if the sender has made one: for `standard-webhooks` `whsec_…`, or the public key `whpk_…`; otherwise text of 16 characters and more. Default: one that the ledger generates, and shows once.';
/** The longest secret that a sender may have made. */
export const MAX_SECRET = 500;

@Describe('An integration to create.')
export class NewIntegrationDto {
  @Describe('The id of the integration, at most 52 characters. Default: one that the ledger generates.')
  @Optional()
  @Slug()
  id?: string;
  @Describe(NAME_ABOUT) @Optional() @Text(MAX_NAME) name?: string;
  @Describe(
    'How senders show that they may send. `standard-webhooks`: a signature by Standard Webhooks. `github`: the HMAC-SHA256 of the body in `X-Hub-Signature-256`. `bearer`: the secret in `Authorization`.',
  )
  @OneOf(VERIFICATIONS)
  verification!: Verification;
  @Describe(SECRET_ABOUT) @Optional() @Text(MAX_SECRET) secret?: string;
  @Describe(MAPPING_ABOUT) @IsMapping() mapping!: Mapping;
  @Describe(SCOPES_ABOUT) @Optional() @WordList(INTEGRATION_SCOPES, 1) scopes?: IntegrationScope[];
}

@Describe('Changes of an integration. What is left out stays.')
export class IntegrationChangesDto {
  @Describe(NAME_ABOUT) @Optional() @Text(MAX_NAME) name?: string;
  @Describe(MAPPING_ABOUT) @Optional() @IsMapping() mapping?: Mapping;
  @Describe(SCOPES_ABOUT) @Optional() @WordList(INTEGRATION_SCOPES, 1) scopes?: IntegrationScope[];
}

@Describe('Pauses an integration.')
export class IntegrationPauseDto {
  @Describe('Why.')
  @Optional()
  @Text()
  reason?: string;
}

/** A week. */
const MAX_GRACE_HOURS = 168;
export const DEFAULT_GRACE_HOURS = 24;

@Describe('A new secret for an integration.')
export class IntegrationRotationDto {
  @Describe(SECRET_ABOUT) @Optional() @Text(MAX_SECRET) secret?: string;
  @Describe('For how many hours the secret before is accepted, too. Default: 24.')
  @Optional()
  @WholeNumber(0, MAX_GRACE_HOURS)
  graceHours?: number;
}
