import { PolicyInputBuilder, decisionOf, originsOf, reasonFor } from '../policy-input.builder.js';

const aboutNato = (): PolicyInputBuilder =>
  new PolicyInputBuilder({ about: ['nato'] }).actor('person', 'jenssen').actor('outlet', 'tass', 'afp');

describe('standard policy: retractions', () => {
  it('retracts an admitted hoax when one unsourced copy remains', () => {
    const hoax = aboutNato()
      .asserted('hoax', 'jenssen', { basis: 'witnessed', on: '2023-08-15' })
      .reported('copy', 'tass', { on: '2023-08-15' })
      .retracted('admits', 'jenssen', 'hoax', { on: '2023-08-16' });
    expect(decisionOf(hoax)).toEqual({ rule: 'retracted/taken-back', because: ['admits', 'hoax'] });
    expect(originsOf(hoax)).toEqual(['unsourced tass']);
    expect(reasonFor(hoax, 'hoax')).toBe('taken-back');
  });

  it('retracts a claim that its subject also denies', () => {
    const denied = aboutNato()
      .asserted('says', 'jenssen', { basis: 'witnessed' })
      .retracted('admits', 'jenssen', 'says')
      .denied('denial', 'nato');
    expect(decisionOf(denied).rule).toBe('retracted/taken-back');
  });

  it.each([
    ['an assertion', (builder: PolicyInputBuilder) => builder.asserted('left', 'afp')],
    ['a named origin', (builder: PolicyInputBuilder) => builder.reported('left', 'afp', { basis: 'document' })],
    [
      'an unnamed origin',
      (builder: PolicyInputBuilder) => builder.reported('left', 'afp', { basis: 'unnamed-source' }),
    ],
    ['a confirmation', (builder: PolicyInputBuilder) => builder.confirmed('left', 'afp')],
  ])('does not retract a claim while %s remains', (_, leave) => {
    const hoax = aboutNato().asserted('hoax', 'jenssen').retracted('admits', 'jenssen', 'hoax');
    expect(decisionOf(leave(hoax)).rule).toBe('unverified/none');
  });

  it('does not retract a claim with genuine primary evidence for it', () => {
    const hoax = aboutNato().asserted('hoax', 'jenssen').retracted('admits', 'jenssen', 'hoax');
    expect(decisionOf(hoax.evidence('memo', 'afp', 'supports')).rule).toBe('confirmed/evidence');
  });

  it('retracts a claim when a citation cycle remains', () => {
    const ring = aboutNato()
      .asserted('hoax', 'jenssen')
      .retracted('admits', 'jenssen', 'hoax')
      .reported('a', 'tass', { cites: ['b'] })
      .reported('b', 'afp', { cites: ['a'] });
    expect(decisionOf(ring).rule).toBe('retracted/taken-back');
    expect(originsOf(ring)).toEqual(['circular afp+tass']);
  });

  it('keeps a statement after an apology that takes nothing back', () => {
    const tone = aboutNato()
      .asserted('says', 'jenssen', { basis: 'witnessed' })
      .apologized('sorry', 'jenssen', 'says', 'nothing')
      .denied('denial', 'nato');
    expect(decisionOf(tone)).toEqual({ rule: 'disputed/support-and-opposition', because: ['denial', 'says'] });
    expect(reasonFor(tone, 'sorry')).toBe('takes-back-nothing');
  });

  it('keeps a statement of which a part was retracted', () => {
    const part = aboutNato().asserted('says', 'jenssen').corrected('fixes', 'jenssen', 'says', 'part');
    expect(decisionOf(part).rule).toBe('unverified/none');
    expect(originsOf(part)).toEqual(['unsourced jenssen']);
    expect(reasonFor(part, 'fixes')).toBe('part-only');
  });

  it('ignores a retraction by another party', () => {
    const rival = aboutNato().asserted('says', 'jenssen').retracted('claims', 'afp', 'says');
    expect(decisionOf(rival).rule).toBe('unverified/none');
    expect(reasonFor(rival, 'claims')).toBe('not-its-side');
  });

  it('accepts a retraction by a spokesperson of the represented party, and returns the mandates', () => {
    const spokesman = aboutNato()
      .speaksFor('jenssen', 'nato')
      .speaksFor('lungescu', 'nato')
      .asserted('says', 'jenssen', { onBehalfOf: ['nato'] })
      .retracted('corrects', 'lungescu', 'says', { onBehalfOf: ['nato'] });
    expect(decisionOf(spokesman)).toEqual({
      rule: 'retracted/taken-back',
      because: ['corrects', 'says', 'lungescu-for-nato'],
    });
    const press = aboutNato()
      .speaksFor('lungescu', 'nato')
      .asserted('says', 'nato')
      .retracted('corrects', 'lungescu', 'says', { onBehalfOf: ['nato'] });
    expect(decisionOf(press).because).toEqual(['corrects', 'says', 'lungescu-for-nato']);
  });

  it('ignores a retraction by a colleague in its own name, or after its mandate', () => {
    const ministry = aboutNato()
      .speaksFor('jenssen', 'nato')
      .speaksFor('lungescu', 'nato', undefined, '2024-05-31')
      .asserted('says', 'jenssen', { onBehalfOf: ['nato'], on: '2024-05-02' });
    const private_ = ministry.retracted('regrets', 'lungescu', 'says', { on: '2024-05-03' });
    expect(reasonFor(private_, 'regrets')).toBe('not-its-side');
    const former = ministry.retracted('regrets', 'lungescu', 'says', { on: '2025', onBehalfOf: ['nato'] });
    expect(reasonFor(former, 'regrets')).toBe('not-its-side');
  });

  it('accepts a retraction of evidence, whatever else names its document', () => {
    const withdrawn = aboutNato()
      .evidence('memo', 'afp', 'supports', { document: 'file' })
      .retracted('regrets', 'afp', 'memo')
      .confirmed('indeed', 'ria', { of: 'regrets', document: 'file' });
    expect(decisionOf(withdrawn).rule).toBe('unverified/none');
    expect(reasonFor(withdrawn, 'memo')).toBe('taken-back');
  });

  it('restores a statement when its retraction is retracted', () => {
    const undone = aboutNato()
      .asserted('says', 'jenssen')
      .retracted('admits', 'jenssen', 'says')
      .retracted('insists', 'jenssen', 'admits');
    expect(decisionOf(undone).rule).toBe('unverified/none');
    expect(originsOf(undone)).toEqual(['unsourced jenssen']);
    expect(reasonFor(undone, 'admits')).toBe('taken-back');
  });

  it('applies a retraction to all earlier statements of its maker in that sense, and to none later', () => {
    const often = aboutNato()
      .asserted('first', 'jenssen', { on: '2023-01' })
      .asserted('second', 'jenssen', { on: '2023-02' })
      .retracted('admits', 'jenssen', 'second', { on: '2023-03' });
    expect(decisionOf(often).rule).toBe('retracted/taken-back');
    expect(reasonFor(often, 'first')).toBe('followed-by-opposite');
    const again = often.asserted('relapse', 'jenssen', { on: '2023-04' });
    expect(originsOf(again)).toEqual(['unsourced jenssen']);
  });

  it('keeps a joint act until its last maker retracts it', () => {
    const joint = aboutNato()
      .asserted('says', ['jenssen', 'scholz'], { basis: 'witnessed' })
      .retracted('one', 'jenssen', 'says');
    expect(originsOf(joint)).toEqual(['named scholz']);
    joint.retracted('both', 'scholz', 'says');
    expect(decisionOf(joint)).toEqual({ rule: 'retracted/taken-back', because: ['both', 'one', 'says'] });
  });

  it('keeps a joint act of two spokespersons until one retracts it on behalf of their principal', () => {
    const joint = aboutNato()
      .speaksFor('jenssen', 'nato')
      .speaksFor('lungescu', 'nato')
      .asserted('says', ['jenssen', 'lungescu'], { onBehalfOf: ['nato'], basis: 'document' })
      .retracted('one', 'lungescu', 'says');
    expect(originsOf(joint)).toEqual(['named jenssen']);
    joint.retracted('all', 'lungescu', 'says', { onBehalfOf: ['nato'] });
    expect(decisionOf(joint).rule).toBe('retracted/taken-back');
  });

  it('does not retract a claim of which only a denial was retracted', () => {
    expect(decisionOf(aboutNato().denied('denial', 'nato').retracted('sorry', 'nato', 'denial')).rule).toBe(
      'unverified/none',
    );
  });
});

