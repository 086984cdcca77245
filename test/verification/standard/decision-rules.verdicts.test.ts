import { ACase, decisionOf, reasonFor } from '../policy-input.builder.js';

const aboutNato = (): ACase => new ACase({ about: ['nato'] }).actor('outlet', 'snopes', 'afp', 'tass');

describe('a verdict', () => {
  it('decides and carries its rating', () => {
    const rated = aboutNato().reported('report', 'tass').denied('no', 'nato').rated('check', 'snopes', 'misleading');
    expect(decisionOf(rated)).toEqual({ rule: 'rated/verdict', because: ['check'], rating: 'misleading' });
  });

  it('is disputed by one the other way', () => {
    const split = aboutNato().rated('check', 'snopes', 'mostly-true').rated('other', 'afp', 'false');
    expect(decisionOf(split)).toEqual({ rule: 'disputed/verdicts', because: ['check', 'other'] });
  });

  it('stands beside one without direction, which gives way in the rating', () => {
    const two = aboutNato().rated('check', 'snopes', 'unproven').rated('other', 'afp', 'false');
    expect(decisionOf(two)).toEqual({ rule: 'rated/verdict', because: ['check', 'other'], rating: 'false' });
  });

  it('is replaced by the next of its rater', () => {
    const updated = aboutNato()
      .rated('new', 'snopes', 'true', { on: '2024' })
      .rated('old', 'snopes', 'false', { on: '2023' });
    expect(decisionOf(updated)).toEqual({ rule: 'rated/verdict', because: ['new'], rating: 'true' });
    expect(reasonFor(updated, 'old')).toBe('superseded');
  });

  it('is replaced by the same rating given again', () => {
    const again = aboutNato()
      .rated('old', 'snopes', 'false', { on: '2023' })
      .rated('new', 'snopes', 'false', { on: '2024' });
    expect(decisionOf(again)).toEqual({ rule: 'rated/verdict', because: ['new'], rating: 'false' });
  });

  it('gives the latest rating, and the milder of two that neither follow', () => {
    const years = aboutNato()
      .rated('a', 'snopes', 'mostly-false', { on: '2023' })
      .rated('b', 'afp', 'false', { on: '2024' });
    expect(decisionOf(years).rating).toBe('false');
    expect(decisionOf(aboutNato().rated('a', 'snopes', 'mostly-false').rated('b', 'afp', 'false')).rating).toBe(
      'mostly-false',
    );
  });

  it('ends when it is withdrawn by its rater only', () => {
    const rated = aboutNato().rated('check', 'snopes', 'false').withdrew('not-mine', 'afp', 'check');
    expect(decisionOf(rated).rule).toBe('rated/verdict');
    expect(decisionOf(rated.withdrew('gone', 'snopes', 'check')).rule).toBe('unverified/none');
    expect(reasonFor(rated, 'check')).toBe('taken-back');
  });

  it('without direction yields to a later denial or confirmation with standing', () => {
    const unproven = aboutNato().reported('report', 'tass').rated('check', 'snopes', 'unproven', { on: '2023-01' });
    expect(decisionOf(unproven).rule).toBe('rated/verdict');
    expect(decisionOf(unproven.denied('no', 'nato', { on: '2023-02' }))).toEqual({
      rule: 'denied/first-hand',
      because: ['no'],
    });
    const undated = aboutNato().rated('check', 'snopes', 'unproven', { on: '2023-01' }).denied('no', 'nato');
    expect(decisionOf(undated).rule).toBe('rated/verdict');
    const bystander = aboutNato()
      .rated('check', 'snopes', 'unproven', { on: '2023' })
      .denied('no', 'afp', { on: '2024' });
    expect(decisionOf(bystander).rule).toBe('rated/verdict');
  });

  it('against the claim is disputed by a later confirmation with standing, not by an earlier', () => {
    const later = aboutNato()
      .rated('check', 'snopes', 'false', { on: '2023' })
      .confirmed('yes', 'nato', { on: '2024' });
    expect(decisionOf(later)).toEqual({ rule: 'disputed/verdict-and-later', because: ['check', 'yes'] });
    const contrary = later.confirmed('odd', 'nato', { on: '2022', after: ['check'] });
    expect(decisionOf(contrary).because).toEqual(['check', 'yes']);
    const denied = aboutNato().rated('check', 'snopes', 'false', { on: '2023' }).denied('no', 'nato', { on: '2024' });
    expect(decisionOf(denied).rule).toBe('rated/verdict');
    const earlier = aboutNato()
      .rated('check', 'snopes', 'false', { on: '2023' })
      .confirmed('yes', 'nato', { on: '2022' });
    expect(decisionOf(earlier)).toEqual({ rule: 'rated/verdict', because: ['check'], rating: 'false' });
  });

  it('for the claim does not yield to a later denial', () => {
    const denied = aboutNato().rated('check', 'snopes', 'true', { on: '2023' }).denied('no', 'nato', { on: '2024' });
    expect(decisionOf(denied)).toEqual({ rule: 'rated/verdict', because: ['check'], rating: 'true' });
  });

  it('is not for those with standing to give', () => {
    const own = aboutNato().rated('check', 'nato', 'false');
    expect(decisionOf(own).rule).toBe('unverified/none');
    expect(reasonFor(own, 'check')).toBe('rater-has-standing');
  });
});

