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

/** An actor folded from its stream. */
export interface ActorState {
  registration: ActorRegistered | undefined;
  /** The registration with all amendments. */
  attributes: ActorRegistered | undefined;
  /** By mandate id: the last record of each. */
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
        const mandate = state.mandates.get(data.mandate);
        if (mandate) state.mandates.set(data.mandate, { ...mandate, voided: true });
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
    const mandate = state.mandates.get(data.mandate);
    if (type === 'MandateRecorded') {
      if (mandate && !mandate.voided && isSameJson(mandate.mandate, data)) return [];
      return accept(event, mandateViolations(actor, attributes, data));
    }
    if (mandate?.voided) return [];
    const message = `The actor has no mandate "${data.mandate}".`;
    return accept(event, mandate ? [] : [{ pointer: '/mandate', code: 'unknown-mandate', message }]);
  },
};

const MISSING_FIELDS: Readonly<Record<string, string>> = {
  description: "An unnamed actor needs a description: the outlet's words for it.",
  outlet: 'An unnamed actor needs an outlet: the one that vouches for it.',
};

/** An unnamed actor has a description and another actor as the outlet that vouches for it. No other kind has either. */
function unnamedViolations(actor: string, { kind, description, outlet }: ActorRegistered): Violation[] {
  if (kind === 'unnamed' && outlet === actor) {
    const message = "An unnamed actor can't be its own outlet. Name the outlet that vouches for it.";
    return [{ pointer: '/outlet', code: 'vouches-for-itself', message }];
  }
  return Object.entries({ description, outlet })
    .filter(([, value]) => (value === undefined) === (kind === 'unnamed'))
    .map(([field]) => {
      const pointer = `/${field}`;
      if (kind === 'unnamed') return { pointer, code: `${field}-missing`, message: MISSING_FIELDS[field] ?? '' };
      const message = `Only an actor of the kind "unnamed" can have the field ${field}; the kind of this one is "${kind}".`;
      return { pointer, code: 'not-unnamed', message };
    });
}

function mandateViolations(actor: string, { kind }: ActorRegistered, mandate: MandateRecorded): Violation[] {
  const violations: Violation[] = [];
  const { speaksFor, from, until } = mandate;
  if (kind === 'unnamed') {
    const message = "An unnamed actor can't have a mandate, since it speaks for nobody else.";
    violations.push({ pointer: '/type', code: 'unnamed-speaker', message });
  }
  if (speaksFor === actor) {
    violations.push({
      pointer: '/speaksFor',
      code: 'speaks-for-itself',
      message: 'An actor needs no mandate to speak for itself. Name another actor.',
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
      message: `The mandate ends ("${until}") before it begins ("${from}").`,
    });
  }
  return violations;
}

function accept(event: ActorEvent, violations: readonly Violation[]): readonly ActorEvent[] {
  if (violations.length > 0) throw new CommandRejectedError(violations);
  return [event];
}