describe('standard policy: opposite acts of one party', () => {
  it('keeps only the later of a confirmation and a denial', () => {
    const turned = aboutNato().confirmed('yes', 'nato', { on: '2023-01' }).denied('no', 'nato', { on: '2023-02' });
    expect(decisionOf(turned)).toEqual({ rule: 'denied/first-hand', because: ['no'] });
    expect(reasonFor(turned, 'yes')).toBe('followed-by-opposite');
  });

  it('keeps both if neither is known to be later', () => {
    const undated = aboutNato().confirmed('yes', 'nato').denied('no', 'nato');
    expect(decisionOf(undated)).toEqual({ rule: 'disputed/support-and-opposition', because: ['no', 'yes'] });
    expect(decisionOf(undated.reversed()).rule).toBe('disputed/support-and-opposition');
    const overlapping = aboutNato().confirmed('yes', 'nato', { on: '2023' }).denied('no', 'nato', { on: '2023-05' });
    expect(decisionOf(overlapping).rule).toBe('disputed/support-and-opposition');
  });

  it('orders acts by a chain of `after`', () => {
    const chained = aboutNato()
      .confirmed('yes', 'nato')
      .reacted('between', 'afp', { after: ['yes'] })
      .denied('no', 'nato', { after: ['between'] });
    expect(decisionOf(chained)).toEqual({ rule: 'denied/first-hand', because: ['no'] });
  });

  it('ignores `after` if the dates contradict it, or in a cycle', () => {
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

  it('restores the earlier act when the later one is retracted', () => {
    const back = aboutNato()
      .confirmed('yes', 'nato', { on: '2023-01' })
      .reported('report', 'afp')
      .denied('no', 'nato', { on: '2023-02' })
      .retracted('sorry', 'nato', 'no', { on: '2023-03' });
    expect(decisionOf(back)).toEqual({ rule: 'confirmed/first-hand', because: ['yes'] });
  });

  it('ignores an opposite act on a part, and one of another party', () => {
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

  it('accepts the outlet’s retraction for an unnamed source, but no opposite act of the source against it', () => {
    const source = (): PolicyInputBuilder => aboutNato().actor('outlet', 'politico').unnamed('diplomat', 'politico');
    const dropped = source()
      .asserted('says', 'diplomat', { basis: 'witnessed' })
      .retracted('drops', 'politico', 'says');
    expect(decisionOf(dropped).rule).toBe('retracted/taken-back');
    const own = source()
      .asserted('says', 'politico', { basis: 'document', on: '2023-01' })
      .denied('no', 'diplomat', { on: '2023-02' });
    expect(originsOf(own)).toEqual(['named politico']);
  });
});
