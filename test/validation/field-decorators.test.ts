import { validate } from '../../src/validation/validate.js';
import { ClaimRegisteredDto } from '../../src/claims/claim.dto.js';
import { DocumentRegisteredDto } from '../../src/documents/document.dto.js';
import { violationsIn } from '../../src/validation/violations.js';
import { violationsOf } from '../support/given-when-then.js';
import { BODIES, DTOS } from './examples.js';

const violations = (type: string, fields: object) => {
  const dto = DTOS[type];
  if (!dto) throw new Error(`No such type: ${type}`);
  return violationsOf(() => {
    validate(dto, { ...BODIES[type], ...fields });
  });
};
const accepted = (type: string, fields: object) => {
  expect(() => violations(type, fields)).toThrow('The command was not rejected.');
};

describe('slugs', () => {
  it.each(['a', '0', 'a-b', 'a--b', 'x'.repeat(64), '3fa85f64-5717-4562-b3fc-2c963f66afa6'])('accept %s', (slug) => {
    accepted('ClaimLinked', { other: slug });
  });
  it.each(['', '-a', 'a-', 'A', 'ä', 'a_b', 'a/b', 'a b', 'a\n', 'x'.repeat(65)])('reject %j', (slug) => {
    expect(violations('ClaimLinked', { other: slug })).toEqual([{ pointer: '/other', code: 'matches' }]);
  });
});

describe('references to entries', () => {
  it.each(['a', 'a/b', `${'x'.repeat(64)}/${'y'.repeat(64)}`])('accept %s', (ref) => {
    accepted('ClaimDenied', { of: ref, after: [ref] });
  });
  it.each(['', '/', 'a/', '/b', 'a/b/c', 'a//b', 'A/b', 'a/b\n'])('reject %j', (ref) => {
    expect(violations('ClaimDenied', { of: ref })).toEqual([{ pointer: '/of', code: 'matches' }]);
    expect(violations('ClaimDenied', { after: ['a', ref] })).toEqual([{ pointer: '/after/1', code: 'matches' }]);
  });
});

describe('fuzzy times', () => {
  it.each(['2023', '2023-02', '2023-02-28', '2023-02-28T23:59Z', '2023-02-28T23:59:59.123456789-03:30', '2023/2024'])(
    'accept %s',
    (time) => {
      accepted('ClaimAsserted', { occurredAt: time });
    },
  );
  it.each(['2023-02-29', '2023-13', '23', '2023-02-28T23:59', '2024/2023', '../..', '2023/', 'May 2023', '2023-2-1'])(
    'reject %j',
    (time) => {
      expect(violations('ClaimAsserted', { occurredAt: time })).toEqual([
        { pointer: '/occurredAt', code: 'invalid-time' },
      ]);
    },
  );
  it('reject long text', () => {
    expect(violations('ClaimAsserted', { occurredAt: '2'.repeat(81) })).toEqual([
      { pointer: '/occurredAt', code: 'max-length' },
    ]);
  });
  it('reject an interval as the end of a mandate, and a month as the end of a search', () => {
    expect(violations('MandateRecorded', { until: '2023/2024' })).toEqual([
      { pointer: '/until', code: 'invalid-time' },
    ]);
    expect(violations('ConfirmationSought', { goodUntil: '2024-05' })).toEqual([
      { pointer: '/goodUntil', code: 'invalid-time' },
    ]);
    accepted('ConfirmationSought', { goodUntil: '2024-05-01T10:00Z' });
  });
});

describe('URLs', () => {
  it.each([
    'http://localhost:8080/a',
    'https://пример.рф/a?b=c',
    'https://192.0.2.1/',
    'https://user_name.tumblr.example/post/1',
    'https://a.example./a',
    'https://[2001:db8::1]/a',
  ])('accept %s', (url) => {
    accepted('DocumentRegistered', { url, archivedUrl: url });
    accepted('VerdictIssued', { reviewUrl: url });
  });
  it.each([
    ['U+202E', 'https://a.example/\u202egpj.exe'],
    ['U+200B', 'https://a.exam\u200bple/'],
    ['U+00AD', 'https://a.example/so\u00adft'],
    ['U+FEFF', 'https://a.example/\ufeff'],
    ['U+0000', 'https://a.example/\u0000'],
  ])('reject %s', (character, url) => {
    const [violation] = violationsIn(DocumentRegisteredDto, { publisher: 'tass', url });
    expect(violation).toEqual({
      pointer: '/url',
      code: 'matches',
      message: `url has the invisible character ${character}.`,
    });
  });
  it.each(['javascript:alert(1)', 'ftp://a.example/', 'a.example', '//a.example/', 'https://', 'https://a b.example/'])(
    'reject %s',
    (url) => {
      expect(violations('DocumentRegistered', { url })).toEqual([{ pointer: '/url', code: 'is-url' }]);
    },
  );
});

