import {
  Nullable,
  IsFuzzyTime,
  Language,
  OneOf,
  Optional,
  Slug,
  SlugList,
  Text,
  TextList,
} from '../validation/field-decorators.js';
import type { DtoClass } from '../validation/dto-class.js';
import { CLAIM_KINDS, RELATIONS } from '../domain/vocabulary.js';
import {
  ActDto,
  BasedActDto,
  EvidenceDto,
  ForecastResolvedDto,
  InterpretedActDto,
  QuestionedActDto,
  ReactionDto,
  RewordingDto,
  SearchDto,
  SidedActDto,
  TakingBackDto,
  VerdictDto,
  VerdictWithdrawnDto,
} from './act.dto.js';
import type { ClaimEvent } from './claim.events.js';

const MAX_CLAIM_TEXT = 1_000;

export class ClaimRegisteredDto {
  @Slug() id!: string;
  @Text(MAX_CLAIM_TEXT) text!: string;
  @Language() language!: string;
  @OneOf(CLAIM_KINDS) kind!: string;
  @Optional() @Slug() holder?: string;
  @Optional() @IsFuzzyTime() due?: string;
  @SlugList() about!: string[];
  @TextList() topics!: string[];
}

export class ClaimAmendedDto {
  @Slug() id!: string;
  @Optional() @Text(MAX_CLAIM_TEXT) text?: string;
  @Optional() @Language() language?: string;
  @Optional() @OneOf(CLAIM_KINDS) kind?: string;
  @Nullable() @Slug() holder?: string | null;
  @Nullable() @IsFuzzyTime() due?: string | null;
  @Optional() @SlugList() about?: string[];
  @Optional() @TextList() topics?: string[];
}

export class ClaimLinkedDto {
  @Slug() id!: string;
  @OneOf(RELATIONS) relation!: string;
  @Slug() other!: string;
}

export class EntryVoidedDto {
  @Slug() id!: string;
  @Slug() voids!: string;
  @Text() reason!: string;
  @Optional() @Slug() replacement?: string;
}

/** The id of a claim's registration as an entry, unless the caller gives another. */
const REGISTRATION = 'registered';

const ofTheClaim = { extent: 'whole' };
/** What an entry of each type has where its command leaves it out. */
export const ENTRY_DEFAULTS = {
  ClaimRegistered: { id: REGISTRATION, about: [], topics: [] },
  ClaimConfirmed: ofTheClaim,
  ClaimDenied: ofTheClaim,
  ClaimQuestioned: ofTheClaim,
};

/** How an entry of each type is checked. */
export const ENTRY_DTOS: Record<ClaimEvent['type'], DtoClass> = {
  ClaimRegistered: ClaimRegisteredDto,
  ClaimAmended: ClaimAmendedDto,
  ClaimLinked: ClaimLinkedDto,
  ClaimUnlinked: ClaimLinkedDto,
  EntryVoided: EntryVoidedDto,
  ClaimAsserted: BasedActDto,
  ClaimReported: BasedActDto,
  ClaimRepeated: ActDto,
  ClaimInterpreted: InterpretedActDto,
  ClaimConfirmed: SidedActDto,
  ClaimDenied: SidedActDto,
  ClaimQuestioned: QuestionedActDto,
  StatementRetracted: TakingBackDto,
  ApologyIssued: TakingBackDto,
  CorrectionIssued: TakingBackDto,
  StatementReworded: RewordingDto,
  ReactionRecorded: ReactionDto,
  ConfirmationSought: SearchDto,
  EvidenceAttached: EvidenceDto,
  VerdictIssued: VerdictDto,
  VerdictWithdrawn: VerdictWithdrawnDto,
  ForecastResolved: ForecastResolvedDto,
};
