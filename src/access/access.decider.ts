import type { Decider } from '../recording/decider.js';
import type { AccessEventTypes, KeyCreated, PrincipalRegistered } from './access.events.js';

export interface AccessState {
  readonly principals: Map<string, PrincipalRegistered>;
  readonly keys: Map<string, KeyCreated>;
}

/** Make the first principal and its key, if there is none yet. */
export interface MakeFirstKey {
  readonly principal: PrincipalRegistered;
  readonly key: KeyCreated;
}

export const accessDecider: Decider<AccessState, MakeFirstKey, AccessEventTypes> = {
  initial: () => ({ principals: new Map(), keys: new Map() }),

  evolve: (state, { type, data }) => {
    if (type === 'PrincipalRegistered') state.principals.set(data.principal, data);
    else state.keys.set(data.key, data);
    return state;
  },

  decide: (state, { principal, key }) =>
    state.principals.size > 0
      ? []
      : [
          { type: 'PrincipalRegistered', data: principal },
          { type: 'KeyCreated', data: key },
        ],
};