describe('items of lists', () => {
  it('are named in pointers and messages', () => {
    const [violation, ...others] = violationsIn(ClaimRegisteredDto, {
      ...BODIES['ClaimRegistered'],
      about: ['nato', 'Kyiv', 'ukraine'],
    });
    expect(others).toEqual([]);
    expect(violation).toMatchObject({ pointer: '/about/1', code: 'matches' });
    expect(violation?.message).toMatch(/^about\[1\] must be 1 to 64 characters/);
  });
  it('have each their own violation', () => {
    const wrong = ['a', 'B', 1, 'c', ''];
    expect(violations('ClaimAsserted', { by: wrong }).map(({ pointer }) => pointer)).toEqual([
      '/by/1',
      '/by/2',
      '/by/4',
    ]);
    expect(violations('ClaimRegistered', { topics: ['a', 1, 'x'.repeat(501)] })).toEqual([
      { pointer: '/topics/1', code: 'is-string' },
    ]);
  });
});

describe('language tags', () => {
  it.each(['en', 'uk-UA', 'zh-Hant-TW', 'sl-rozaj-biske'])('accept %s', (language) => {
    accepted('ClaimRegistered', { language });
  });
  it.each([
    ['English', 'For "English", use "en".'],
    ['eng', 'For "eng", use "en".'],
    ['xx', 'such as "en" or "uk-UA".'],
  ])('reject %s with the remedy, also where they are nested', (language, remedy) => {
    for (const [type, fields, pointer] of [
      ['ClaimRegistered', { language }, '/language'],
      ['ClaimAmended', { language }, '/language'],
      ['DocumentRegistered', { language }, '/language'],
      ['DocumentAmended', { language }, '/language'],
      ['ClaimReported', { wording: { text: 'It is so.', language } }, '/wording/language'],
    ] as const) {
      const dto = DTOS[type];
      if (!dto) throw new Error(`No such type: ${type}`);
      const [violation, ...others] = violationsIn(dto, { ...BODIES[type], ...fields });
      expect(others).toEqual([]);
      expect(violation).toMatchObject({ pointer, code: 'locale' });
      expect(violation?.message).toContain(remedy);
    }
  });
  it.each(['e', 'en_GB', 'English!', 'en-'])('reject %s', (language) => {
    expect(violations('ClaimRegistered', { language })).toEqual([{ pointer: '/language', code: 'matches' }]);
  });
});

it.each([
  ['ClaimRegistered', 'text', 1_000],
  ['ActorRegistered', 'name', 500],
  ['ActorRegistered', 'description', 500],
  ['DocumentRegistered', 'title', 500],
  ['NarrativeRegistered', 'summary', 10_000],
  ['EntryVoided', 'reason', 10_000],
  ['VerdictIssued', 'label', 500],
  ['VerdictIssued', 'rationale', 10_000],
  ['ConfirmationSought', 'query', 500],
])('%s.%s accepts at most %i characters', (type, field, most) => {
  accepted(type, { [field]: 'x'.repeat(most) });
  expect(violations(type, { [field]: 'x'.repeat(most + 1) })).toEqual([{ pointer: `/${field}`, code: 'max-length' }]);
});

describe('lists', () => {
  const names = (count: number) => Array.from({ length: count }, (_, index) => `name-${index}`);

  it('accept at most 100 items', () => {
    accepted('ClaimAsserted', { by: names(100), after: names(100) });
    expect(violations('ClaimAsserted', { by: names(101) })).toEqual([{ pointer: '/by', code: 'array-max-size' }]);
    const citation = { actor: 'tass', use: 'quotes' };
    expect(violations('ClaimAsserted', { cites: Array(101).fill(citation) })).toEqual([
      { pointer: '/cites', code: 'array-max-size' },
    ]);
  });

  it('accept no items, except in `by`', () => {
    expect(violations('ClaimAsserted', { by: [] })).toEqual([{ pointer: '/by', code: 'array-min-size' }]);
    accepted('ClaimAsserted', { onBehalfOf: [], after: [], cites: [] });
    accepted('ClaimRegistered', { about: [], topics: [] });
    accepted('ActorRegistered', { aliases: [] });
  });

  it('reject blank and long texts', () => {
    expect(violations('ClaimRegistered', { topics: ['a', ' '] })).toEqual([{ pointer: '/topics/1', code: 'matches' }]);
    expect(violations('ActorRegistered', { aliases: ['x'.repeat(501)] })).toEqual([
      { pointer: '/aliases/0', code: 'max-length' },
    ]);
  });
});

