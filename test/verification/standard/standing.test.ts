import { ACase, decisionOf, originsOf, reasonFor } from '../policy-input.builder.js';

const aboutNato = (): ACase =>
  new ACase({ about: ['nato'] }).actor('person', 'lungescu', 'aide').actor('outlet', 'tass', 'afp');

describe('standing', () => {
  it('lets the one whom the claim is about confirm what others put forward', () => {
    const confirmed = aboutNato().reported('report', 'tass').confirmed('yes', 'nato');
    expect(decisionOf(confirmed)).toEqual({ rule: 'confirmed/first-hand', because: ['yes'] });
  });

  it('lets who speaks for it confirm, and names the mandate', () => {
    const spokesman = aboutNato()
      .speaksFor('lungescu', 'nato')
      .reported('report', 'tass')
      .confirmed('yes', 'lungescu', { onBehalfOf: ['nato'] });
    expect(decisionOf(spokesman)).toEqual({ rule: 'confirmed/first-hand', because: ['yes', 'lungescu-for-nato'] });
  });

  it('has no spokesman of a spokesman', () => {
    const chain = aboutNato()
      .speaksFor('lungescu', 'nato')
      .speaksFor('aide', 'lungescu')
      .denied('no', 'aide', { onBehalfOf: ['nato'] })
      .denied('also-no', 'aide', { onBehalfOf: ['lungescu'] });
    expect(decisionOf(chain)).toEqual({ rule: 'unverified/none', because: [] });
    expect(reasonFor(chain, 'no')).toBe('no-mandate');
  });

  it('has none for a person who speaks for itself', () => {
    const own = aboutNato().speaksFor('lungescu', 'nato').denied('no', 'lungescu');
    expect(decisionOf(own).rule).toBe('unverified/none');
  });

  it('has none for an unnamed actor or a group, even if the claim is about it', () => {
    const given = new ACase({ about: ['diplomat', 'members'] })
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
  ])('holds from the first to the last day of a mandate, for an act of %s: %s', (on, rule) => {
    const dated = aboutNato()
      .speaksFor('lungescu', 'nato', '2023-04-20', '2023-10-01')
      .denied('no', 'lungescu', { onBehalfOf: ['nato'], ...(on === undefined ? {} : { on }) });
    expect(decisionOf(dated).rule).toBe(rule);
  });

  it('holds at the very instant at which a mandate ends', () => {
    const last = aboutNato()
      .speaksFor('lungescu', 'nato', '2023', '2023-10-01T12:00:00Z')
      .denied('no', 'lungescu', { onBehalfOf: ['nato'], on: '2023-10-01T14:00:00+02:00' });
    expect(decisionOf(last)).toEqual({ rule: 'denied/first-hand', because: ['no', 'lungescu-for-nato'] });
  });

  it('is never an unnamed actor’s by a mandate', () => {
    const posing = aboutNato()
      .unnamed('diplomat', 'tass')
      .speaksFor('diplomat', 'nato')
      .asserted('says', 'nato')
      .tookBack('sorry', 'diplomat', 'says', { onBehalfOf: ['nato'] });
    expect(decisionOf(posing).rule).toBe('unverified/none');
    expect(reasonFor(posing, 'sorry')).toBe('not-its-side');
  });

  it('decides for nobody else: a denial without it is shown only', () => {
    const bystander = aboutNato().reported('report', 'tass').denied('no', 'afp');
    expect(decisionOf(bystander)).toEqual({ rule: 'unverified/none', because: [] });
    expect(reasonFor(bystander, 'no')).toBe('no-standing');
  });

  it('is lost with the maker who had it', () => {
    const joint = aboutNato().reported('report', 'tass').confirmed('yes', ['nato', 'afp']);
    expect(decisionOf(joint).rule).toBe('confirmed/first-hand');
    expect(decisionOf(joint.tookBack('sorry', 'nato', 'yes')).rule).toBe('unverified/none');
  });
});

