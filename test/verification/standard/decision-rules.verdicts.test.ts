import { PolicyInputBuilder, decisionOf, reasonFor } from '../policy-input.builder.js';

const aboutNato = (): PolicyInputBuilder =>
  new PolicyInputBuilder({ about: ['nato'] }).actor('outlet', 'snopes', 'afp', 'tass');

describe('standard policy: verdicts', () => {
  it('rates a claim by a verdict and returns its rating', () => {
    const rated = aboutNato().reported('report', 'tass').denied('no', 'nato').rated('check', 'snopes', 'misleading');
    expect(decisionOf(rated)).toEqual({ rule: 'rated/verdict', because: ['check'], rating: 'misleading' });
  });

  it('disputes a claim with verdicts for and against it', () => {
    const split = aboutNato().rated('check', 'snopes', 'mostly-true').rated('other', 'afp', 'false');
    expect(decisionOf(split)).toEqual({ rule: 'disputed/verdicts', because: ['check', 'other'] });
  });

  it('prefers the rating that has a direction', () => {
    const two = aboutNato().rated('check', 'snopes', 'unproven').rated('other', 'afp', 'false');
    expect(decisionOf(two)).toEqual({ rule: 'rated/verdict', because: ['check', 'other'], rating: 'false' });
  });

  it('replaces a verdict with the next one of the same rater', () => {
    const updated = aboutNato()
      .rated('new', 'snopes', 'true', { on: '2024' })
      .rated('old', 'snopes', 'false', { on: '2023' });
    expect(decisionOf(updated)).toEqual({ rule: 'rated/verdict', because: ['new'], rating: 'true' });
    expect(reasonFor(updated, 'old')).toBe('superseded');
  });

  it('replaces a verdict with the same rating issued again', () => {
    const again = aboutNato()
      .rated('old', 'snopes', 'false', { on: '2023' })
      .rated('new', 'snopes', 'false', { on: '2024' });
    expect(decisionOf(again)).toEqual({ rule: 'rated/verdict', because: ['new'], rating: 'false' });
  });

  it('returns the latest rating, and the milder one if neither is known to be later', () => {
    const years = aboutNato()
      .rated('a', 'snopes', 'mostly-false', { on: '2023' })
      .rated('b', 'afp', 'false', { on: '2024' });
    expect(decisionOf(years).rating).toBe('false');
    expect(decisionOf(aboutNato().rated('a', 'snopes', 'mostly-false').rated('b', 'afp', 'false')).rating).toBe(
      'mostly-false',
    );
  });

  it('ignores a verdict that its own rater has withdrawn', () => {
    const rated = aboutNato().rated('check', 'snopes', 'false').withdrewVerdict('not-mine', 'afp', 'check');
    expect(decisionOf(rated).rule).toBe('rated/verdict');
    expect(decisionOf(rated.withdrewVerdict('gone', 'snopes', 'check')).rule).toBe('unverified/none');
    expect(reasonFor(rated, 'check')).toBe('taken-back');
  });

  it('ignores a verdict without direction after a later denial with standing', () => {
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

  it('disputes a verdict against the claim after a later confirmation with standing, not an earlier one', () => {
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

  it('keeps a verdict for the claim after a later denial', () => {
    const denied = aboutNato().rated('check', 'snopes', 'true', { on: '2023' }).denied('no', 'nato', { on: '2024' });
    expect(decisionOf(denied)).toEqual({ rule: 'rated/verdict', because: ['check'], rating: 'true' });
  });

  it('ignores a verdict by an actor with standing', () => {
    const own = aboutNato().rated('check', 'nato', 'false');
    expect(decisionOf(own).rule).toBe('unverified/none');
    expect(reasonFor(own, 'check')).toBe('rater-has-standing');
  });
});

describe('standard policy: forecasts', () => {
  const summit = (): PolicyInputBuilder =>
    new PolicyInputBuilder({ kind: 'forecast', about: ['nato'] }).actor('outlet', 'tass', 'afp', 'ria');

  it('keeps a forecast open until its outcome, even after a confirmation with standing', () => {
    expect(decisionOf(summit())).toEqual({ rule: 'open/awaiting-outcome', because: [] });
    const confirmed = summit().reported('report', 'tass').confirmed('yes', 'nato');
    expect(decisionOf(confirmed)).toEqual({ rule: 'open/awaiting-outcome', because: ['yes'] });
  });

  it.each([
    ['came-true', 'fulfilled/came-true'],
    ['did-not', 'unfulfilled/did-not'],
    ['in-part', 'partly-fulfilled/in-part'],
    ['lapsed', 'lapsed/lapsed'],
  ] as const)('resolves the outcome %s as %s', (outcome, rule) => {
    expect(decisionOf(summit().resolved('end', 'afp', outcome))).toEqual({ rule, because: ['end'] });
  });

  it('disputes contrary outcomes from two actors, but not from one that corrects itself', () => {
    const split = summit().resolved('end', 'afp', 'came-true').resolved('other', 'ria', 'did-not');
    expect(decisionOf(split)).toEqual({ rule: 'disputed/outcomes', because: ['end', 'other'] });
    const corrected = summit()
      .resolved('end', 'afp', 'came-true', { on: '2023-07' })
      .resolved('other', 'afp', 'did-not', { on: '2023-08' });
    expect(decisionOf(corrected)).toEqual({ rule: 'unfulfilled/did-not', because: ['other'] });
  });

  it('denies a forecast by a denial with standing, and corroborates it by two independent origins', () => {
    expect(decisionOf(summit().denied('no', 'nato')).rule).toBe('denied/first-hand');
    const two = summit().reported('a', 'afp', { basis: 'document' }).reported('b', 'ria', { basis: 'document' });
    expect(decisionOf(two).rule).toBe('corroborated/independent-origins');
  });

  it('ignores a verdict without direction after a later outcome', () => {
    const unproven = summit().rated('check', 'afp', 'not-checkable', { on: '2023' });
    expect(decisionOf(unproven.resolved('end', 'ria', 'came-true', { on: '2024' })).rule).toBe('fulfilled/came-true');
  });

  it('ignores the outcome of a claim that is not a forecast', () => {
    const fact = aboutNato().resolved('end', 'afp', 'came-true');
    expect(decisionOf(fact).rule).toBe('unverified/none');
    expect(reasonFor(fact, 'end')).toBe('not-a-forecast');
  });
});

describe('standard policy: evidence', () => {
  it('decides by primary evidence that was examined as genuine', () => {
    expect(decisionOf(aboutNato().evidence('memo', 'afp', 'supports'))).toEqual({
      rule: 'confirmed/evidence',
      because: ['memo'],
    });
    expect(decisionOf(aboutNato().evidence('memo', 'afp', 'refutes'))).toEqual({
      rule: 'refuted/evidence',
      because: ['memo'],
    });
  });

  it.each([
    ['a forged memo', { authenticity: 'forged' }, 'forged'],
    ['an unexamined memo', { authenticity: 'unexamined' }, 'unexamined'],
    ['a memo at second hand', { primary: false }, 'not-primary'],
  ] as const)('ignores %s', (_, extras, reason) => {
    const memo = aboutNato().evidence('memo', 'afp', 'supports', extras);
    expect(decisionOf(memo).rule).toBe('unverified/none');
    expect(reasonFor(memo, 'memo')).toBe(reason);
  });

  it('ignores a document that another examiner found forged, until that finding is retracted', () => {
    const contested = aboutNato()
      .evidence('memo', 'afp', 'supports')
      .evidence('test', 'tass', 'context', { authenticity: 'forged' });
    expect(decisionOf(contested).rule).toBe('unverified/none');
    expect(reasonFor(contested, 'memo')).toBe('contested');
    expect(decisionOf(contested.retracted('sorry', 'tass', 'test')).rule).toBe('confirmed/evidence');
  });

  it('uses the later of two findings of one examiner', () => {
    const second = aboutNato()
      .evidence('memo', 'afp', 'supports', { authenticity: 'forged', on: '2023' })
      .evidence('again', 'afp', 'supports', { on: '2024' });
    expect(decisionOf(second)).toEqual({ rule: 'confirmed/evidence', because: ['again'] });
  });

  it('disputes evidence for and against the claim, and evidence against a denial', () => {
    const both = aboutNato().evidence('memo', 'afp', 'supports').evidence('map', 'afp', 'refutes', { document: 'map' });
    expect(decisionOf(both).rule).toBe('disputed/support-and-opposition');
    const denied = aboutNato().evidence('memo', 'afp', 'supports').denied('no', 'nato');
    expect(decisionOf(denied)).toEqual({ rule: 'disputed/support-and-opposition', because: ['memo', 'no'] });
  });

  it('ignores evidence about one entry when it decides on the claim', () => {
    const tape = aboutNato().reported('report', 'tass').evidence('tape', 'afp', 'supports', { of: 'report' });
    expect(decisionOf(tape).rule).toBe('unverified/none');
  });
});
