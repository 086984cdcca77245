import { standard } from '../../../src/verification/standard/standard-policy.js';
import { PolicyInputBuilder, decisionOf, originsOf, reasonFor } from '../policy-input.builder.js';

const aboutNato = (): PolicyInputBuilder =>
  new PolicyInputBuilder({ about: ['nato'] }).actor('outlet', 'stopfake', 'afp', 'tass');

describe('standard policy: searches', () => {
  it('leaves a claim unsubstantiated after a search that found nothing, until the next one', () => {
    const searched = aboutNato()
      .reported('report', 'tass')
      .searched('looked', 'stopfake', 'found-nothing', { on: '2024-04-04' });
    expect(decisionOf(searched)).toEqual({ rule: 'unsubstantiated/found-nothing', because: ['looked'] });
    expect(searched.verify().changesAt).toBeUndefined();
    expect(decisionOf(searched.searched('again', 'afp', 'found', { on: '2024-05' })).rule).toBe('unverified/none');
    expect(reasonFor(searched, 'looked')).toBe('superseded');
  });

  it('expires a search after the last moment of its last valid day', () => {
    const searched = aboutNato()
      .searched('looked', 'stopfake', 'found-nothing', { goodUntil: '2025-02-01' })
      .asOf('2025-02-01T23:59:59.999Z');
    expect(decisionOf(searched).rule).toBe('unsubstantiated/found-nothing');
    expect(searched.verify().changesAt).toBe('2025-02-02T00:00:00.000Z');
    expect(decisionOf(searched.asOf('2025-02-02T00:00:00.000Z'))).toEqual({
      rule: 'unverified/search-expired',
      because: ['looked', 'passed 2025-02-01'],
    });
    expect(searched.verify().changesAt).toBeUndefined();
    expect(reasonFor(searched, 'looked')).toBe('expired');
  });

  it('returns when a search expires, even if another rule decides', () => {
    const denied = aboutNato()
      .denied('denial', 'nato')
      .searched('looked', 'stopfake', 'found-nothing', { goodUntil: '2025-02-01' })
      .asOf('2025-01-15T00:00:00.000Z');
    expect(decisionOf(denied).rule).toBe('denied/first-hand');
    expect(denied.verify().changesAt).toBe('2025-02-02T00:00:00.000Z');
    expect(reasonFor(denied.asOf('2025-02-02T00:00:00.000Z'), 'looked')).toBe('expired');
  });

  it('requires all of the latest searches to be valid', () => {
    const searched = aboutNato()
      .searched('one', 'stopfake', 'found-nothing', { goodUntil: '2025-03-01' })
      .searched('two', 'afp', 'found-nothing', { goodUntil: '2025-02-01T12:00:00Z' });
    expect(searched.verify().changesAt).toBe('2025-02-01T12:00:00.001Z');
    expect(searched.reversed().verify().changesAt).toBe('2025-02-01T12:00:00.001Z');
    expect(decisionOf(searched).because).toEqual(['one', 'two']);
    expect(decisionOf(searched.asOf('2025-02-02T00:00:00.000Z')).rule).toBe('unverified/search-expired');
  });

  it('changes the state at the first twenty ends of searches, and at the last', () => {
    const searched = aboutNato().asOf('2025-01-01T00:00:00.000Z');
    const days = Array.from({ length: 26 }, (_, n) => `2025-02-${String(n + 1).padStart(2, '0')}`);
    for (const day of days) searched.searched(`until-${day}`, 'stopfake', 'found-nothing', { goodUntil: day });
    searched
      .searched('open', 'afp', 'found-nothing')
      .searched('for-ever', 'afp', 'found-nothing', { goodUntil: '9999-12-31' });
    const states = [...standard.evaluateOverTime(searched.build())];
    const expired = states.map(({ withoutEffect }) => withoutEffect.length);
    expect(expired).toEqual([...Array.from({ length: 21 }, (_, n) => n), 26]);
    expect(states.map(({ changesAt }) => changesAt?.slice(0, 10))).toEqual([
      ...days.slice(1, 21),
      '2025-02-27',
      undefined,
    ]);
    expect(new Set(states.slice(1).map(({ rule }) => rule))).toEqual(new Set(['unverified/search-expired']));
  });

  it('ignores searches with the outcome no-answer or declined', () => {
    const searched = aboutNato()
      .searched('looked', 'stopfake', 'found-nothing', { on: '2023' })
      .searched('asked', 'afp', 'no-answer', { on: '2024' })
      .searched('asked-again', 'afp', 'declined', { on: '2024' });
    expect(decisionOf(searched)).toEqual({ rule: 'unsubstantiated/found-nothing', because: ['looked'] });
    expect(decisionOf(aboutNato().searched('asked', 'afp', 'no-answer')).rule).toBe('unverified/none');
  });

  it('prefers a denial with standing to a search', () => {
    const denied = aboutNato().searched('looked', 'stopfake', 'found-nothing').denied('no', 'nato');
    expect(decisionOf(denied).rule).toBe('denied/first-hand');
  });
});

