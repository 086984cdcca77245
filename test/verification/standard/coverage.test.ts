import type { Coverage } from '../../../src/verification/policy.js';
import { PolicyInputBuilder } from '../policy-input.builder.js';

const given = (about: readonly string[] = []) =>
  new PolicyInputBuilder({ about }).actor('outlet', 'vg', 'tass', 'bild').actor('person', 'jenssen');
const coverage = (input: PolicyInputBuilder): Coverage => input.verify().coverage;
const first = (input: PolicyInputBuilder): string | undefined => coverage(input).firstReporter;

describe('coverage: reporters', () => {
  it('counts each outlet that asserts, reports, repeats, interprets or confirms the claim once', () => {
    const input = given()
      .asserted('a', 'vg')
      .reported('b', 'vg')
      .repeated('c', 'tass')
      .interpreted('d', 'bild', 'speech')
      .actor('outlet', 'blick')
      .confirmed('e', 'blick');
    expect(coverage(input).reporters).toBe(4);
  });

  it('leaves out other kinds of actors, unnamed sources, and acts without effect', () => {
    const input = given()
      .unnamed('diplomat', 'vg')
      .reported('a', 'jenssen')
      .reported('b', 'diplomat')
      .reported('c', 'tass')
      .retracted('d', 'tass', 'c')
      .reported('e', 'bild')
      .voided('f', 'e')
      .questioned('g', 'vg');
    expect(coverage(input).reporters).toBe(0);
  });

  it('counts joined outlets as one', () => {
    const input = new PolicyInputBuilder().actor('outlet', 'tass', 'tass-en').joined('tass', 'tass-en');
    expect(coverage(input.reported('a', 'tass').reported('b', 'tass-en')).reporters).toBe(1);
  });
});

describe('coverage: independent origins', () => {
  const named = { basis: 'document' } as const;

  it('counts named origins of which any two are independent', () => {
    const input = given().reported('a', 'vg', named).reported('b', 'tass', named).reported('c', 'bild');
    expect(coverage(input).independentOrigins).toBe(2);
    expect(coverage(given().reported('a', 'vg')).independentOrigins).toBe(0);
  });

  it('counts an origin and one that speaks for it once', () => {
    const input = given().speaksFor('jenssen', 'nato').asserted('a', 'jenssen', named).asserted('b', 'nato', named);
    expect(coverage(input).independentOrigins).toBe(1);
  });
});

describe('coverage: first reporter', () => {
  it('is the outlet before which no other is known to have carried the claim', () => {
    expect(first(given().reported('a', 'vg', { on: '2024-04-02' }).reported('b', 'tass', { on: '2024-04-01' }))).toBe(
      'tass',
    );
    expect(first(given().reported('a', 'vg', { on: '2024-04' }).reported('b', 'tass', { on: '2024-04-01' }))).toBe(
      undefined,
    );
    expect(first(given().reported('a', 'vg').reported('b', 'tass', { on: '2024-04-01' }))).toBe(undefined);
    expect(first(given())).toBe(undefined);
  });

  it('is not an outlet that cites another, or an entry, a document or an entry on another claim by another', () => {
    const day = { on: '2024-04-01' };
    const report = () => given().published('dispatch', 'tass').elsewhere('other/e1', 'tass').reported('a', 'tass', day);
    expect(first(report().reported('b', 'vg', day))).toBe(undefined);
    for (const cited of ['a', '@tass', '#dispatch', 'other/e1']) {
      const input = report()
        .actor('outlet', 'tass')
        .reported('b', 'vg', { ...day, cites: [cited] });
      expect([cited, first(input)]).toEqual([cited, 'tass']);
    }
    expect(first(report().reported('b', 'vg', { after: ['a'] }))).toBe('tass');
  });

  it('may cite a person, its own document and itself', () => {
    const input = given()
      .published('own', 'vg')
      .asserted('a', 'jenssen', { on: '2023-08-15' })
      .reported('b', 'vg', { on: '2023-08-15', cites: ['a', '#own'] })
      .reported('c', 'tass', { on: '2023-08-15', cites: ['@vg'] });
    expect(first(input)).toBe('vg');
  });

  it('is unknown for a joint act and for outlets that cite each other', () => {
    expect(first(given().reported('a', ['vg', 'tass']))).toBe(undefined);
    expect(
      first(
        given()
          .reported('a', 'vg', { cites: ['@tass'] })
          .reported('b', 'tass', { cites: ['@vg'] }),
      ),
    ).toBe(undefined);
  });

  it('stays the same after the outlet took its report back', () => {
    expect(first(given().reported('a', 'vg').retracted('b', 'vg', 'a'))).toBe('vg');
  });
});

describe('coverage: times', () => {
  it('returns the moment by which the claim was put forward', () => {
    const input = given().reported('a', 'vg', { on: '2024-04' }).reported('b', 'tass', { on: '2024-04-03' });
    expect(coverage(input).putForwardBy).toBe('2024-04-03T23:59:59.999Z');
    expect(coverage(given().reported('a', 'vg'))).not.toHaveProperty('putForwardBy');
  });

  it('measures the time from the first report to the first denial with standing', () => {
    const input = given(['nato'])
      .reported('a', 'vg', { on: '2024-04-01T10:00:00Z' })
      .denied('b', 'jenssen', { on: '2024-04-01T11:00:00Z' });
    expect(coverage(input)).toMatchObject({ deniedByAbout: false });
    expect(coverage(input)).not.toHaveProperty('timeToDenial');
    expect(coverage(input.denied('c', 'nato', { on: '2024-04-02' }))).toMatchObject({
      deniedByAbout: true,
      timeToDenial: { occurred: { atLeast: 14 * 3_600, atMost: 38 * 3_600 }, recorded: 2 },
    });
  });

  it('gives the bounds that vague dates leave', () => {
    const between = (report: string | undefined, denial: string | undefined) =>
      coverage(
        given(['nato'])
          .reported('a', 'vg', report === undefined ? {} : { on: report })
          .denied('b', 'nato', denial === undefined ? {} : { on: denial }),
      ).timeToDenial?.occurred;
    const day = 24 * 3_600;
    expect(between('2024-04-01', '2024-04-01')).toEqual({ atLeast: 0, atMost: day });
    expect(between('2024-04-02', '2024-04-01')).toEqual({ atLeast: -2 * day, atMost: 0 });
    expect(between('../2024-04-01', '2024-04-03')).toEqual({ atLeast: day });
    expect(between('2024-04-01', '../2024-04-03')).toEqual({ atMost: 3 * day });
    expect(between(undefined, '2024-04-03')).toBe(undefined);
  });
});
