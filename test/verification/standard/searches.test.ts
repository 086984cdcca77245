import { ACase, decisionOf, originsOf, reasonFor } from '../policy-input.builder.js';

const aboutNato = (): ACase => new ACase({ about: ['nato'] }).actor('outlet', 'stopfake', 'afp', 'tass');

describe('a search that found nothing', () => {
  it('leaves the claim unsubstantiated until the next', () => {
    const sought = aboutNato()
      .reported('report', 'tass')
      .searched('looked', 'stopfake', 'found-nothing', { on: '2024-04-04' });
    expect(decisionOf(sought)).toEqual({ rule: 'unsubstantiated/found-nothing', because: ['looked'] });
    expect(sought.verify().changesAt).toBeUndefined();
    expect(decisionOf(sought.searched('again', 'afp', 'found', { on: '2024-05' })).rule).toBe('unverified/none');
    expect(reasonFor(sought, 'looked')).toBe('superseded');
  });

  it('expires after the last moment of the day until which it is good', () => {
    const sought = aboutNato()
      .searched('looked', 'stopfake', 'found-nothing', { goodUntil: '2025-02-01' })
      .asOf('2025-02-01T23:59:59.999Z');
    expect(decisionOf(sought).rule).toBe('unsubstantiated/found-nothing');
    expect(sought.verify().changesAt).toBe('2025-02-02T00:00:00.000Z');
    expect(decisionOf(sought.asOf('2025-02-02T00:00:00.000Z'))).toEqual({
      rule: 'unverified/search-expired',
      because: ['looked', 'passed 2025-02-01'],
    });
    expect(sought.verify().changesAt).toBeUndefined();
    expect(reasonFor(sought, 'looked')).toBe('expired');
  });

  it('changes the answer when it expires, even where it does not decide', () => {
    const denied = aboutNato()
      .denied('denial', 'nato')
      .searched('looked', 'stopfake', 'found-nothing', { goodUntil: '2025-02-01' })
      .asOf('2025-01-15T00:00:00.000Z');
    expect(decisionOf(denied).rule).toBe('denied/first-hand');
    expect(denied.verify().changesAt).toBe('2025-02-02T00:00:00.000Z');
    expect(reasonFor(denied.asOf('2025-02-02T00:00:00.000Z'), 'looked')).toBe('expired');
  });

  it('needs all of the latest to be good', () => {
    const sought = aboutNato()
      .searched('one', 'stopfake', 'found-nothing', { goodUntil: '2025-03-01' })
      .searched('two', 'afp', 'found-nothing', { goodUntil: '2025-02-01T12:00:00Z' });
    expect(sought.verify().changesAt).toBe('2025-02-01T12:00:00.001Z');
    expect(sought.reversed().verify().changesAt).toBe('2025-02-01T12:00:00.001Z');
    expect(decisionOf(sought).because).toEqual(['one', 'two']);
    expect(decisionOf(sought.asOf('2025-02-02T00:00:00.000Z')).rule).toBe('unverified/search-expired');
  });

  it('is not undone by silence: no answer and declined are neither', () => {
    const sought = aboutNato()
      .searched('looked', 'stopfake', 'found-nothing', { on: '2023' })
      .searched('asked', 'afp', 'no-answer', { on: '2024' })
      .searched('asked-again', 'afp', 'declined', { on: '2024' });
    expect(decisionOf(sought)).toEqual({ rule: 'unsubstantiated/found-nothing', because: ['looked'] });
    expect(decisionOf(aboutNato().searched('asked', 'afp', 'no-answer')).rule).toBe('unverified/none');
  });

  it('yields to every rule above', () => {
    const denied = aboutNato().searched('looked', 'stopfake', 'found-nothing').denied('no', 'nato');
    expect(decisionOf(denied).rule).toBe('denied/first-hand');
  });
});

