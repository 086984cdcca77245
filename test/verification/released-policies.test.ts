import { RELEASED_POLICIES, releasedPolicy } from '../../src/verification/released-policies.js';

describe('releasedPolicy()', () => {
  it.each(['standard/1', 'strict/1'])('finds %s', (name) => {
    expect(releasedPolicy(name)).toMatchObject({ name });
  });

  it.each(['standard', 'standard/2', 'strict/01', ''])('finds nothing for "%s"', (name) => {
    expect(releasedPolicy(name)).toBeUndefined();
  });
});

it('never changes the parameters of a released policy', () => {
  expect(RELEASED_POLICIES.map(({ name, parameters }) => [name, parameters])).toEqual([
    ['standard/1', { independentOrigins: 2, unnamedSupport: true, eyewitnessDisputes: true, verdictsDecide: true }],
    [
      'strict/1',
      {
        independentOrigins: 3,
        unnamedSupport: false,
        denialBases: ['document', 'recording'],
        eyewitnessDisputes: true,
        verdictsDecide: false,
      },
    ],
  ]);
});
