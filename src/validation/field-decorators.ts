import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import { canonicalTime, parseDayOrInstant, parseOccurredAt, parseInstantOrPeriod } from '../domain/fuzzy-time.js';
import { CommandRejectedError } from '../command-handling/errors.js';
import { PUBLIC_POSITION } from '../event-log/public-position.js';
import { MAX_TEXT, MAX_NAME, MAX_URL, MAX_LIST, FOREIGN_REF, REF } from './bounds.js';
import { Canonical } from './canonical-fields.js';
import { FreeText } from './free-text.js';
import { RepeatsOnce } from './repeated-items.js';
import { type DtoClass, EXACTLY_ONE_OF } from './dto-class.js';
import { foldText } from '../lib/fold-text.js';
import { errorMessage } from '../lib/error-message.js';
import { isLanguageTag, languageTagOf } from '../lib/language-tag.js';
import { SLUG, SLUG_PATTERN } from '../domain/ids.js';

/** Two instants to the nanosecond, and a slash between them, take 71. */
const MAX_TIME = 80;

const slugMessage = '1 to 64 characters: a-z, 0-9 and hyphens, with no hyphen at either end';

const every =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, property) => {
    for (const decorate of decorators) decorate(target, property);
  };

const required = new WeakMap<object, readonly string[]>();
/** The fields that a class requires though its parent doesn't. */
export const requiredBy = (dto: object): readonly string[] => required.get(dto) ?? [];

/** What a field or a class means, for the OpenAPI document. The other decorators say which values it takes. */
export const Describe =
  (text: string): PropertyDecorator & ClassDecorator =>
  (target: object, property?: string | symbol) => {
    if (property === undefined) Reflect.defineMetadata(DESCRIPTION, text, target);
    else Reflect.defineMetadata(DESCRIPTION, text, target, property);
  };
const DESCRIPTION = Symbol('description');
export const descriptionOf = (dto: DtoClass, field?: string): string | undefined =>
  (field === undefined
    ? Reflect.getOwnMetadata(DESCRIPTION, dto)
    : Reflect.getMetadata(DESCRIPTION, dto.prototype as object, field)) as string | undefined;

/** On a class: fields that a parent class has as optional, and this one does not. */
export const RequiresFields =
  (...fields: readonly string[]): ClassDecorator =>
  (dto) => {
    required.set(dto, fields);
  };

/** May be absent, but not null. */
export const Optional = (): PropertyDecorator => (target, property) => {
  const isRequired = (object: object) => requiredBy(object.constructor).includes(String(property));
  ValidateIf((object: object, value) => value !== undefined || isRequired(object))(target, property);
};
/** For amendments: null takes the field away. */
export const Nullable = (): PropertyDecorator => IsOptional();

export const Slug = (): PropertyDecorator =>
  every(IsString(), Matches(SLUG, { message: `$property must be ${slugMessage}.` }));
/** Throws a `CommandRejectedError` unless the value is a valid id. */
export function parseId(id: unknown, pointer = '/id'): string {
  if (typeof id === 'string' && SLUG.test(id)) return id;
  throw new CommandRejectedError([{ pointer, code: 'invalid-id', message: `An id must be ${slugMessage}.` }]);
}

export const SlugList = (min = 0): PropertyDecorator =>
  every(...list(min), Matches(SLUG, { each: true, message: `$property must be ${slugMessage}.` }));

export const Ref = (): PropertyDecorator =>
  every(IsString(), Matches(REF, { message: '$property must be the id of an entry of this claim, or claim/entry.' }));
/** An entry of any claim. */
export const ForeignRef = (): PropertyDecorator =>
  every(IsString(), Matches(FOREIGN_REF, { message: '$property must be an entry with its claim: claim/entry.' }));
export const RefList = (): PropertyDecorator =>
  every(
    ...list(0),
    Matches(REF, {
      each: true,
      message: '$property must be the id of an entry of this claim, or claim/entry.',
    }),
  );

const filled: ValidationOptions = { message: '$property must not be blank.' };
export const Text = (max = MAX_TEXT): PropertyDecorator =>
  every(FreeText(), IsString(), Matches(/\S/, filled), MaxLength(max));
export const TextList = (max = MAX_NAME): PropertyDecorator =>
  every(
    FreeText(),
    ...list(0),
    IsString({ each: true }),
    Matches(/\S/, { each: true, ...filled }),
    MaxLength(max, { each: true }),
  );
