import { ACase, decisionOf, originsOf, reasonFor } from '../policy-input.builder.js';

const aboutNato = (): ACase => new ACase({ about: ['nato'] }).actor('person', 'jenssen').actor('outlet', 'tass', 'afp');

describe('taking back', () => {
  it('retracts an admitted hoax of which one sourceless copy is left', () => {
    const hoax = aboutNato()
      .asserted('hoax', 'jenssen', { basis: 'witnessed', on: '2023-08-15' })
      .reported('copy', 'tass', { on: '2023-08-15' })
      .tookBack('admits', 'jenssen', 'hoax', { on: '2023-08-16' });
    expect(decisionOf(hoax)).toEqual({ rule: 'retracted/taken-back', because: ['admits', 'hoax'] });
    expect(originsOf(hoax)).toEqual(['baseless tass']);
    expect(reasonFor(hoax, 'hoax')).toBe('taken-back');
  });

  it('retracts though the one concerned also denies', () => {
    const denied = aboutNato()
      .asserted('says', 'jenssen', { basis: 'witnessed' })
      .tookBack('admits', 'jenssen', 'says')
      .denied('denial', 'nato');
    expect(decisionOf(denied).rule).toBe('retracted/taken-back');
  });

  it.each([
    ['an assertion', (left: ACase) => left.asserted('left', 'afp')],
    ['a named end', (left: ACase) => left.reported('left', 'afp', { basis: 'document' })],
    ['an unnamed end', (left: ACase) => left.reported('left', 'afp', { basis: 'unnamed-source' })],
    ['a confirmation', (left: ACase) => left.confirmed('left', 'afp')],
  ])('does not retract while %s is left', (_, leave) => {
    const hoax = aboutNato().asserted('hoax', 'jenssen').tookBack('admits', 'jenssen', 'hoax');
    expect(decisionOf(leave(hoax)).rule).toBe('unverified/none');
  });

  it('does not retract while genuine primary evidence supports', () => {
    const hoax = aboutNato().asserted('hoax', 'jenssen').tookBack('admits', 'jenssen', 'hoax');
    expect(decisionOf(hoax.evidence('memo', 'afp', 'supports')).rule).toBe('confirmed/evidence');
  });

  it('retracts though a ring of reports is left', () => {
    const ring = aboutNato()
      .asserted('hoax', 'jenssen')
      .tookBack('admits', 'jenssen', 'hoax')
      .reported('a', 'tass', { cites: ['b'] })
      .reported('b', 'afp', { cites: ['a'] });
    expect(decisionOf(ring).rule).toBe('retracted/taken-back');
    expect(originsOf(ring)).toEqual(['circular afp+tass']);
  });

  it('leaves the substance of a statement by an apology for its tone', () => {
    const tone = aboutNato()
      .asserted('says', 'jenssen', { basis: 'witnessed' })
      .apologized('sorry', 'jenssen', 'says', 'nothing')
      .denied('denial', 'nato');
    expect(decisionOf(tone)).toEqual({ rule: 'disputed/support-and-opposition', because: ['denial', 'says'] });
    expect(reasonFor(tone, 'sorry')).toBe('takes-back-nothing');
  });

  it('takes nothing off the whole by taking back a part', () => {
    const part = aboutNato().asserted('says', 'jenssen').corrected('fixes', 'jenssen', 'says', 'part');
    expect(decisionOf(part).rule).toBe('unverified/none');
    expect(originsOf(part)).toEqual(['baseless jenssen']);
    expect(reasonFor(part, 'fixes')).toBe('part-only');
  });

  it('counts only from the side of the entry', () => {
    const rival = aboutNato().asserted('says', 'jenssen').tookBack('claims', 'afp', 'says');
    expect(decisionOf(rival).rule).toBe('unverified/none');
    expect(reasonFor(rival, 'claims')).toBe('not-its-side');
  });

  it('counts from a spokesman of the one on whose behalf it was said, and names the mandates', () => {
    const spokesman = aboutNato()
      .speaksFor('jenssen', 'nato')
      .speaksFor('lungescu', 'nato')
      .asserted('says', 'jenssen', { onBehalfOf: ['nato'] })
      .tookBack('corrects', 'lungescu', 'says', { onBehalfOf: ['nato'] });
    expect(decisionOf(spokesman)).toEqual({
      rule: 'retracted/taken-back',
      because: ['corrects', 'says', 'lungescu-for-nato'],
    });
    const press = aboutNato()
      .speaksFor('lungescu', 'nato')
      .asserted('says', 'nato')
      .tookBack('corrects', 'lungescu', 'says', { onBehalfOf: ['nato'] });
    expect(decisionOf(press).because).toEqual(['corrects', 'says', 'lungescu-for-nato']);
  });

  it('does not count from a colleague who speaks in its own name, nor after its mandate', () => {
    const ministry = aboutNato()
      .speaksFor('jenssen', 'nato')
      .speaksFor('lungescu', 'nato', undefined, '2024-05-31')
      .asserted('says', 'jenssen', { onBehalfOf: ['nato'], on: '2024-05-02' });
    const private_ = ministry.tookBack('regrets', 'lungescu', 'says', { on: '2024-05-03' });
    expect(reasonFor(private_, 'regrets')).toBe('not-its-side');
    const former = ministry.tookBack('regrets', 'lungescu', 'says', { on: '2025', onBehalfOf: ['nato'] });
    expect(reasonFor(former, 'regrets')).toBe('not-its-side');
  });

  it('takes evidence back, too, whatever else names its document', () => {
    const withdrawn = aboutNato()
      .evidence('memo', 'afp', 'supports', { document: 'file' })
      .tookBack('regrets', 'afp', 'memo')
      .confirmed('indeed', 'ria', { of: 'regrets', document: 'file' });
    expect(decisionOf(withdrawn).rule).toBe('unverified/none');
    expect(reasonFor(withdrawn, 'memo')).toBe('taken-back');
  });

  it('is undone when it is itself taken back', () => {
    const undone = aboutNato()
      .asserted('says', 'jenssen')
      .tookBack('admits', 'jenssen', 'says')
      .tookBack('insists', 'jenssen', 'admits');
    expect(decisionOf(undone).rule).toBe('unverified/none');
    expect(originsOf(undone)).toEqual(['baseless jenssen']);
    expect(reasonFor(undone, 'admits')).toBe('taken-back');
  });

  it('goes against all that its maker had said before in that sense, and nothing after', () => {
    const often = aboutNato()
      .asserted('first', 'jenssen', { on: '2023-01' })
      .asserted('second', 'jenssen', { on: '2023-02' })
      .tookBack('admits', 'jenssen', 'second', { on: '2023-03' });
    expect(decisionOf(often).rule).toBe('retracted/taken-back');
    expect(reasonFor(often, 'first')).toBe('followed-by-opposite');
    const again = often.asserted('relapse', 'jenssen', { on: '2023-04' });
    expect(originsOf(again)).toEqual(['baseless jenssen']);
  });

  it('keeps a joint act standing while one maker keeps to it', () => {
    const joint = aboutNato()
      .asserted('says', ['jenssen', 'scholz'], { basis: 'witnessed' })
      .tookBack('one', 'jenssen', 'says');
    expect(originsOf(joint)).toEqual(['named scholz']);
    joint.tookBack('both', 'scholz', 'says');
    expect(decisionOf(joint)).toEqual({ rule: 'retracted/taken-back', because: ['both', 'one', 'says'] });
  });

  it('keeps a joint act for another on whose behalf both spoke, until that one is named', () => {
    const joint = aboutNato()
      .speaksFor('jenssen', 'nato')
      .speaksFor('lungescu', 'nato')
      .asserted('says', ['jenssen', 'lungescu'], { onBehalfOf: ['nato'], basis: 'document' })
      .tookBack('one', 'lungescu', 'says');
    expect(originsOf(joint)).toEqual(['named jenssen']);
    joint.tookBack('all', 'lungescu', 'says', { onBehalfOf: ['nato'] });
    expect(decisionOf(joint).rule).toBe('retracted/taken-back');
  });

  it('does not make a claim retracted that was only denied, and the denial taken back', () => {
    expect(decisionOf(aboutNato().denied('denial', 'nato').tookBack('sorry', 'nato', 'denial')).rule).toBe(
      'unverified/none',
    );
  });
});