describe('a confirmation with standing', () => {
  it('confirms nothing that nobody else put forward', () => {
    const alone = aboutNato().confirmed('yes', 'nato', { basis: 'document' });
    expect(decisionOf(alone)).toEqual({ rule: 'unverified/none', because: [] });
  });

  it('confirms nothing that ends on its own side', () => {
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

  it('confirms nothing that only its own side reports of others', () => {
    const own = aboutNato()
      .reported('report', 'nato', { cites: ['@tass'] })
      .confirmed('yes', 'nato');
    expect(decisionOf(own).rule).toBe('unverified/none');
  });

  it('of a part confirms nothing, and is no origin', () => {
    const part = aboutNato().reported('report', 'tass').confirmed('yes', 'nato', { extent: 'part', basis: 'document' });
    expect(decisionOf(part)).toEqual({ rule: 'unverified/none', because: [] });
    expect(originsOf(part)).toEqual(['baseless tass']);
    expect(reasonFor(part, 'yes')).toBe('part-only');
  });

  it('confirms what others have taken back since', () => {
    const after = aboutNato().asserted('says', 'aide').tookBack('sorry', 'aide', 'says').confirmed('yes', 'nato');
    expect(decisionOf(after)).toEqual({ rule: 'confirmed/first-hand', because: ['yes'] });
  });

  it('confirms what others only read into a statement, or cited in a ring', () => {
    const read = aboutNato().interpreted('reads', 'tass', 'statement').confirmed('yes', 'nato');
    expect(decisionOf(read).rule).toBe('confirmed/first-hand');
    const ring = aboutNato()
      .reported('a', 'tass', { cites: ['b'] })
      .reported('b', 'afp', { cites: ['a'] })
      .confirmed('yes', 'nato');
    expect(decisionOf(ring).rule).toBe('confirmed/first-hand');
  });

  it('confirms nothing that others only repeated, questioned or welcomed', () => {
    const noise = aboutNato()
      .repeated('spreads', 'tass', { cites: ['yes'] })
      .questioned('asks', 'afp')
      .reacted('cheers', 'aide')
      .confirmed('yes', 'nato');
    expect(decisionOf(noise).rule).toBe('unverified/none');
  });

  it('is disputed by a denial with standing', () => {
    const two = new ACase({ about: ['nato', 'kyiv'] }).confirmed('yes', 'nato').denied('no', 'kyiv');
    expect(decisionOf(two)).toEqual({ rule: 'disputed/support-and-opposition', because: ['no', 'yes'] });
  });
});

describe('an eyewitness', () => {
  it.each(['witnessed', 'recording'] as const)('on the basis "%s" stands against a denial', (basis) => {
    const against = aboutNato().asserted('saw', 'aide', { basis }).denied('no', 'nato');
    expect(decisionOf(against)).toEqual({ rule: 'disputed/support-and-opposition', because: ['no', 'saw'] });
  });

  it('weighs more than one who only has a document, or reasons', () => {
    for (const basis of ['document', 'reasoning', 'named-source', 'none-given'] as const) {
      expect(decisionOf(aboutNato().asserted('says', 'aide', { basis }).denied('no', 'nato'))).toEqual({
        rule: 'denied/first-hand',
        because: ['no'],
      });
    }
  });

  it('is heard through those who cite it', () => {
    const cited = aboutNato()
      .asserted('saw', 'aide', { basis: 'witnessed' })
      .reported('report', 'tass', { cites: ['@aide'], translated: true })
      .denied('no', 'nato');
    expect(originsOf(cited)).toEqual(['named aide']);
  });
});

describe('a position', () => {
  const ofPutin = (): ACase =>
    new ACase({ kind: 'position', holder: 'putin', about: ['nato'] })
      .actor('person', 'putin', 'peskov')
      .speaksFor('peskov', 'putin');

  it('is confirmed by its holder alone', () => {
    expect(decisionOf(ofPutin().asserted('says', 'putin'))).toEqual({ rule: 'confirmed/holder', because: ['says'] });
  });

  it('is confirmed or denied by who speaks for the holder', () => {
    const spoken = ofPutin().denied('no', 'peskov', { onBehalfOf: ['putin'] });
    expect(decisionOf(spoken)).toEqual({ rule: 'denied/holder', because: ['no', 'peskov-for-putin'] });
  });

  it('changes with the latest act of its holder, whatever was recorded first', () => {
    const changed = ofPutin()
      .denied('now', 'putin', { on: '2023-02' })
      .asserted('before', 'peskov', { onBehalfOf: ['putin'], on: '2022' });
    expect(decisionOf(changed)).toEqual({ rule: 'denied/holder', because: ['now'] });
    expect(decisionOf(changed.asserted('again', 'putin', { on: '2024' }))).toEqual({
      rule: 'confirmed/holder',
      because: ['again'],
    });
  });

  it('is nobody else’s to deny, be the claim about it', () => {
    expect(decisionOf(ofPutin().asserted('says', 'putin').denied('no', 'nato')).rule).toBe('confirmed/holder');
  });

  it('is disputed by evidence that refutes it', () => {
    const leaked = ofPutin().asserted('says', 'putin').evidence('leak', 'afp', 'refutes');
    expect(decisionOf(leaked)).toEqual({ rule: 'disputed/support-and-opposition', because: ['leak', 'says'] });
  });
});
