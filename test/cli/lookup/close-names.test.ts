import { closeNames, closest, isCalled, listedNames, UnknownNameError } from '../../../src/cli/lookup/close-names.js';

const NAMES = [
  { id: 'jenssen', names: ['Stian Jenssen'] },
  { id: 'la-repubblica', names: ['La Repubblica'] },
  { id: 'nato', names: ['NATO', 'North Atlantic Alliance'] },
  { id: 'el-pais', names: ['El País', 'Pais'] },
];

describe('closeNames', () => {
  it.each([
    ['Jensen', 'jenssen'],
    ['stian', 'jenssen'],
    ['la republica', 'la-repubblica'],
    ['North Atlantic', 'nato'],
    ['PAÍS', 'el-pais'],
  ])('finds what %s may mean', (text, id) => {
    expect(closeNames(text, NAMES)[0]?.id).toBe(id);
  });

  it('finds nothing for a name that is like none', () => {
    expect(closeNames('Kremlin', NAMES)).toEqual([]);
  });

  it('returns the closest first, and five at most', () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ id: `desk-${index}`, names: [`Desk ${index}`] }));
    const found = closeNames('desk 7', many);
    expect([found[0]?.id, found.length]).toEqual(['desk-7', 5]);
  });
});

it('isCalled compares without case, accents and surplus spaces', () => {
  expect(isCalled({ id: 'el-pais', names: ['El País'] }, ' el  PAIS ')).toBe(true);
  expect(isCalled({ id: 'el-pais', names: ['El País'] }, 'El Pai')).toBe(false);
});

it('closest finds a misspelled word, and none for another word', () => {
  expect(closest('denyed', ['asserted', 'denied', 'reported'])).toBe('denied');
  expect(closest('xyz', ['asserted', 'denied'])).toBeUndefined();
});

it('listedNames shows each name with its id, and an id without a name alone', () => {
  expect(
    listedNames(
      [
        { id: 'nato', names: ['NATO'] },
        { id: 'page', names: [] },
      ],
      ' or ',
    ),
  ).toBe('NATO (nato) or page');
});

it('closest suggests a word that is like the text, or begins like it', () => {
  expect(closest('denid', ['asserted', 'denied'])).toBe('denied');
  expect(closest('deny', ['asserted', 'denied'])).toBe('denied');
  expect(closest('PROT', ['HOST', 'PORT'])).toBe('PORT');
  expect(closest('de', ['asserted', 'denied'])).toBeUndefined();
  expect(closest('xyz', ['asserted', 'denied'])).toBeUndefined();
});

it('an unknown name that may mean several is reported with each on a line', () => {
  const close = [
    { id: 'nato', names: ['NATO'] },
    { id: 'el-pais', names: [] },
  ];
  expect(new UnknownNameError('actor', 'x', close, 'Register it.').lines).toEqual([
    'There is no actor "x". Did you mean one of these?',
    '  nato     NATO',
    '  el-pais',
    'Register it.',
  ]);
  expect(new UnknownNameError('actor', 'x', close.slice(0, 1), 'Register it.').lines).toEqual([
    'There is no actor "x". Did you mean NATO (nato)? Register it.',
  ]);
});
