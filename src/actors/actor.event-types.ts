import type { AggregateEvents } from '../validation/event-definition.js';
import {
  ActorAmendedDto,
  ActorLinkedDto,
  ActorRegisteredDto,
  ActorUnlinkedDto,
  MandateRecordedDto,
  MandateVoidedDto,
} from './actor.dto.js';
import type { ActorEventTypes } from './actor.events.js';

export const ACTOR_EVENTS: AggregateEvents<ActorEventTypes> = {
  aggregate: 'actor',
  registration: 'ActorRegistered',
  types: {
    ActorRegistered: { dto: ActorRegisteredDto, wireName: 'actor.registered', defaults: { aliases: [] } },
    ActorAmended: { dto: ActorAmendedDto, wireName: 'actor.amended' },
    MandateRecorded: { dto: MandateRecordedDto, wireName: 'actor.mandate-recorded' },
    MandateVoided: { dto: MandateVoidedDto, wireName: 'actor.mandate-voided' },
    ActorLinked: { dto: ActorLinkedDto, wireName: 'actor.linked' },
    ActorUnlinked: { dto: ActorUnlinkedDto, wireName: 'actor.unlinked' },
  },
};