describe('standard policy: the moment asked about', () => {
  it('ignores later entries and lists those that may have happened by then', () => {
    const given = aboutNato()
      .confirmed('later', 'nato', { on: '2024-03' })
      .denied('no', 'nato', { on: '2023-05' })
      .reported('vague', 'afp', { on: '2023' })
      .reported('undated', 'tass')
      .asOf('2023-06-30T00:00:00.000Z');
    expect(decisionOf(given)).toEqual({ rule: 'denied/first-hand', because: ['no'] });
    expect(given.verify().possibly).toEqual(['claim/undated', 'claim/vague']);
    expect(given.asOf('2023-12-31T23:59:59.999Z').verify().possibly).toEqual(['claim/undated']);
  });

  it('limits the date of an entry to the time when it was recorded', () => {
    const given = aboutNato().recordedOn('2024-06-01T00:00:00.000Z').denied('undated', 'nato').denied('open', 'nato', {
      on: '2024-01/..',
    });
    expect(given.asOf('2024-06-01T00:00:02.000Z').verify().possibly).toEqual([]);
    expect(decisionOf(given).because).toEqual(['open', 'undated']);
    expect(given.asOf('2024-06-01T00:00:00.000Z').verify().possibly).toEqual(['claim/open', 'claim/undated']);
    expect(given.asOf('2023-06-01T00:00:00.000Z').verify().possibly).toEqual(['claim/undated']);
  });

  it('limits the date of a replacement to the time when the original was recorded', () => {
    const given = aboutNato()
      .recordedOn('2024-01-01T00:00:00.000Z')
      .denied('no', 'nato')
      .recordedOn('2024-05-01T00:00:00.000Z')
      .denied('no-2', 'nato')
      .voided('slip', 'no', 'no-2')
      .recordedOn('2024-07-01T00:00:00.000Z')
      .denied('no-3', 'nato')
      .voided('slip-2', 'no-2', 'no-3')
      .asOf('2024-02-01T00:00:00.000Z');
    expect(decisionOf(given)).toEqual({ rule: 'denied/first-hand', because: ['no-3'] });
  });

  it('counts entries that a counted entry cites, targets or follows', () => {
    const given = aboutNato()
      .actor('person', 'aide')
      .asserted('says', 'aide', { basis: 'witnessed' })
      .reported('report', 'tass', { cites: ['says'], on: '2023-01' })
      .asOf('2023-02-01T00:00:00.000Z');
    expect(given.verify().possibly).toEqual([]);
    expect(originsOf(given)).toEqual(['named aide']);
    const target = aboutNato()
      .asserted('says', 'afp')
      .retracted('sorry', 'afp', 'says', { on: '2023-01' })
      .asOf('2023-02-01T00:00:00.000Z');
    expect(decisionOf(target).rule).toBe('retracted/taken-back');
    expect(target.verify().possibly).toEqual([]);
    const followed = aboutNato()
      .denied('no', 'nato')
      .reacted('boo', 'afp', { on: '2023-01', after: ['no'] })
      .asOf('2023-02-01T00:00:00.000Z');
    expect(decisionOf(followed).rule).toBe('denied/first-hand');
  });
});

