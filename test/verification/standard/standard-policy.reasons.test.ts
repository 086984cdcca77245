import type { Rating } from '../../../src/domain/vocabulary.js';
import { type PolicyInputBuilder, decisionOf, reasonFor } from '../policy-input.builder.js';
import { about, forecast } from './examples.js';
import { evaluateInputByReference } from './reference-evaluator/evaluator.js';

type Builder = PolicyInputBuilder;

describe('standard policy: the rating of several verdicts', () => {
  it.each<[string, string, readonly (readonly ['snopes' | 'afp' | 'post', Rating, string?])[]]>([
    [
      'false',
      'a later one has no direction',
      [
        ['snopes', 'false', '2024-05-01'],
        ['afp', 'unproven', '2024-06-01'],
      ],
    ],
    [
      'false',
      'another has no direction',
      [
        ['snopes', 'misleading'],
        ['afp', 'false'],
      ],
    ],
    [
      'mostly-false',
      'a later one differs',
      [
        ['snopes', 'false', '2023'],
        ['afp', 'mostly-false', '2024'],
      ],
    ],
    [
      'false',
      'a later one is stronger',
      [
        ['snopes', 'mostly-false', '2023'],
        ['afp', 'false', '2024'],
      ],
    ],
    [
      'mostly-true',
      'neither is later',
      [
        ['snopes', 'true'],
        ['afp', 'mostly-true'],
      ],
    ],
    [
      'misleading',
      'none has a direction',
      [
        ['snopes', 'satire', '2023'],
        ['afp', 'misleading', '2024'],
      ],
    ],
    [
      'mixture',
      'none has a direction, and neither is later',
      [
        ['snopes', 'satire'],
        ['afp', 'mixture'],
      ],
    ],
    ['other', 'the label fits none', [['snopes', 'other']]],
    [
      'unproven',
      'the label of another fits none',
      [
        ['snopes', 'other'],
        ['afp', 'unproven'],
      ],
    ],
  ])('is %s if %s', (rating, _, verdicts) => {
    const given = about('nato');
    verdicts.forEach(([rater, said, on], n) =>
      given.rated(`v${String(n)}`, rater, said, on === undefined ? {} : { on }),
    );
    const expected = { rule: 'rated/verdict', rating, because: verdicts.map((__, n) => `v${String(n)}`) };
    expect(decisionOf(given)).toEqual(expected);
    expect(evaluateInputByReference(given.build())).toMatchObject({ rule: 'rated/verdict', rating });
  });

  it('lists a verdict that would have yielded, if another decides', () => {
    const two = about('nato')
      .reported('report', 'herald')
      .rated('a', 'snopes', 'unproven', { on: '2023' })
      .confirmed('yes', 'nato', { on: '2024-01' })
      .rated('b', 'afp', 'satire', { on: '2024-02' });
    expect(decisionOf(two)).toEqual({ rule: 'rated/verdict', rating: 'satire', because: ['a', 'b'] });
  });
});