describe('citations', () => {
  const cites = (...citations: object[]) => violations('ClaimReported', { cites: citations });
  const valid = { actor: 'tass', use: 'quotes' };

  it('require exactly one source', () => {
    const one = [{ pointer: '/cites/1', code: 'exactly-one-of' }];
    expect(cites(valid, { use: 'quotes' })).toEqual(one);
    expect(cites(valid, { ...valid, entry: 'first' })).toEqual(one);
    expect(cites(valid, { ...valid, document: 'report' })).toEqual(one);
    expect(cites(valid, { ...valid, document: 'report', entry: 'first' })).toEqual(one);
  });

  it('reject each invalid field with its pointer', () => {
    expect(cites({ entry: 'A', use: 'quotes' })).toEqual([{ pointer: '/cites/0/entry', code: 'matches' }]);
    expect(cites(valid, { actor: null, use: 'quotes' })).toEqual([{ pointer: '/cites/1/actor', code: 'is-string' }]);
    expect(cites({ actor: 'tass', use: 'mentions' }, { document: 'report', use: 'quotes', translated: 'yes' })).toEqual(
      [
        { pointer: '/cites/0/use', code: 'not-in-list' },
        { pointer: '/cites/1/translated', code: 'is-boolean' },
      ],
    );
    expect(cites({ ...valid, 'from/to~': 1 })).toEqual([{ pointer: '/cites/0/from~1to~0', code: 'unknown-field' }]);
    expect(cites({ ...valid, constructor: 1 })).toEqual([{ pointer: '/cites/0/constructor', code: 'unknown-field' }]);
  });
});

describe('`interprets`', () => {
  it('requires exactly one entry or document', () => {
    const one = [{ pointer: '/interprets', code: 'exactly-one-of' }];
    expect(violations('ClaimInterpreted', { interprets: {} })).toEqual(one);
    expect(violations('ClaimInterpreted', { interprets: { entry: 'first', document: 'report' } })).toEqual(one);
    accepted('ClaimInterpreted', { interprets: { document: 'report' } });
  });
});

describe('quotes', () => {
  const at = (start: unknown, end: unknown) => ({ quote: { text: 'for territory', position: { start, end } } });

  it('require a range of at least one character', () => {
    accepted('ClaimReported', at(0, 1));
    expect(violations('ClaimReported', at(5, 5))).toEqual([{ pointer: '/quote/position/end', code: 'greater-than' }]);
    expect(violations('ClaimReported', at(-1, 5))).toEqual([{ pointer: '/quote/position/start', code: 'min' }]);
    expect(violations('ClaimReported', at(0, 1.5))).toEqual([{ pointer: '/quote/position/end', code: 'is-int' }]);
    expect(violations('ClaimReported', at(0, 2 ** 53))).toEqual([{ pointer: '/quote/position/end', code: 'max' }]);
  });

  it('reject nested fields with their pointers', () => {
    expect(violations('ClaimReported', { quote: { text: ' ', position: [0, 1] } })).toEqual([
      { pointer: '/quote/text', code: 'matches' },
      { pointer: '/quote/position', code: 'is-object' },
    ]);
    expect(violations('ClaimReported', { quote: { position: null } })).toEqual([
      { pointer: '/quote/text', code: 'missing' },
      { pointer: '/quote/position', code: 'is-object' },
    ]);
  });
});

it('validate() returns all violations, prefixed with the pointer of the body', () => {
  const dto = DTOS['StatementReworded'];
  const body = { ...BODIES['StatementReworded'], by: 'tass', wording: { text: 'x', language: '!' }, extra: 1 };
  expect(
    violationsOf(() => {
      if (dto) validate(dto, body, '/3');
    }),
  ).toEqual(
    expect.arrayContaining([
      { pointer: '/3/extra', code: 'unknown-field' },
      { pointer: '/3/by', code: 'is-array' },
      { pointer: '/3/wording/language', code: 'matches' },
    ]),
  );
});
