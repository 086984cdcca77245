import type { Decider } from '../command-handling/decider.js';
import { CommandRejectedError, type Violation } from '../command-handling/errors.js';
import {
  applyAmendment,
  isFirstRegistration,
  isSameJson,
  requireRegistered,
} from '../command-handling/registration.js';
import { parseInstantOrPeriod } from '../domain/fuzzy-time.js';
import type { ActorEvent, ActorEventTypes, ActorRegistered, MandateRecorded } from './actor.events.js';

export interface ActorState {
  registration: ActorRegistered | undefined;
  attributes: ActorRegistered | undefined;
  readonly mandates: Map<string, { readonly mandate: MandateRecorded; readonly voided: boolean }>;
}

export interface RecordActorEvent {
  readonly actor: string;
  readonly event: ActorEvent;
}

export const actorDecider: Decider<ActorState, RecordActorEvent, ActorEventTypes> = {
  initial: () => ({ registration: undefined, attributes: undefined, mandates: new Map() }),

  evolve: (state, { type, data }) => {
    switch (type) {
      case 'ActorRegistered':
        return { ...state, registration: data, attributes: data };
      case 'ActorAmended':
        return { ...state, attributes: state.attributes && applyAmendment(state.attributes, data) };
      case 'MandateRecorded':
        state.mandates.set(data.mandate, { mandate: data, voided: false });
        return state;
      case 'MandateVoided': {
        const known = state.mandates.get(data.mandate);
        if (known) state.mandates.set(data.mandate, { ...known, voided: true });
        return state;
      }
    }
  },

  decide: (state, { actor, event }) => {
    const { type, data } = event;
    if (type === 'ActorRegistered') {
      return isFirstRegistration('actor', actor, state.registration, data)
        ? accept(event, unnamedViolations(actor, data))
        : [];
    }
    const attributes = requireRegistered('actor', actor, state.attributes);
    if (type === 'ActorAmended') return accept(event, unnamedViolations(actor, applyAmendment(attributes, data)));
    const known = state.mandates.get(data.mandate);
    if (type === 'MandateRecorded') {
      if (known && !known.voided && isSameJson(known.mandate, data)) return [];
      return accept(event, mandateViolations(actor, attributes, data));
    }
    if (known?.voided) return [];
    const message = `The actor has no mandate "${data.mandate}".`;
    return accept(event, known ? [] : [{ pointer: '/mandate', code: 'unknown-mandate', message }]);
  },
};

/** An unnamed actor has a description and an outlet that vouches for it; who has a name has neither. */
function unnamedViolations(actor: string, { kind, description, outlet }: ActorRegistered): Violation[] {
  if (kind === 'unnamed' && outlet === actor) {
    return [{ pointer: '/outlet', code: 'vouches-for-itself', message: 'Nobody unnamed vouches for itself.' }];
  }
  return Object.entries({ description, outlet })
    .filter(([, value]) => (value === undefined) === (kind === 'unnamed'))
    .map(([field]) =>
      kind === 'unnamed'
        ? { pointer: `/${field}`, code: `${field}-missing`, message: `An unnamed actor needs its ${field}.` }
        : { pointer: `/${field}`, code: 'not-unnamed', message: `Only an unnamed actor has a ${field}.` },
    );
}

function mandateViolations(actor: string, { kind }: ActorRegistered, mandate: MandateRecorded): Violation[] {
  const violations: Violation[] = [];
  const { speaksFor, from, until } = mandate;
  if (kind === 'unnamed') {
    violations.push({ pointer: '/type', code: 'unnamed-speaker', message: 'An unnamed actor speaks for nobody.' });
  }
  if (speaksFor === actor) {
    violations.push({
      pointer: '/speaksFor',
      code: 'speaks-for-itself',
      message: 'Everybody speaks for itself anyway.',
    });
  }
  if (
    from !== undefined &&
    until !== undefined &&
    parseInstantOrPeriod(until).latest < parseInstantOrPeriod(from).earliest
  ) {
    violations.push({
      pointer: '/until',
      code: 'ends-before-it-begins',
      message: `"${until}" ends before "${from}" begins.`,
    });
  }
  return violations;
}

function accept(event: ActorEvent, violations: readonly Violation[]): readonly ActorEvent[] {
  if (violations.length > 0) throw new CommandRejectedError(violations);
  return [event];
}