describe('standard policy: reasons', () => {
  it('names the standing denials and refuting evidence against a retracted claim', () => {
    const retracted = about('nato')
      .speaksFor('spokesman', 'nato')
      .asserted('says', 'witness')
      .retracted('sorry', 'witness', 'says')
      .denied('no', 'spokesman', { onBehalfOf: ['nato'] })
      .evidence('memo', 'afp', 'refutes');
    expect(decisionOf(retracted)).toEqual({
      rule: 'retracted/taken-back',
      because: ['memo', 'no', 'says', 'sorry', 'spokesman-for-nato'],
    });
  });

  it.each([
    ['2024', 'spokesman-for-nato overlaps'],
    [undefined, 'spokesman-for-nato overlaps'],
    ['2024-06-30', 'spokesman-for-nato'],
    ['2024-06', 'spokesman-for-nato'],
    ['2024-06/2024-07', 'spokesman-for-nato overlaps'],
    ['../2024-06-30', 'spokesman-for-nato overlaps'],
  ])('says that a mandate until June 2024 only overlaps an act dated %s: %s', (on, mandate) => {
    const denied = about('nato')
      .speaksFor('spokesman', 'nato', '2023', '2024-06')
      .denied('no', 'spokesman', { onBehalfOf: ['nato'], ...(on === undefined ? {} : { on }) });
    expect(decisionOf(denied)).toEqual({ rule: 'denied/first-hand', because: ['no', mandate] });
  });

  it('does not say that an undated act only overlaps a mandate without bounds', () => {
    const denied = about('nato')
      .speaksFor('spokesman', 'nato')
      .denied('no', 'spokesman', { onBehalfOf: ['nato'] });
    expect(decisionOf(denied).because).toEqual(['no', 'spokesman-for-nato']);
  });

  it('says once that a mandate overlaps, if it is so for one of several acts', () => {
    const denied = about('nato')
      .speaksFor('spokesman', 'nato', '2023', '2024-06')
      .denied('a', 'spokesman', { onBehalfOf: ['nato'], on: '2024' })
      .denied('b', 'spokesman', { onBehalfOf: ['nato'], on: '2024-05' });
    expect(decisionOf(denied).because).toEqual(['a', 'b', 'spokesman-for-nato overlaps']);
  });

  it('names the mandates behind an assertion against the denial of another', () => {
    const split = about('kyiv', 'nato')
      .speaksFor('spokesman', 'kyiv')
      .asserted('says', 'spokesman', { onBehalfOf: ['kyiv'] })
      .denied('no', 'nato');
    expect(decisionOf(split).because).toEqual(['no', 'says', 'spokesman-for-kyiv']);
  });

  it('names the date that passed of an overdue forecast, and the moment when it passes', () => {
    const late = forecast('2024-12').asOf('2025-01-01T00:00:00.000Z');
    expect(decisionOf(late)).toEqual({ rule: 'open/overdue', because: ['passed 2024-12'] });
    expect(late.verify().changesAt).toBeUndefined();
    expect(late.asOf('2024-12-31T23:59:59.999Z').verify()).toMatchObject({
      rule: 'open/awaiting-outcome',
      changesAt: '2025-01-01T00:00:00.000Z',
    });
  });

  it.each<[string, string, string, () => Builder]>([
    ['party', 'evidence by the accused', 'e', () => about('nato').evidence('e', 'nato', 'supports')],
    ['party', 'a search by the accused', 'e', () => about('nato').searched('e', 'nato', 'found-nothing')],
    ['unnamed-rater', 'a verdict by an unnamed actor', 'e', () => about('nato').rated('e', 'diplomat', 'false')],
    ['group-speaks', 'an assertion by a group', 'e', () => about('nato').asserted('e', 'members')],
    ['group-speaks', 'a denial by a group', 'e', () => about('members').denied('e', 'members')],
    ['group-speaks', 'a verdict by a group', 'e', () => about('nato').rated('e', 'members', 'false')],
    ['group-speaks', 'evidence by a group', 'e', () => about('nato').evidence('e', 'members', 'supports')],
    ['group-speaks', 'a search by a group', 'e', () => about('nato').searched('e', 'members', 'found-nothing')],
    ['group-speaks', 'an outcome by a group', 'e', () => forecast().actor('group', 'm').resolved('e', 'm', 'did-not')],
    [
      'unexamined',
      'unexamined evidence by the accused',
      'e',
      () => about('nato').evidence('e', 'nato', 'supports', { authenticity: 'unexamined' }),
    ],
    ['rater-has-standing', 'a verdict by the accused', 'e', () => about('nato').rated('e', 'nato', 'false')],
  ])('gives the reason %s for %s', (reason, _, entry, given) => {
    expect(reasonFor(given(), entry)).toBe(reason);
  });

  it('gives no such reason for a search by the accused that got no answer', () => {
    expect(reasonFor(about('nato').searched('asked', 'nato', 'no-answer'), 'asked')).toBeUndefined();
  });
});