/** Spellings of one topic are one topic, written as the first of them. */
export const TopicList = (): PropertyDecorator =>
  every(
    TextList(),
    RepeatsOnce(foldText),
    Canonical((value) => (Array.isArray(value) ? value.map(trimmed) : value)),
  );
const trimmed = (item: unknown): unknown => (typeof item === 'string' ? item.trim() : item);

/** What has the form of a language tag. Some that were recorded name no language, such as `English`. */
export const LanguageForm = (): PropertyDecorator =>
  every(
    IsString(),
    MaxLength(MAX_LANGUAGE),
    Matches(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, { message: languageMessage }),
  );
const MAX_LANGUAGE = 35;
/** A language tag of a registered language. The log may have others: its events aren't checked for this. */
export const Language = (): PropertyDecorator =>
  every(
    LanguageForm(),
    ValidateBy(
      { name: LANGUAGE_CODE, validator: { validate: (value) => typeof value !== 'string' || isLanguageTag(value) } },
      { message: languageMessage },
    ),
  );
/** The code of violations of this rule. */
export const LANGUAGE_CODE = 'locale';
function languageMessage({ value }: { readonly value: unknown }): string {
  const meant = typeof value === 'string' && value.length <= MAX_LANGUAGE ? languageTagOf(value) : undefined;
  const remedy = meant === undefined ? '' : ` For "${String(value)}", use "${meant}".`;
  return `$property must be a language tag, such as "en" or "uk-UA".${remedy}`;
}
/** Space around it is removed before it is stored. */
export const WebUrl = (): PropertyDecorator =>
  every(
    FreeText(),
    IsString(),
    MaxLength(MAX_URL),
    Matches(/^[^\p{Cc}\p{Cf}]*$/u, {
      message: ({ value }) => `$property has the invisible character ${hidden(value)}.`,
    }),
    IsUrl(WEB_URL, {
      message: '$property must be an address that begins with http:// or https://, without spaces.',
    }),
    Canonical((value) => (typeof value === 'string' ? value.trim() : value)),
  );