describe('standard policy: voids', () => {
  it('ignores a voided entry, and restores it when the void is voided', () => {
    const slip = aboutNato().denied('no', 'nato').voided('slip', 'no');
    expect(decisionOf(slip).rule).toBe('unverified/none');
    expect(reasonFor(slip, 'no')).toBe('voided');
    expect(decisionOf(slip.voided('slip-of-slip', 'slip'))).toEqual({ rule: 'denied/first-hand', because: ['no'] });
    expect(decisionOf(slip.voided('third', 'slip-of-slip')).rule).toBe('unverified/none');
  });

  it('applies a void at every moment asked about', () => {
    const slip = aboutNato().denied('no', 'nato', { on: '2023' }).voided('slip', 'no').asOf('2024-01-01T00:00:00.000Z');
    expect(decisionOf(slip).rule).toBe('unverified/none');
  });

  it('redirects citations and targets to the replacement', () => {
    const replaced = aboutNato()
      .actor('person', 'aide')
      .asserted('says', 'aide')
      .reported('report', 'tass', { cites: ['says'] })
      .asserted('says-2', 'aide', { basis: 'witnessed' })
      .voided('slip', 'says', 'says-2');
    expect(originsOf(replaced)).toEqual(['named aide']);
    expect(reasonFor(replaced, 'report')).toBeUndefined();
    expect(decisionOf(replaced.retracted('sorry', 'aide', 'says'))).toEqual({
      rule: 'retracted/taken-back',
      because: ['says-2', 'sorry'],
    });
  });

  it('follows a chain of replacements, and ends at an entry without one', () => {
    const twice = aboutNato()
      .denied('no', 'nato', { on: '2023-02' })
      .confirmed('a', 'nato', { on: '2023-01' })
      .reported('report', 'tass')
      .denied('b', 'nato', { on: '2023-02' })
      .voided('v1', 'no', 'b')
      .denied('c', 'nato', { on: '2023-02' })
      .voided('v2', 'b', 'c')
      .retracted('sorry', 'nato', 'no');
    expect(decisionOf(twice)).toEqual({ rule: 'confirmed/first-hand', because: ['a'] });
    const gone = aboutNato().asserted('says', 'afp').voided('v', 'says').retracted('sorry', 'afp', 'says');
    expect(decisionOf(gone).rule).toBe('unverified/none');
    expect(reasonFor(gone, 'sorry')).toBe('target-voided');
  });

  it('returns the same status when an entry is replaced with a copy of itself', () => {
    const story = (): PolicyInputBuilder =>
      aboutNato()
        .actor('person', 'aide')
        .asserted('saw', 'aide', { basis: 'witnessed', on: '2023-01' })
        .reported('report', 'tass', { cites: ['saw'], after: ['saw'] })
        .denied('no', 'nato', { after: ['saw'] });
    const again = story()
      .asserted('saw-2', 'aide', { basis: 'witnessed', on: '2023-01' })
      .voided('slip', 'saw', 'saw-2');
    expect(decisionOf(again).rule).toBe(decisionOf(story()).rule);
    expect(originsOf(again)).toEqual(originsOf(story()));
  });

  it('terminates when two voided entries replace each other', () => {
    const ring = aboutNato()
      .asserted('a', 'afp')
      .asserted('b', 'afp')
      .voided('v1', 'a', 'b')
      .voided('v2', 'b', 'a')
      .reported('report', 'tass', { cites: ['a'] });
    expect(originsOf(ring)).toEqual([]);
  });
});

describe('standard policy: merged claims', () => {
  it('evaluates the entries and the subjects of all merged claims together', () => {
    const merged = aboutNato()
      .reported('report', 'tass')
      .withSameClaim('twin', { about: ['kyiv'] })
      .confirmed('yes', 'kyiv')
      .denied('no', 'nato', { on: '2023' });
    expect(decisionOf(merged)).toEqual({
      rule: 'disputed/support-and-opposition',
      because: ['no', 'yes'].map((id) => `twin/${id}`),
    });
  });

  it('resolves references within and across the merged streams', () => {
    const merged = aboutNato()
      .asserted('says', 'afp', { basis: 'document' })
      .withSameClaim('twin')
      .reported('says', 'tass', { cites: ['claim/says'] })
      .retracted('sorry', 'afp', 'claim/says');
    expect(decisionOf(merged)).toEqual({ rule: 'retracted/taken-back', because: ['says', 'twin/sorry'] });
    expect(reasonFor(merged, 'twin/says')).toBe('leads-nowhere');
  });

  it('ignores an act on an entry of a claim that is not merged', () => {
    const apart = aboutNato().asserted('says', 'afp').retracted('sorry', 'afp', 'other/says');
    expect(decisionOf(apart).rule).toBe('unverified/none');
    expect(reasonFor(apart, 'sorry')).toBe('other-claim');
  });

  it('accepts the holder of any merged position', () => {
    const merged = new PolicyInputBuilder({ kind: 'position', holder: 'putin' })
      .withSameClaim('twin', { kind: 'position', holder: 'kremlin' })
      .asserted('says', 'kremlin');
    expect(decisionOf(merged)).toEqual({ rule: 'stated/holder', because: ['twin/says'] });
  });
});

describe('standard policy: results', () => {
  it('returns its policy and empty lists for a claim without entries', () => {
    expect(new PolicyInputBuilder().verify()).toEqual({
      status: 'unverified',
      rule: 'unverified/none',
      summary: [{ code: 'nothing-recorded' }],
      because: [],
      possibly: [],
      policy: 'standard/1',
      origins: [],
      counts: { named: 0, unnamed: 0, unsourced: 0, unrecorded: 0, circular: 0 },
      coverage: { reporters: 0, independentOrigins: 0, deniedByAbout: false },
      withoutEffect: [],
    });
  });

  it('does not change the status for denials, questions, reactions and repetitions without standing', () => {
    const quiet = aboutNato()
      .reported('report', 'tass', { basis: 'document' })
      .denied('no', 'afp')
      .questioned('asks', 'afp')
      .reacted('boo', 'afp')
      .repeated('spreads', 'afp', { cites: ['report'] });
    expect(decisionOf(quiet)).toEqual({ rule: 'unverified/none', because: [] });
    expect(originsOf(quiet)).toEqual(['named tass']);
  });
});