describe('an opposite act of the same side', () => {
  it('ends what it follows', () => {
    const turned = aboutNato().confirmed('yes', 'nato', { on: '2023-01' }).denied('no', 'nato', { on: '2023-02' });
    expect(decisionOf(turned)).toEqual({ rule: 'denied/first-hand', because: ['no'] });
    expect(reasonFor(turned, 'yes')).toBe('followed-by-opposite');
  });

  it('leaves both standing where neither is known to follow', () => {
    const undated = aboutNato().confirmed('yes', 'nato').denied('no', 'nato');
    expect(decisionOf(undated)).toEqual({ rule: 'disputed/support-and-opposition', because: ['no', 'yes'] });
    expect(decisionOf(undated.reversed()).rule).toBe('disputed/support-and-opposition');
    const overlapping = aboutNato().confirmed('yes', 'nato', { on: '2023' }).denied('no', 'nato', { on: '2023-05' });
    expect(decisionOf(overlapping).rule).toBe('disputed/support-and-opposition');
  });

  it('follows by a chain of `after` too', () => {
    const chained = aboutNato()
      .confirmed('yes', 'nato')
      .reacted('between', 'afp', { after: ['yes'] })
      .denied('no', 'nato', { after: ['between'] });
    expect(decisionOf(chained)).toEqual({ rule: 'denied/first-hand', because: ['no'] });
  });

  it('does not follow by `after` when the dates say the contrary, nor in a ring', () => {
    const contrary = aboutNato()
      .reported('report', 'afp')
      .confirmed('yes', 'nato', { on: '2023-05' })
      .denied('no', 'nato', { on: '2023-04', after: ['yes'] });
    expect(decisionOf(contrary)).toEqual({ rule: 'confirmed/first-hand', because: ['yes'] });
    expect(reasonFor(contrary, 'no')).toBe('followed-by-opposite');
    const ring = aboutNato()
      .confirmed('yes', 'nato', { after: ['no'] })
      .denied('no', 'nato', { after: ['yes'] });
    expect(decisionOf(ring).rule).toBe('disputed/support-and-opposition');
  });

  it('ends nothing once it was taken back', () => {
    const back = aboutNato()
      .confirmed('yes', 'nato', { on: '2023-01' })
      .reported('report', 'afp')
      .denied('no', 'nato', { on: '2023-02' })
      .tookBack('sorry', 'nato', 'no', { on: '2023-03' });
    expect(decisionOf(back)).toEqual({ rule: 'confirmed/first-hand', because: ['yes'] });
  });

  it('is no act on a part, and none of another side', () => {
    const part = aboutNato()
      .confirmed('yes', 'nato', { on: '2023-01' })
      .reported('report', 'afp')
      .denied('no', 'nato', { on: '2023-02', extent: 'part' });
    expect(decisionOf(part)).toEqual({ rule: 'confirmed/first-hand', because: ['yes'] });
    expect(reasonFor(part, 'no')).toBe('part-only');
    const colleague = aboutNato()
      .speaksFor('jenssen', 'nato')
      .asserted('own', 'jenssen', { basis: 'witnessed', on: '2023-01' })
      .denied('no', 'nato', { on: '2023-02' });
    expect(decisionOf(colleague)).toEqual({ rule: 'disputed/support-and-opposition', because: ['no', 'own'] });
  });

  it('of an unnamed source may come from its outlet, but never goes against the outlet', () => {
    const source = (): ACase => aboutNato().actor('outlet', 'politico').unnamed('diplomat', 'politico');
    const dropped = source().asserted('says', 'diplomat', { basis: 'witnessed' }).tookBack('drops', 'politico', 'says');
    expect(decisionOf(dropped).rule).toBe('retracted/taken-back');
    const own = source()
      .asserted('says', 'politico', { basis: 'document', on: '2023-01' })
      .denied('no', 'diplomat', { on: '2023-02' });
    expect(originsOf(own)).toEqual(['named politico']);
  });
});
