import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage, ValidationTypes, type ValidatorConstraintInterface } from 'class-validator';
import type { DtoClass } from './dto-class.js';
import { LIBRARY_MESSAGES, type Message } from './library-messages.js';

export interface Check {
  /** In the notation of class-validator, such as `maxLength`. */
  readonly name: string;
  readonly constraint: ValidatorConstraintInterface;
  readonly constraints: readonly unknown[];
  /** Whether a list is checked item by item. */
  readonly each: boolean;
  /** Names the field as `$property`. */
  readonly message: Message;
}

export interface Field {
  /** The name of the class. */
  readonly target: string;
  readonly name: string;
  /** All must hold, or the field isn't checked. */
  readonly conditions: readonly ((object: object, value: unknown) => boolean)[];
  /** In the order of the decorators. */
  readonly checks: readonly Check[];
  readonly nested: ValidationPlan | undefined;
}

/** What the decorators of a class demand: looked up once, instead of for every body. */
export interface ValidationPlan {
  readonly dto: DtoClass;
  readonly fields: readonly Field[];
  readonly names: ReadonlySet<string>;
}

const KNOWN: readonly string[] = [
  ValidationTypes.CONDITIONAL_VALIDATION,
  ValidationTypes.CUSTOM_VALIDATION,
  ValidationTypes.NESTED_VALIDATION,
];

const plans = new Map<DtoClass, ValidationPlan>();

/** Throws a `TypeError` for a decorator that can't be used here. */
export function planOf(dto: DtoClass): ValidationPlan {
  const known = plans.get(dto);
  if (known) return known;
  const storage = getMetadataStorage();
  const all = storage.groupByPropertyName(storage.getTargetValidationMetadatas(dto, '', false, false));
  const fields = Object.entries(all).map(([name, metadata]): Field => {
    for (const { type, validateIf } of metadata) {
      if (!KNOWN.includes(type) || validateIf) throw new TypeError(`${name}: a check of this sort is not known here.`);
    }
    const ofType = (type: string) => metadata.filter((one) => one.type === type);
    return {
      target: dto.name,
      name,
      conditions: ofType(ValidationTypes.CONDITIONAL_VALIDATION).map(
        ({ constraints }) => constraints[0] as Field['conditions'][number],
      ),
      checks: ofType(ValidationTypes.CUSTOM_VALIDATION).flatMap(({ constraintCls, each, constraints, message }) =>
        storage.getTargetValidatorConstraints(constraintCls).map((check): Check => ({
          name: check.name,
          constraint: check.instance,
          constraints: (constraints as readonly unknown[] | undefined) ?? [],
          each,
          message: messageOf(check.name, message as unknown, `${dto.name}.${name}`),
        })),
      ),
      nested: ofType(ValidationTypes.NESTED_VALIDATION).length > 0 ? planOf(nestedClass(dto, name)) : undefined,
    };
  });
  const plan = { dto, fields, names: new Set(Object.keys(all)) };
  plans.set(dto, plan);
  return plan;
}

function messageOf(check: string, given: unknown, field: string): Message {
  if (typeof given === 'string') return () => given;
  if (typeof given === 'function') return (value) => (given as (args: { value: unknown }) => string)({ value });
  const own = LIBRARY_MESSAGES[check];
  if (!own) throw new TypeError(`${field}: the check "${check}" has no message.`);
  return (value, constraints) => `$property ${own(value, constraints)}`;
}

function nestedClass(dto: DtoClass, name: string): DtoClass {
  const type = defaultMetadataStorage.findTypeMetadata(dto, name);
  return type.typeFunction() as DtoClass;
}
