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
  /** By the other actor's id: the last link or unlink in this stream. */
  readonly links: Map<string, ActorLink>;
}

/** A link or unlink, and its position in the log. */
export interface ActorLink {
  readonly linked: boolean;
  readonly position: string;
}

export interface RecordActorEvent {
  readonly actor: string;
  readonly event: ActorEvent;
  /** The last link or unlink with this actor in the other actor's stream, for a link or an unlink. */
  readonly reverseLink?: ActorLink | undefined;
}

export const actorDecider: Decider<ActorState, RecordActorEvent, ActorEventTypes> = {
  initial: () => ({ registration: undefined, attributes: undefined, mandates: new Map(), links: new Map() }),

  evolve: (state, { type, data, position }) => {
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
      case 'ActorLinked':
      case 'ActorUnlinked':
        state.links.set(data.other, { linked: type === 'ActorLinked', position });
        return state;
    }
  },

  decide: (state, { actor, event, reverseLink }) => {
    const { type, data } = event;
    if (type === 'ActorRegistered') {
      return isFirstRegistration('actor', actor, state.registration, data)
        ? accept(event, unnamedViolations(actor, data))
        : [];
    }
    const attributes = requireRegistered('actor', actor, state.attributes);
    if (type === 'ActorAmended') return accept(event, unnamedViolations(actor, applyAmendment(attributes, data)));
    if (type === 'ActorLinked' || type === 'ActorUnlinked') {
      const own = state.links.get(data.other);
      const last = own && (!reverseLink || own.position > reverseLink.position) ? own : reverseLink;
      const isLinked = last?.linked === true;
      if (type === 'ActorLinked' && isLinked) return [];
      return accept(event, linkViolations(actor, attributes, data.other, type === 'ActorLinked' || isLinked));
    }
    const mandate = state.mandates.get(data.mandate);
    if (type === 'MandateRecorded') {
      if (mandate && !mandate.voided && isSameJson(mandate.mandate, data)) return [];
      return accept(event, [...mandateViolations(actor, attributes, data), ...countViolations(state, data)]);
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

function linkViolations(actor: string, { kind }: ActorRegistered, other: string, isPossible: boolean): Violation[] {
  const violations: Violation[] = [];
  if (other === actor) {
    const message = "An actor can't be joined with itself. Name another actor.";
    violations.push({ pointer: '/other', code: 'link-to-itself', message });
  } else if (!isPossible) {
    const message = `The actor is not joined with "${other}", so there is no link to end.`;
    violations.push({ pointer: '/other', code: 'not-linked', message });
  }
  if (kind === 'unnamed') {
    const message = "An unnamed actor can't be joined with another: who they are isn't known.";
    violations.push({ pointer: '/type', code: 'unnamed-joined', message });
  }
  return violations;
}

/** The policy examines them for acts of the actor. */
const MAX_MANDATES = 1_000;

function countViolations({ mandates }: ActorState, { mandate }: MandateRecorded): Violation[] {
  if (mandates.size < MAX_MANDATES) return [];
  const others = [...mandates].filter(([id, { voided }]) => id !== mandate && !voided);
  if (others.length < MAX_MANDATES) return [];
  const message = `The actor has ${others.length} mandates already, which is the limit. Void one that was recorded by mistake, or reuse its id.`;
  return [{ pointer: '/mandate', code: 'too-many-mandates', message }];
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
