import type { AggregateType, DomainEvent } from '../domain/domain-event.js';
import { type Reference, referenceTo } from '../command-handling/reference-checker.js';
import { MAX_LIST } from './bounds.js';
import type { DtoClass } from './dto-class.js';
import type { EventSchemas } from './event-definition.js';
import { FieldRegistry } from './field-registry.js';
import { planOf } from './validation-plan.js';

/**
 * What an id in a field is the id of: one of the ledger's nouns; an `entry` of the same claim; or an `act`, or more
 * exactly a `verdict`, of any claim, as `claim/entry`, or of the same claim.
 */
export type Referent = Exclude<AggregateType, 'policy'> | 'entry' | 'act' | 'verdict';

const referents = new FieldRegistry<Referent>();

/** On a field with an id, or with a list of ids: what they are ids of. Schemas say so, and the server checks it. */
export const RefersTo =
  (referent: Referent): PropertyDecorator =>
  (target, property) => {
    referents.declare(target, String(property), referent);
  };

/** What the fields of a class refer to, by the name of the field. */
export const referentsOf = (dto: DtoClass): ReadonlyMap<string, Referent> => referents.of(dto);

/** An id in a body, and where in it. It may be of any form, since bodies may be malformed. */
export interface FoundReference {
  readonly referent: Referent;
  readonly id: unknown;
  /** RFC 6901 JSON Pointer. */
  readonly pointer: string;
}

/** Every id in a body whose class says what it refers to, in the order of the fields of the class. */
export function referencesOf(dto: DtoClass, body: unknown, at = ''): FoundReference[] {
  const found: FoundReference[] = [];
  collect(dto, body, at, found);
  return found;
}

/** Appends to one list: every entry that is recorded comes through here. */
function collect(dto: DtoClass, body: unknown, at: string, found: FoundReference[]): void {
  if (typeof body !== 'object' || body === null) return;
  for (const field of fieldsOf(dto)) {
    const value = (body as Readonly<Record<string, unknown>>)[field.name];
    // Longer lists are rejected, and so is a list in place of an id, or the other way round.
    if (value === undefined || Array.isArray(value) !== field.isList) continue;
    const pointer = `${at}/${field.name}`;
    if (!Array.isArray(value)) collectItem(field, value, pointer, found);
    else {
      value.slice(0, MAX_LIST).forEach((item: unknown, index) => {
        collectItem(field, item, `${pointer}/${index}`, found);
      });
    }
  }
}

function collectItem(
  { referent, nested }: ReferringField,
  id: unknown,
  pointer: string,
  found: FoundReference[],
): void {
  if (referent) found.push({ referent, id, pointer });
  if (nested) collect(nested, id, pointer, found);
}

/** The references to nouns among these: the log is checked for them. */
export const nounsIn = (found: readonly FoundReference[]): Reference[] =>
  found.flatMap(({ referent, id, pointer }) =>
    referent === 'entry' || referent === 'act' || referent === 'verdict' ? [] : referenceTo(referent, id, pointer),
  );

/** The references to nouns in an event of one of these types; none in one of an unknown type. */
export const nounReferences = <Types>(
  { types }: EventSchemas<keyof Types & string>,
  { type, data }: DomainEvent<Types>,
): Reference[] => (Object.hasOwn(types, type) ? nounsIn(referencesOf(types[type].dto, data)) : []);

interface ReferringField {
  readonly name: string;
  readonly isList: boolean;
  readonly referent: Referent | undefined;
  readonly nested: DtoClass | undefined;
}

const known = new Map<DtoClass, readonly ReferringField[]>();

/** The fields of a class that refer to something, or whose objects may. */
function fieldsOf(dto: DtoClass): readonly ReferringField[] {
  let fields = known.get(dto);
  if (!fields) {
    fields = planOf(dto)
      .fields.map(({ name, checks, nested }) => ({
        name,
        isList: checks.some((check) => check.name === 'isArray'),
        referent: referentsOf(dto).get(name),
        nested: nested?.dto,
      }))
      .filter(({ referent, nested }) => referent !== undefined || nested !== undefined);
    known.set(dto, fields);
  }
  return fields;
}
