import type { Command } from '../command-handling/decider.js';
import type { AggregateEvents } from '../validation/event-definition.js';
import { STANDARD_PARAMETERS } from '../verification/policy-parameters.js';
import { PolicyDefinedDto } from './policy.dto.js';
import type { PolicyEventTypes } from './policy.events.js';

export const POLICY_EVENTS: AggregateEvents<PolicyEventTypes> = {
  aggregate: 'policy',
  registration: 'PolicyDefined',
  types: {
    PolicyDefined: {
      dto: PolicyDefinedDto,
      wireName: 'policy.defined',
      defaults: { ...STANDARD_PARAMETERS } satisfies Command,
    },
  },
};
