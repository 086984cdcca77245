import type { Decider } from '../command-handling/decider.js';
import { CommandRejectedError } from '../command-handling/errors.js';
import { isFirstRegistration, requireRegistered } from '../command-handling/registration.js';
import type { NarrativeEvent, NarrativeEventTypes, NarrativeRegistered } from './narrative.events.js';

/** A narrative folded from its stream. */
export interface NarrativeState {
  registration: NarrativeRegistered | undefined;
  /** Every claim that was ever added, and whether the narrative contains it now. */
  readonly claims: Map<string, boolean>;
}

export interface RecordNarrativeEvent {
  readonly narrative: string;
  readonly event: NarrativeEvent;
}

export const narrativeDecider: Decider<NarrativeState, RecordNarrativeEvent, NarrativeEventTypes> = {
  initial: () => ({ registration: undefined, claims: new Map() }),

  evolve: (state, { type, data }) => {
    if (type === 'NarrativeRegistered') return { ...state, registration: data };
    if (type === 'NarrativeClaimAdded') state.claims.set(data.claim, true);
    if (type === 'NarrativeClaimRemoved') state.claims.set(data.claim, false);
    return state;
  },

  decide: (state, { narrative, event }) => {
    const { type, data } = event;
    if (type === 'NarrativeRegistered')
      return isFirstRegistration('narrative', narrative, state.registration, data) ? [event] : [];
    requireRegistered('narrative', narrative, state.registration);
    if (type === 'NarrativeAmended') return [event];
    const isContained = state.claims.get(data.claim);
    const isAddition = type === 'NarrativeClaimAdded';
    if (isContained === isAddition) return [];
    if (isContained || isAddition) return [event];
    const message = `The claim "${data.claim}" was never added to this narrative, so it can't be removed.`;
    throw new CommandRejectedError([{ pointer: '/claim', code: 'not-in-narrative', message }]);
  },
};
