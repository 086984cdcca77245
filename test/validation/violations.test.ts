import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { violationsIn } from '../../src/validation/violations.js';
import type { DtoClass } from '../../src/validation/dto-class.js';
import { BODIES, type Body, DTOS, invalidValuesFor } from './examples.js';

const isValid = (dto: DtoClass, body: object): boolean => violationsIn(dto, body).length === 0;

/** Validates with class-validator alone. */
const isValidByLibrary = (dto: DtoClass, body: object): boolean =>
  validateSync(plainToInstance(dto, body), {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
  }).length === 0;

const types = Object.keys(DTOS);
const fieldsOfAll = Object.values(BODIES).flatMap(Object.entries);

/** A body with some fields omitted, some from other bodies, and some invalid, at any depth. */
const changedBody = fc
  .record({
    type: fc.constantFrom(...types),
    keep: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 30, maxLength: 30 }),
    others: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.tuple(fc.constantFrom(...fieldsOfAll))),
    wrong: fc.double({ min: 0, max: 0.1, noNaN: true }),
    which: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 60, maxLength: 60 }),
  })
  .map(({ type, keep, others, wrong, which }) => {
    const kept = Object.entries(BODIES[type] ?? {}).filter((_, index) => (keep[index] ?? 1) > 0.1);
    let at = 0;
    const next = () => which[at++ % which.length] ?? 1;
    const spoil = (value: unknown): unknown => {
      const wrongs = invalidValuesFor(value);
      if (next() < wrong) return wrongs[Math.floor(next() * wrongs.length)];
      if (Array.isArray(value)) return value.map(spoil);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, spoil(member)]));
    };
    return { type, body: spoil(Object.fromEntries([...kept, ...others])) as Body };
  })
  .filter(({ body }) => typeof body === 'object' && (body as unknown) !== null && !Array.isArray(body));

it('violationsIn() accepts exactly the bodies that class-validator accepts', () => {
  const seen = { valid: 0, invalid: 0 };
  fc.assert(
    fc.property(changedBody, ({ type, body }) => {
      const dto = DTOS[type] as DtoClass;
      const valid = isValidByLibrary(dto, body);
      seen[valid ? 'valid' : 'invalid'] += 1;
      expect({ type, body, valid: isValid(dto, body) }).toEqual({ type, body, valid });
    }),
    { numRuns: 3_000 },
  );
  expect(Math.min(seen.valid, seen.invalid)).toBeGreaterThan(150);
});

it.each(types)('violationsIn() agrees with class-validator on %s with one invalid field', (type) => {
  const dto = DTOS[type] as DtoClass;
  const body = BODIES[type] ?? {};
  expect(isValid(dto, body)).toBe(true);
  for (const [name, value] of Object.entries(body)) {
    for (const wrong of [...invalidValuesFor(value), undefined]) {
      const spoiled = { ...body, [name]: wrong };
      expect({ spoiled, valid: isValid(dto, spoiled) }).toEqual({ spoiled, valid: isValidByLibrary(dto, spoiled) });
    }
  }
});
