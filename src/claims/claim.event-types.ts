import type { AggregateEvents } from '../validation/event-definition.js';
import {
  ActDto,
  ActWithBasisDto,
  EvidenceDto,
  ForecastResolvedDto,
  InterpretationDto,
  QuestionDto,
  ReactionDto,
  RewordingDto,
  SearchDto,
  StanceDto,
  RetractingActDto,
  VerdictDto,
  VerdictWithdrawnDto,
} from './act.dto.js';
import { ClaimAmendedDto, ClaimLinkedDto, ClaimRegisteredDto, EntryVoidedDto } from './claim.dto.js';
import type { ClaimEventTypes } from './claim.events.js';

/** The entry id of a claim's registration, unless the caller chooses another. */
const REGISTRATION = 'registered';
const wholeClaim = { extent: 'whole' };

export const CLAIM_EVENTS: AggregateEvents<ClaimEventTypes> = {
  aggregate: 'claim',
  registration: 'ClaimRegistered',
  types: {
    ClaimRegistered: {
      dto: ClaimRegisteredDto,
      wireName: 'claim.registered',
      defaults: { id: REGISTRATION, about: [], topics: [] },
    },
    ClaimAmended: { dto: ClaimAmendedDto, wireName: 'claim.amended' },
    ClaimLinked: { dto: ClaimLinkedDto, wireName: 'claim.linked' },
    ClaimUnlinked: { dto: ClaimLinkedDto, wireName: 'claim.unlinked' },
    EntryVoided: { dto: EntryVoidedDto, wireName: 'claim.entry-voided' },
    ClaimAsserted: { dto: ActWithBasisDto, wireName: 'claim.asserted' },
    ClaimReported: { dto: ActWithBasisDto, wireName: 'claim.reported' },
    ClaimRepeated: { dto: ActDto, wireName: 'claim.repeated' },
    ClaimInterpreted: { dto: InterpretationDto, wireName: 'claim.interpreted' },
    ClaimConfirmed: { dto: StanceDto, wireName: 'claim.confirmed', defaults: wholeClaim },
    ClaimDenied: { dto: StanceDto, wireName: 'claim.denied', defaults: wholeClaim },
    ClaimQuestioned: { dto: QuestionDto, wireName: 'claim.questioned', defaults: wholeClaim },
    StatementRetracted: { dto: RetractingActDto, wireName: 'claim.retracted' },
    ApologyIssued: { dto: RetractingActDto, wireName: 'claim.apology-issued' },
    CorrectionIssued: { dto: RetractingActDto, wireName: 'claim.corrected' },
    StatementReworded: { dto: RewordingDto, wireName: 'claim.reworded' },
    ReactionRecorded: { dto: ReactionDto, wireName: 'claim.reaction-recorded' },
    ConfirmationSought: { dto: SearchDto, wireName: 'claim.confirmation-sought' },
    EvidenceAttached: { dto: EvidenceDto, wireName: 'claim.evidence-attached' },
    VerdictIssued: { dto: VerdictDto, wireName: 'claim.verdict-issued' },
    VerdictWithdrawn: { dto: VerdictWithdrawnDto, wireName: 'claim.verdict-withdrawn' },
    ForecastResolved: { dto: ForecastResolvedDto, wireName: 'claim.forecast-resolved' },
  },
};