describe('the moment asked about', () => {
  it('leaves out what happened later, and lists what may have happened by then', () => {
    const told = aboutNato()
      .confirmed('later', 'nato', { on: '2024-03' })
      .denied('no', 'nato', { on: '2023-05' })
      .reported('vague', 'afp', { on: '2023' })
      .reported('undated', 'tass')
      .asOf('2023-06-30T00:00:00.000Z');
    expect(decisionOf(told)).toEqual({ rule: 'denied/first-hand', because: ['no'] });
    expect(told.verify().possibly).toEqual(['claim/undated', 'claim/vague']);
    expect(told.asOf('2023-12-31T23:59:59.999Z').verify().possibly).toEqual(['claim/undated']);
  });

  it('takes nothing to end later than it was recorded', () => {
    const told = aboutNato().recordedOn('2024-06-01T00:00:00.000Z').denied('undated', 'nato').denied('open', 'nato', {
      on: '2024-01/..',
    });
    expect(told.asOf('2024-06-01T00:00:02.000Z').verify().possibly).toEqual([]);
    expect(decisionOf(told).because).toEqual(['open', 'undated']);
    expect(told.asOf('2024-06-01T00:00:00.000Z').verify().possibly).toEqual(['claim/open', 'claim/undated']);
    expect(told.asOf('2023-06-01T00:00:00.000Z').verify().possibly).toEqual(['claim/undated']);
  });

  it('takes a replacement to end no later than what it replaced was recorded', () => {
    const told = aboutNato()
      .recordedOn('2024-01-01T00:00:00.000Z')
      .denied('no', 'nato')
      .recordedOn('2024-05-01T00:00:00.000Z')
      .denied('no-2', 'nato')
      .voided('slip', 'no', 'no-2')
      .recordedOn('2024-07-01T00:00:00.000Z')
      .denied('no-3', 'nato')
      .voided('slip-2', 'no-2', 'no-3')
      .asOf('2024-02-01T00:00:00.000Z');
    expect(decisionOf(told)).toEqual({ rule: 'denied/first-hand', because: ['no-3'] });
  });

  it('knows that what a counted entry cites, is about or follows has happened too', () => {
    const told = aboutNato()
      .actor('person', 'aide')
      .asserted('says', 'aide', { basis: 'witnessed' })
      .reported('report', 'tass', { cites: ['says'], on: '2023-01' })
      .asOf('2023-02-01T00:00:00.000Z');
    expect(told.verify().possibly).toEqual([]);
    expect(originsOf(told)).toEqual(['named aide']);
    const target = aboutNato()
      .asserted('says', 'afp')
      .tookBack('sorry', 'afp', 'says', { on: '2023-01' })
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

describe('a void', () => {
  it('takes an entry out, and gives it back when it is voided itself', () => {
    const slip = aboutNato().denied('no', 'nato').voided('slip', 'no');
    expect(decisionOf(slip).rule).toBe('unverified/none');
    expect(reasonFor(slip, 'no')).toBe('voided');
    expect(decisionOf(slip.voided('slip-of-slip', 'slip'))).toEqual({ rule: 'denied/first-hand', because: ['no'] });
    expect(decisionOf(slip.voided('third', 'slip-of-slip')).rule).toBe('unverified/none');
  });

  it('is in force whenever one asks about', () => {
    const slip = aboutNato().denied('no', 'nato', { on: '2023' }).voided('slip', 'no').asOf('2024-01-01T00:00:00.000Z');
    expect(decisionOf(slip).rule).toBe('unverified/none');
  });

  it('leads citations and targets to the replacement', () => {
    const replaced = aboutNato()
      .actor('person', 'aide')
      .asserted('says', 'aide')
      .reported('report', 'tass', { cites: ['says'] })
      .asserted('says-2', 'aide', { basis: 'witnessed' })
      .voided('slip', 'says', 'says-2');
    expect(originsOf(replaced)).toEqual(['named aide']);
    expect(reasonFor(replaced, 'report')).toBeUndefined();
    expect(decisionOf(replaced.tookBack('sorry', 'aide', 'says'))).toEqual({
      rule: 'retracted/taken-back',
      because: ['says-2', 'sorry'],
    });
  });

  it('leads on when the replacement is replaced, and nowhere when there is none', () => {
    const twice = aboutNato()
      .denied('no', 'nato', { on: '2023-02' })
      .confirmed('a', 'nato', { on: '2023-01' })
      .reported('report', 'tass')
      .denied('b', 'nato', { on: '2023-02' })
      .voided('v1', 'no', 'b')
      .denied('c', 'nato', { on: '2023-02' })
      .voided('v2', 'b', 'c')
      .tookBack('sorry', 'nato', 'no');
    expect(decisionOf(twice)).toEqual({ rule: 'confirmed/first-hand', because: ['a'] });
    const gone = aboutNato().asserted('says', 'afp').voided('v', 'says').tookBack('sorry', 'afp', 'says');
    expect(decisionOf(gone).rule).toBe('unverified/none');
    expect(reasonFor(gone, 'sorry')).toBe('target-voided');
  });

  it('changes nothing when the same entry is its replacement', () => {
    const story = (): ACase =>
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

  it('that names each other as replacements leads nowhere', () => {
    const ring = aboutNato()
      .asserted('a', 'afp')
      .asserted('b', 'afp')
      .voided('v1', 'a', 'b')
      .voided('v2', 'b', 'a')
      .reported('report', 'tass', { cites: ['a'] });
    expect(originsOf(ring)).toEqual([]);
  });
});

describe('merged claims', () => {
  it('are judged over all their entries, and are about all that one of them is about', () => {
    const merged = aboutNato()
      .reported('report', 'tass')
      .mergedWith('twin', { about: ['kyiv'] })
      .confirmed('yes', 'kyiv')
      .denied('no', 'nato', { on: '2023' });
    expect(decisionOf(merged)).toEqual({
      rule: 'disputed/support-and-opposition',
      because: ['no', 'yes'].map((id) => `twin/${id}`),
    });
  });

  it('resolve references within and across their streams', () => {
    const merged = aboutNato()
      .asserted('says', 'afp', { basis: 'document' })
      .mergedWith('twin')
      .reported('says', 'tass', { cites: ['claim/says'] })
      .tookBack('sorry', 'afp', 'claim/says');
    expect(decisionOf(merged)).toEqual({ rule: 'retracted/taken-back', because: ['says', 'twin/sorry'] });
    expect(reasonFor(merged, 'twin/says')).toBe('leads-nowhere');
  });

  it('leave acts on entries of unmerged claims without effect', () => {
    const apart = aboutNato().asserted('says', 'afp').tookBack('sorry', 'afp', 'other/says');
    expect(decisionOf(apart).rule).toBe('unverified/none');
    expect(reasonFor(apart, 'sorry')).toBe('other-claim');
  });

  it('have the holders of all their positions', () => {
    const merged = new ACase({ kind: 'position', holder: 'putin' })
      .mergedWith('twin', { kind: 'position', holder: 'kremlin' })
      .asserted('says', 'kremlin');
    expect(decisionOf(merged)).toEqual({ rule: 'confirmed/holder', because: ['twin/says'] });
  });
});

describe('an answer', () => {
  it('names its policy and is empty for a claim without entries', () => {
    expect(new ACase().verify()).toEqual({
      status: 'unverified',
      rule: 'unverified/none',
      because: [],
      possibly: [],
      policy: 'standard/1',
      origins: [],
      counts: { named: 0, unnamed: 0, baseless: 0, circular: 0 },
      withoutEffect: [],
    });
  });

  it('keeps what changes nothing from changing anything', () => {
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
