import { PolicyInputBuilder, decisionOf, originsOf, reasonFor } from '../policy-input.builder.js';

const aboutNato = (): PolicyInputBuilder =>
  new PolicyInputBuilder({ about: ['nato'] }).actor('person', 'lungescu', 'aide').actor('outlet', 'tass', 'afp');

describe('standard policy: standing', () => {
  it('confirms a claim by the actor that it is about', () => {
    const confirmed = aboutNato().reported('report', 'tass').confirmed('yes', 'nato');
    expect(decisionOf(confirmed)).toEqual({ rule: 'confirmed/first-hand', because: ['yes'] });
  });

  it('confirms a claim by a spokesperson of its subject, and returns the mandate', () => {
    const spokesman = aboutNato()
      .speaksFor('lungescu', 'nato')
      .reported('report', 'tass')
      .confirmed('yes', 'lungescu', { onBehalfOf: ['nato'] });
    expect(decisionOf(spokesman)).toEqual({ rule: 'confirmed/first-hand', because: ['yes', 'lungescu-for-nato'] });
  });

  it('does not follow mandates for more than one step', () => {
    const chain = aboutNato()
      .speaksFor('lungescu', 'nato')
      .speaksFor('aide', 'lungescu')
      .denied('no', 'aide', { onBehalfOf: ['nato'] })
      .denied('also-no', 'aide', { onBehalfOf: ['lungescu'] });
    expect(decisionOf(chain)).toEqual({ rule: 'unverified/none', because: [] });
    expect(reasonFor(chain, 'no')).toBe('no-mandate');
  });

  it('ignores the mandate of a person who speaks for itself', () => {
    const own = aboutNato().speaksFor('lungescu', 'nato').denied('no', 'lungescu');
    expect(decisionOf(own).rule).toBe('unverified/none');
  });

  it('gives no standing to an unnamed actor or a group, even if the claim is about it', () => {
    const given = new PolicyInputBuilder({ about: ['diplomat', 'members'] })
      .unnamed('diplomat', 'politico')
      .actor('group', 'members')
      .denied('no', 'diplomat')
      .denied('not', 'members');
    expect(decisionOf(given).rule).toBe('unverified/none');
  });

  it.each([
    ['2023-04-20', 'denied/first-hand'],
    ['2023-10-01', 'denied/first-hand'],
    ['2023-10-01T23:59:59Z', 'denied/first-hand'],
    ['2023-10-02', 'unverified/none'],
    ['2023-04-19', 'unverified/none'],
    ['2023', 'denied/first-hand'],
    ['../2023-04-19', 'unverified/none'],
    [undefined, 'denied/first-hand'],
  ])('gives standing from the first to the last day of a mandate: an act dated %s is %s', (on, rule) => {
    const dated = aboutNato()
      .speaksFor('lungescu', 'nato', '2023-04-20', '2023-10-01')
      .denied('no', 'lungescu', { onBehalfOf: ['nato'], ...(on === undefined ? {} : { on }) });
    expect(decisionOf(dated).rule).toBe(rule);
  });

  it('gives standing at the instant when a mandate ends', () => {
    const last = aboutNato()
      .speaksFor('lungescu', 'nato', '2023', '2023-10-01T12:00:00Z')
      .denied('no', 'lungescu', { onBehalfOf: ['nato'], on: '2023-10-01T14:00:00+02:00' });
    expect(decisionOf(last)).toEqual({ rule: 'denied/first-hand', because: ['no', 'lungescu-for-nato'] });
  });

  it('gives no standing to an unnamed actor by a mandate', () => {
    const posing = aboutNato()
      .unnamed('diplomat', 'tass')
      .speaksFor('diplomat', 'nato')
      .asserted('says', 'nato')
      .retracted('sorry', 'diplomat', 'says', { onBehalfOf: ['nato'] });
    expect(decisionOf(posing).rule).toBe('unverified/none');
    expect(reasonFor(posing, 'sorry')).toBe('not-its-side');
  });

  it('lists a denial without standing as having no effect', () => {
    const bystander = aboutNato().reported('report', 'tass').denied('no', 'afp');
    expect(decisionOf(bystander)).toEqual({ rule: 'unverified/none', because: [] });
    expect(reasonFor(bystander, 'no')).toBe('no-standing');
  });

  it('removes the standing of a joint act when the maker who had it retracts', () => {
    const joint = aboutNato().reported('report', 'tass').confirmed('yes', ['nato', 'afp']);
    expect(decisionOf(joint).rule).toBe('confirmed/first-hand');
    expect(decisionOf(joint.retracted('sorry', 'nato', 'yes')).rule).toBe('unverified/none');
  });
});

