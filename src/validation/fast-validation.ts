import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage, ValidationTypes, type ValidatorConstraintInterface } from 'class-validator';
import type { DtoClass } from './dto-class.js';

type Fields = Record<string, unknown>;

interface Check {
  readonly constraint: ValidatorConstraintInterface;
  readonly each: boolean;
  readonly constraints: unknown[];
}

interface Field {
  readonly name: string;
  /** All must hold, or the field isn't looked at. */
  readonly conditions: readonly ((object: object, value: unknown) => boolean)[];
  readonly checks: readonly Check[];
  readonly nested: ValidationPlan | undefined;
}

/** What class-validator has to do for a class: looked up once, instead of for every body. */
interface ValidationPlan {
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

/**
 * Whether class-validator would find nothing wrong with a body: the same checks of the same decorators, but without
 * making an instance, or an error, of every field. Most bodies are good; what is wrong with the others, `validateSync` says.
 */
export function isValid(dto: DtoClass, body: object): boolean {
  return follows(planOf(dto), body as Fields);
}

function follows({ dto, fields, names }: ValidationPlan, body: Fields): boolean {
  if (fields.length === 0) return false;
  for (const name of Object.keys(body)) if (!names.has(name)) return false;
  const object = Object.assign<object, Fields>(new dto(), body);
  return fields.every((field) => holds(field, object));
}

function holds({ name, conditions, checks, nested }: Field, object: Fields): boolean {
  const value = object[name];
  if (!conditions.every((condition) => condition(object, value))) return true;
  for (const { constraint, each, constraints } of checks) {
    const args = { targetName: object.constructor.name, property: name, object, value, constraints };
    const values: readonly unknown[] = each && Array.isArray(value) ? value : [value];
    for (const one of values) if (constraint.validate(one, args) !== true) return false;
  }
  if (!nested) return true;
  const bodies: readonly unknown[] = Array.isArray(value) ? value : [value];
  return bodies.every((one) => typeof one === 'object' && one !== null && follows(nested, one as Fields));
}

function planOf(dto: DtoClass): ValidationPlan {
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
      name,
      conditions: ofType(ValidationTypes.CONDITIONAL_VALIDATION).map(
        ({ constraints }) => constraints[0] as Field['conditions'][number],
      ),
      checks: ofType(ValidationTypes.CUSTOM_VALIDATION).flatMap(({ constraintCls, each, constraints }) =>
        storage
          .getTargetValidatorConstraints(constraintCls)
          .map(({ instance }) => ({ constraint: instance, each, constraints })),
      ),
      nested: ofType(ValidationTypes.NESTED_VALIDATION).length > 0 ? planOf(nestedClass(dto, name)) : undefined,
    };
  });
  const plan = { dto, fields, names: new Set(Object.keys(all)) };
  plans.set(dto, plan);
  return plan;
}

function nestedClass(dto: DtoClass, name: string): DtoClass {
  const type = defaultMetadataStorage.findTypeMetadata(dto, name);
  return type.typeFunction() as DtoClass;
}
