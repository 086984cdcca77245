import { validate } from '../../src/validation/validate.js';
import { violationsOf } from '../support/given-when-then.js';
import { BODIES, type Body, CLEARABLE, DTOS, REQUIRED, invalidValuesFor } from './examples.js';

const attempt = (type: string, body: unknown) => (): void => {
  const dto = DTOS[type];
  if (dto) validate(dto, body);
};
const without = (body: Body, field: string): Body =>
  Object.fromEntries(Object.entries(body).filter(([name]) => name !== field));

/** Fields of free text, for which any text is valid. */
const FREE_TEXT = ['text', 'reason', 'where', 'query', 'label', 'rationale', 'name', 'description', 'title', 'summary'];
const invalidValues = (field: string, value: unknown): readonly unknown[] =>
  invalidValuesFor(value).filter(
    (wrong) => !FREE_TEXT.includes(field) || typeof wrong !== 'string' || wrong.trim() === '',
  );

describe.each(Object.keys(DTOS))('validate(): %s', (type) => {
  const body = BODIES[type] ?? {};
  const required = REQUIRED[type] ?? [];
  const optional = Object.keys(body).filter((field) => !required.includes(field));

  it('accepts a full body, and one without optional fields', () => {
    expect(attempt(type, body)).not.toThrow();
    for (const field of optional) expect(attempt(type, without(body, field))).not.toThrow();
    const least = Object.fromEntries(required.map((field) => [field, body[field]]));
    expect(attempt(type, least)).not.toThrow();
  });

  it('rejects a body without a required field', () => {
    for (const field of required) {
      expect(violationsOf(attempt(type, without(body, field)))).toMatchObject([{ pointer: `/${field}` }]);
    }
    if (required.length === 0) return;
    const violations = violationsOf(attempt(type, {})).map(({ pointer }) => pointer);
    expect(violations.toSorted()).toEqual(required.map((field) => `/${field}`).toSorted());
  });

  it('rejects invalid values of each field', () => {
    for (const [field, value] of Object.entries(body)) {
      for (const wrong of invalidValues(field, value)) {
        if (wrong === null && CLEARABLE[type]?.includes(field)) continue;
        const violations = violationsOf(attempt(type, { ...body, [field]: wrong }));
        const elsewhere = violations.filter(({ pointer }) => !`${pointer}/`.startsWith(`/${field}/`));
        expect({ field, wrong, elsewhere }).toEqual({ field, wrong, elsewhere: [] });
      }
    }
  });

  it('accepts null for the fields that an amendment can remove', () => {
    for (const field of CLEARABLE[type] ?? []) expect(attempt(type, { ...body, [field]: null })).not.toThrow();
  });

  it('rejects unknown fields', () => {
    const names = ['ID', 'recordedAt', 'a/b~c', '', 'toString', 'constructor', 'hasOwnProperty', 'prototype'];
    for (const name of names) {
      const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      expect(violationsOf(attempt(type, { ...body, [name]: 'x' }))).toEqual([{ pointer, code: 'unknown-field' }]);
    }
    const polluted: unknown = JSON.parse(JSON.stringify(body).replace('{', '{"__proto__":{"id":"x"},'));
    expect(violationsOf(attempt(type, polluted))).toEqual([{ pointer: '/__proto__', code: 'unknown-field' }]);
  });

  it('rejects a body that is not an object', () => {
    for (const wrong of [null, [], [body], 'x', 1]) {
      expect(violationsOf(attempt(type, wrong))).toEqual([{ pointer: '', code: 'not-an-object' }]);
    }
  });
});