describe('standard policy: confirmations with standing', () => {
  it('does not confirm a claim that no third party put forward', () => {
    const alone = aboutNato().confirmed('yes', 'nato', { basis: 'document' });
    expect(decisionOf(alone)).toEqual({ rule: 'unverified/none', because: [] });
  });

  it('does not confirm a claim whose citations lead back to the confirming party', () => {
    const echo = aboutNato()
      .reported('report', 'tass', { cites: ['@nato'] })
      .confirmed('yes', 'nato');
    expect(decisionOf(echo).rule).toBe('unverified/none');
    const loop = aboutNato()
      .speaksFor('lungescu', 'nato')
      .asserted('says', 'lungescu', { onBehalfOf: ['nato'] })
      .reported('report', 'tass', { cites: ['says'] })
      .confirmed('yes', 'nato');
    expect(decisionOf(loop).rule).toBe('unverified/none');
  });

  it('does not confirm a claim that only the confirming party reports of others', () => {
    const own = aboutNato()
      .reported('report', 'nato', { cites: ['@tass'] })
      .confirmed('yes', 'nato');
    expect(decisionOf(own).rule).toBe('unverified/none');
  });

  it('does not confirm a claim by a confirmation of a part, which is not an origin either', () => {
    const part = aboutNato().reported('report', 'tass').confirmed('yes', 'nato', { extent: 'part', basis: 'document' });
    expect(decisionOf(part)).toEqual({ rule: 'unverified/none', because: [] });
    expect(originsOf(part)).toEqual(['unsourced tass']);
    expect(reasonFor(part, 'yes')).toBe('part-only');
  });

  it('confirms a claim that a third party has since retracted', () => {
    const after = aboutNato().asserted('says', 'aide').retracted('sorry', 'aide', 'says').confirmed('yes', 'nato');
    expect(decisionOf(after)).toEqual({ rule: 'confirmed/first-hand', because: ['yes'] });
  });

  it('confirms a claim that third parties only interpreted, or cited in a cycle', () => {
    const read = aboutNato().interpreted('reads', 'tass', 'statement').confirmed('yes', 'nato');
    expect(decisionOf(read).rule).toBe('confirmed/first-hand');
    const ring = aboutNato()
      .reported('a', 'tass', { cites: ['b'] })
      .reported('b', 'afp', { cites: ['a'] })
      .confirmed('yes', 'nato');
    expect(decisionOf(ring).rule).toBe('confirmed/first-hand');
  });

  it('does not confirm a claim that third parties only repeated, questioned or welcomed', () => {
    const noise = aboutNato()
      .repeated('spreads', 'tass', { cites: ['yes'] })
      .questioned('asks', 'afp')
      .reacted('cheers', 'aide')
      .confirmed('yes', 'nato');
    expect(decisionOf(noise).rule).toBe('unverified/none');
  });

  it('disputes a confirmation by a denial with standing', () => {
    const two = new PolicyInputBuilder({ about: ['nato', 'kyiv'] }).confirmed('yes', 'nato').denied('no', 'kyiv');
    expect(decisionOf(two)).toEqual({ rule: 'disputed/support-and-opposition', because: ['no', 'yes'] });
  });
});

describe('standard policy: eyewitnesses', () => {
  it.each(['witnessed', 'recording'] as const)('disputes a denial by an entry on the basis "%s"', (basis) => {
    const against = aboutNato().asserted('saw', 'aide', { basis }).denied('no', 'nato');
    expect(decisionOf(against)).toEqual({ rule: 'disputed/support-and-opposition', because: ['no', 'saw'] });
  });

  it('does not dispute a denial by an entry on any other basis', () => {
    for (const basis of ['document', 'reasoning', 'named-source', 'none-given'] as const) {
      expect(decisionOf(aboutNato().asserted('says', 'aide', { basis }).denied('no', 'nato'))).toEqual({
        rule: 'denied/first-hand',
        because: ['no'],
      });
    }
  });

  it('finds an eyewitness through the reports that cite it', () => {
    const cited = aboutNato()
      .asserted('saw', 'aide', { basis: 'witnessed' })
      .reported('report', 'tass', { cites: ['@aide'], translated: true })
      .denied('no', 'nato');
    expect(originsOf(cited)).toEqual(['named aide']);
  });
});

describe('standard policy: positions', () => {
  const ofPutin = (): PolicyInputBuilder =>
    new PolicyInputBuilder({ kind: 'position', holder: 'putin', about: ['nato'] })
      .actor('person', 'putin', 'peskov')
      .speaksFor('peskov', 'putin');

  it('confirms a position by its holder alone', () => {
    expect(decisionOf(ofPutin().asserted('says', 'putin'))).toEqual({ rule: 'stated/holder', because: ['says'] });
  });

  it('denies a position by a spokesperson of its holder', () => {
    const spoken = ofPutin().denied('no', 'peskov', { onBehalfOf: ['putin'] });
    expect(decisionOf(spoken)).toEqual({ rule: 'denied/holder', because: ['no', 'peskov-for-putin'] });
  });

  it('uses the latest act of the holder, whatever the order of recording', () => {
    const changed = ofPutin()
      .denied('now', 'putin', { on: '2023-02' })
      .asserted('before', 'peskov', { onBehalfOf: ['putin'], on: '2022' });
    expect(decisionOf(changed)).toEqual({ rule: 'denied/holder', because: ['now'] });
    expect(decisionOf(changed.asserted('again', 'putin', { on: '2024' }))).toEqual({
      rule: 'stated/holder',
      because: ['again'],
    });
  });

  it('ignores a denial by another actor, even if the claim is about it', () => {
    expect(decisionOf(ofPutin().asserted('says', 'putin').denied('no', 'nato')).rule).toBe('stated/holder');
  });

  it('disputes a position by evidence that refutes it', () => {
    const leaked = ofPutin().asserted('says', 'putin').evidence('leak', 'afp', 'refutes');
    expect(decisionOf(leaked)).toEqual({ rule: 'disputed/support-and-opposition', because: ['leak', 'says'] });
  });
});
