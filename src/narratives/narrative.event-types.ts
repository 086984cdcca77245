import type { AggregateEvents } from '../validation/event-definition.js';
import { NarrativeAmendedDto, NarrativeClaimDto, NarrativeRegisteredDto } from './narrative.dto.js';
import type { NarrativeEventTypes } from './narrative.events.js';

export const NARRATIVE_EVENTS: AggregateEvents<NarrativeEventTypes> = {
  aggregate: 'narrative',
  registration: 'NarrativeRegistered',
  types: {
    NarrativeRegistered: { dto: NarrativeRegisteredDto, wireName: 'narrative.registered' },
    NarrativeAmended: { dto: NarrativeAmendedDto, wireName: 'narrative.amended' },
    NarrativeClaimAdded: { dto: NarrativeClaimDto, wireName: 'narrative.claim-added' },
    NarrativeClaimRemoved: { dto: NarrativeClaimDto, wireName: 'narrative.claim-removed' },
  },
};