const WEB_URL = {
  protocols: ['http', 'https'],
  require_protocol: true,
  require_tld: false,
  allow_underscores: true,
  allow_trailing_dot: true,
};
/** The first control or format character of a text, such as U+202E. */
function hidden(text: unknown): string {
  const [character = ''] = /[\p{Cc}\p{Cf}]/u.exec(String(text)) ?? [];
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
export const OneOf = (words: readonly string[]): PropertyDecorator =>
  IsIn([...words], { message: `$property must be one of: ${words.join(', ')}.` });

export const WordList = (words: readonly string[], min = 0): PropertyDecorator =>
  every(
    ...list(min),
    ArrayUnique(),
    IsIn([...words], { each: true, message: `$property must be one of: ${words.join(', ')}.` }),
  );

/** Of a query: some of these words, separated by commas. */
export const ListOf = (words: readonly string[]): PropertyDecorator =>
  Matches(new RegExp(`^(?:${words.join('|')})(?:,(?:${words.join('|')}))*$`), {
    message: `$property must be one or more of: ${words.join(', ')}; separated by commas.`,
  });

/** For queries: ids, separated by commas. */
export const SlugsIn = (max: number): PropertyDecorator => {
  const form = new RegExp(`^${SLUG_PATTERN}(?:,${SLUG_PATTERN}){0,${max - 1}}$`);
  return Matches(form, { message: `$property must be 1 to ${max} ids, separated by commas: each ${slugMessage}.` });
};

/** For queries: entries with their claims, separated by commas. */
export const ForeignRefsIn = (max: number): PropertyDecorator => {
  const ref = FOREIGN_REF.source.slice(1, -1);
  return Matches(new RegExp(`^${ref}(?:,${ref}){0,${max - 1}}$`), {
    message: `$property must be 1 to ${max} entries with their claims, claim/entry, separated by commas.`,
  });
};

/** In the forms of `occurredAt`: a year, month, day, instant with offset, or an interval of these. */
export const IsFuzzyTime = (): PropertyDecorator => readable('fuzzyTime', parseOccurredAt);
/** A year, month, day, or instant with offset, but no interval. */
export const Point = (): PropertyDecorator => readable('point', parseInstantOrPeriod);
/** A day, or an instant with offset. */
export const DayOrInstant = (): PropertyDecorator => readable('dayOrInstant', parseDayOrInstant);

/** By itself ValidateNested takes null, a list, and nothing at all for an object. */
export const Nested = (dto: () => DtoClass): PropertyDecorator => every(IsObject(), ValidateNested(), Type(dto));
export const NestedList = (dto: () => DtoClass): PropertyDecorator =>
  every(IsArray(), ArrayMaxSize(MAX_LIST), IsObject({ each: true }), ValidateNested({ each: true }), Type(dto));

/** Of a query: digits that say how many, without leading zeros. */
export const Digits = (min: number, max: number): PropertyDecorator =>
  ValidateBy(
    {
      name: 'digits',
      constraints: [min, max],
      validator: {
        validate: (value) => /^(0|[1-9]\d{0,15})$/.test(String(value)) && Number(value) >= min && Number(value) <= max,
      },
    },
    { message: `$property must be a whole number from ${min} to ${max}.` },
  );

/**
 * Of a query: one text of this form, or several, which are one parameter given repeatedly.
 *
 * @param words the form in words, for messages
 */
export const Repeatable = (pattern: string, max: number, words?: string): PropertyDecorator => {
  const form = new RegExp(pattern, 'u');
  const fits = (item: unknown) => typeof item === 'string' && form.test(item);
  return ValidateBy(
    {
      name: 'repeatable',
      constraints: [pattern, max],
      validator: {
        validate: (value) => (Array.isArray(value) ? value.length <= max && value.every(fits) : fits(value)),
      },
    },
    {
      message: ({ value }) => {
        const wrong = (Array.isArray(value) ? value : [value]).find((item) => !fits(item)) as unknown;
        return wrong === undefined
          ? `$property may be given at most ${max} times.`
          : `$property can't be read: ${JSON.stringify(wrong)}.${words === undefined ? '' : ` Write ${words}.`}`;
      },
    },
  );
};

/** A whole number between these, both included. */
export const WholeNumber = (min: number, max: number): PropertyDecorator => every(IsInt(), Min(min), Max(max));

/** A position, as in the header `Ledger-Position`. */
export const LogPosition = (): PropertyDecorator =>
  every(
    IsString(),
    Matches(new RegExp(PUBLIC_POSITION), {
      message: '$property must be a position, as in the header Ledger-Position.',
    }),
  );

/** A place in a text: UTF-16 code units from its start. */
export const Offset = (): PropertyDecorator => WholeNumber(0, Number.MAX_SAFE_INTEGER);
export const GreaterThan = (field: string): PropertyDecorator =>
  ValidateBy(
    {
      name: 'greaterThan',
      validator: { validate: (value, context) => Number(value) > Number(valueOf(context?.object, field)) },
    },
    { message: `$property must be greater than ${field}.` },
  );

/**
 * Put on one of several fields of which an object has exactly one, in place of `Optional`; the others are optional.
 * Right of the field's form: decorators run from right to left, and the first complaint is the one that is heard.
 */
export const ExactlyOneOf = (...fields: readonly string[]): PropertyDecorator => {
  const holds = (object: object | undefined) =>
    fields.filter((field) => valueOf(object, field) !== undefined).length === 1;
  return every(
    ValidateIf((object: object, value) => value !== undefined || !holds(object)),
    ValidateBy(
      {
        name: EXACTLY_ONE_OF,
        constraints: [...fields],
        validator: { validate: (_value, context) => holds(context?.object) },
      },
      { message: `exactly one of ${fields.join(', ')} is required.` },
    ),
  );
};

const valueOf = (object: object | undefined, field: string): unknown =>
  (object as Record<string, unknown> | undefined)?.[field];

function list(min: number): PropertyDecorator[] {
  const decorators = [IsArray(), ArrayMaxSize(MAX_LIST), RepeatsOnce()];
  return min > 0 ? [...decorators, ArrayMinSize(min)] : decorators;
}

/** Stored in its canonical form. */
function readable(name: string, parse: (text: string) => unknown): PropertyDecorator {
  /** Why the value can't be read; undefined if it can. */
  const fault = (value: unknown): string | undefined => {
    try {
      parse(String(value));
      return undefined;
    } catch (error) {
      return errorMessage(error);
    }
  };
  return every(
    IsString(),
    MaxLength(MAX_TIME),
    ValidateBy(
      { name, validator: { validate: (value) => fault(value) === undefined } },
      { message: ({ value }) => `$property can't be read: ${fault(value) ?? ''}.` },
    ),
    Canonical((value) => (typeof value === 'string' && fault(value) === undefined ? canonicalTime(value) : value)),
  );
}
