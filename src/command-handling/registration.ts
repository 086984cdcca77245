import type { Json } from '../event-log/event-log.js';
import { canonicalJson } from '../lib/digest.js';
import { AlreadyExistsError, NotFoundError } from './errors.js';
import type { Amendment, AggregateType } from '../domain/domain-event.js';

/** Attributes after an amendment: only the fields that it carries change, and null removes one. */
export function applyAmendment<T extends object>(attributes: T, changes: Amendment<T>): T {
  const merged = Object.entries({ ...attributes, ...changes }).filter(([, value]) => value !== null);
  return Object.fromEntries(merged) as T;
}

/** Whether there is something to register; throws an `AlreadyExistsError` if the id belongs to something else. */
export function isFirstRegistration(
  noun: AggregateType,
  id: string,
  registered: object | undefined,
  registering: object,
): boolean {
  if (!registered) return true;
  if (isSameJson(registered, registering)) return false;
  throw new AlreadyExistsError(noun, id);
}

/** Throws a `NotFoundError` if nothing is registered. */
export function requireRegistered<T>(noun: AggregateType, id: string, registered: T | undefined): T {
  if (registered === undefined) throw new NotFoundError(noun, id);
  return registered;
}

export const isSameJson = (one: object, other: object): boolean =>
  canonicalJson(one as Json) === canonicalJson(other as Json);
