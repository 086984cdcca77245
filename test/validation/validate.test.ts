import { validate } from '../../src/validation/validate.js';
import { violationsOf } from '../support/given-when-then.js';
import { BODIES, type Body, CLEARABLE, DTOS, REQUIRED, wrongFor } from './examples.js';

const attempt = (type: string, body: unknown) => (): void => {
  const dto = DTOS[type];
  if (dto) validate(dto, body);
};
const without = (body: Body, field: string): Body =>
  Object.fromEntries(Object.entries(body).filter(([name]) => name !== field));

/** Free text may be any text; lists of citations may repeat themselves. */
const FREE_TEXT = ['text', 'reason', 'where', 'query', 'label', 'rationale', 'name', 'description', 'title', 'summary'];
const wrongValues = (field: string, value: unknown): readonly unknown[] =>
  wrongFor(value).filter((wrong) => {
    if (FREE_TEXT.includes(field)) return typeof wrong !== 'string' || wrong.trim() === '';
    return !(field === 'cites' && Array.isArray(wrong) && Array.isArray(value) && wrong.length === value.length + 1);
  });

describe.each(Object.keys(DTOS))('%s', (type) => {
  const body = BODIES[type] ?? {};
  const required = REQUIRED[type] ?? [];
  const optional = Object.keys(body).filter((field) => !required.includes(field));

  it('is good as it is, and without what is optional', () => {
    expect(attempt(type, body)).not.toThrow();
    for (const field of optional) expect(attempt(type, without(body, field))).not.toThrow();
    const least = Object.fromEntries(required.map((field) => [field, body[field]]));
    expect(attempt(type, least)).not.toThrow();
  });

  it('is refused without what is required', () => {
    for (const field of required) {
      expect(violationsOf(attempt(type, without(body, field)))).toMatchObject([{ pointer: `/${field}` }]);
    }
    if (required.length === 0) return;
    const refused = violationsOf(attempt(type, {})).map(({ pointer }) => pointer);
    expect(refused.toSorted()).toEqual(required.map((field) => `/${field}`).toSorted());
  });

  it('is refused where a field is of a wrong sort', () => {
    for (const [field, value] of Object.entries(body)) {
      for (const wrong of wrongValues(field, value)) {
        if (wrong === null && CLEARABLE[type]?.includes(field)) continue;
        const refused = violationsOf(attempt(type, { ...body, [field]: wrong }));
        const elsewhere = refused.filter(({ pointer }) => !`${pointer}/`.startsWith(`/${field}/`));
        expect({ field, wrong, elsewhere }).toEqual({ field, wrong, elsewhere: [] });
      }
    }
  });

  it('has fields that null takes away only if it is an amendment', () => {
    for (const field of CLEARABLE[type] ?? []) expect(attempt(type, { ...body, [field]: null })).not.toThrow();
  });

  it('has no other fields', () => {
    const names = ['ID', 'recordedAt', 'a/b~c', '', 'toString', 'constructor', 'hasOwnProperty', 'prototype'];
    for (const name of names) {
      const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      expect(violationsOf(attempt(type, { ...body, [name]: 'x' }))).toEqual([{ pointer, code: 'unknown-field' }]);
    }
    const polluted: unknown = JSON.parse(JSON.stringify(body).replace('{', '{"__proto__":{"id":"x"},'));
    expect(violationsOf(attempt(type, polluted))).toEqual([{ pointer: '/__proto__', code: 'unknown-field' }]);
  });

  it('is an object', () => {
    for (const wrong of [null, [], [body], 'x', 1]) {
      expect(violationsOf(attempt(type, wrong))).toEqual([{ pointer: '', code: 'not-an-object' }]);
    }
  });
});