describe('a forecast', () => {
  const summit = (): ACase => new ACase({ kind: 'forecast', about: ['nato'] }).actor('outlet', 'tass', 'afp', 'ria');

  it('is open until its outcome, though those concerned confirm it', () => {
    expect(decisionOf(summit())).toEqual({ rule: 'open/awaiting-outcome', because: [] });
    const confirmed = summit().reported('report', 'tass').confirmed('yes', 'nato');
    expect(decisionOf(confirmed)).toEqual({ rule: 'open/awaiting-outcome', because: ['yes'] });
  });

  it.each([
    ['came-true', 'confirmed/came-true'],
    ['did-not', 'denied/did-not'],
    ['in-part', 'unverified/in-part'],
    ['lapsed', 'unverified/lapsed'],
  ] as const)('that %s is %s', (outcome, rule) => {
    expect(decisionOf(summit().resolved('end', 'afp', outcome))).toEqual({ rule, because: ['end'] });
  });

  it('is disputed when two say the contrary, and not when one corrects itself', () => {
    const split = summit().resolved('end', 'afp', 'came-true').resolved('other', 'ria', 'did-not');
    expect(decisionOf(split)).toEqual({ rule: 'disputed/outcomes', because: ['end', 'other'] });
    const corrected = summit()
      .resolved('end', 'afp', 'came-true', { on: '2023-07' })
      .resolved('other', 'afp', 'did-not', { on: '2023-08' });
    expect(decisionOf(corrected)).toEqual({ rule: 'denied/did-not', because: ['other'] });
  });

  it('is denied by those concerned, and corroborated by independent origins', () => {
    expect(decisionOf(summit().denied('no', 'nato')).rule).toBe('denied/first-hand');
    const two = summit().reported('a', 'afp', { basis: 'document' }).reported('b', 'ria', { basis: 'document' });
    expect(decisionOf(two).rule).toBe('corroborated/independent-origins');
  });

  it('lets a verdict without direction yield to its outcome', () => {
    const unproven = summit().rated('check', 'afp', 'not-checkable', { on: '2023' });
    expect(decisionOf(unproven.resolved('end', 'ria', 'came-true', { on: '2024' })).rule).toBe('confirmed/came-true');
  });

  it('is the only kind of claim that has an outcome', () => {
    const fact = aboutNato().resolved('end', 'afp', 'came-true');
    expect(decisionOf(fact).rule).toBe('unverified/none');
    expect(reasonFor(fact, 'end')).toBe('not-a-forecast');
  });
});

describe('evidence', () => {
  it('decides when it is primary and found genuine', () => {
    expect(decisionOf(aboutNato().evidence('memo', 'afp', 'supports'))).toEqual({
      rule: 'confirmed/evidence',
      because: ['memo'],
    });
    expect(decisionOf(aboutNato().evidence('memo', 'afp', 'refutes'))).toEqual({
      rule: 'denied/evidence',
      because: ['memo'],
    });
  });

  it.each([
    ['a forged memo', { authenticity: 'forged' }, 'forged'],
    ['an unexamined memo', { authenticity: 'unexamined' }, 'unexamined'],
    ['a memo at second hand', { primary: false }, 'not-primary'],
  ] as const)('is not %s', (_, extras, reason) => {
    const memo = aboutNato().evidence('memo', 'afp', 'supports', extras);
    expect(decisionOf(memo).rule).toBe('unverified/none');
    expect(reasonFor(memo, 'memo')).toBe(reason);
  });

  it('decides nothing when one found it genuine and another forged, until that is taken back', () => {
    const contested = aboutNato()
      .evidence('memo', 'afp', 'supports')
      .evidence('test', 'tass', 'context', { authenticity: 'forged' });
    expect(decisionOf(contested).rule).toBe('unverified/none');
    expect(reasonFor(contested, 'memo')).toBe('contested');
    expect(decisionOf(contested.tookBack('sorry', 'tass', 'test')).rule).toBe('confirmed/evidence');
  });

  it('follows the later finding of one examiner', () => {
    const second = aboutNato()
      .evidence('memo', 'afp', 'supports', { authenticity: 'forged', on: '2023' })
      .evidence('again', 'afp', 'supports', { on: '2024' });
    expect(decisionOf(second)).toEqual({ rule: 'confirmed/evidence', because: ['again'] });
  });

  it('for and against is disputed, and so is a denial against evidence', () => {
    const both = aboutNato().evidence('memo', 'afp', 'supports').evidence('map', 'afp', 'refutes', { document: 'map' });
    expect(decisionOf(both).rule).toBe('disputed/support-and-opposition');
    const denied = aboutNato().evidence('memo', 'afp', 'supports').denied('no', 'nato');
    expect(decisionOf(denied)).toEqual({ rule: 'disputed/support-and-opposition', because: ['memo', 'no'] });
  });

  it('of one entry decides nothing about the claim', () => {
    const tape = aboutNato().reported('report', 'tass').evidence('tape', 'afp', 'supports', { of: 'report' });
    expect(decisionOf(tape).rule).toBe('unverified/none');
  });
});
