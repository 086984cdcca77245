import 'reflect-metadata';
import { getMetadataStorage, IsEmail } from 'class-validator';
import '../../src/access/access.event-types.js';
import '../../src/app/app.module.js';
import type { DtoClass } from '../../src/validation/dto-class.js';
import { planOf } from '../../src/validation/validation-plan.js';
import { violationsIn } from '../../src/validation/violations.js';

/** Every class with a decorator of class-validator in the program, of commands, events and queries. */
const dtos = [
  ...(
    getMetadataStorage() as unknown as { validationMetadatas: ReadonlyMap<DtoClass, unknown> }
  ).validationMetadatas.keys(),
];

const BAD: readonly unknown[] = [
  null,
  true,
  'A b!',
  '',
  ' ',
  '\u202e',
  'x'.repeat(20_000),
  -1,
  1.5,
  2 ** 60,
  {},
  { x: 1 },
  [],
  [null],
  [1],
  ['A b!', ''],
  ['a', 'a'],
  [{}],
  [{ use: 1, entry: '!', actor: '!', document: 1, translated: 1 }],
  { text: 1, language: 'x'.repeat(50), position: { start: -1, end: 2 ** 60 } },
  { text: '', position: { start: 1.5, end: 'x' } },
  { entry: '!', document: '!' },
  Array(300).fill('a'),
  Array(300).fill({}),
];

/** How the messages of class-validator read. */
const LIBRARY =
  /must be an? (string|array|object|URL|integer|boolean)(?!, not)|elements|each value in|contain (at least|not more)|(shorter|longer) than or equal|not be (less|greater) than|one of the following|should |regular expression|\$/i;

it('finds the classes of commands, events, keys and queries', () => {
  const names = dtos.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      'ClaimRegisteredDto',
      'CitationDto',
      'NewKeyDto',
      'StoredKeyDto',
      'ImportQuery',
      'EventFeedQuery',
    ]),
  );
  expect(names.length).toBeGreaterThan(40);
});

it.each(dtos.map((dto) => [dto.name, dto] as const))('no message of the library is returned for %s', (_name, dto) => {
  for (const { name } of planOf(dto).fields) {
    for (const value of BAD) {
      for (const { message } of violationsIn(dto, { [name]: value })) {
        expect(message).not.toMatch(LIBRARY);
        expect(message).toMatch(/^\S.*[^.]\.$/s);
      }
    }
  }
});

it('a check without a message can not be used', () => {
  class Unworded {
    field!: string;
  }
  IsEmail()(Unworded.prototype, 'field');
  expect(() => planOf(Unworded)).toThrow('Unworded.field: the check "isEmail" has no message.');
});
