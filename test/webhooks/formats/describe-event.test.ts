import { claimLink } from '../../../src/webhooks/formats/claim-link.js';
import { describeEvent } from '../../../src/webhooks/formats/describe-event.js';
import { EVENT_CATALOG, wireTypeOf } from '../../../src/ledger/event-catalog.js';
import { CHANGED, cloudEvent, DENIED } from './examples.js';

const actorName = (id: string): string | undefined => ({ mayor: 'Mayor Jo Doe', tass: 'ТАСС', hebrew: 'דובר' })[id];
const headline = (type: string, data: object, subject?: string): string =>
  describeEvent(cloudEvent(`claim-ledger.${type}.v1`, data, subject), { actorName }).headline;

describe('a redaction', () => {
  it('says what was redacted, why and on whose authority', () => {
    const data = { target: { type: 'ClaimDenied' }, reason: 'Right to erasure', authority: 'Art. 17 GDPR' };
    expect(describeEvent(cloudEvent('claim-ledger.entry.redacted.v1', data, 'talks'))).toEqual({
      headline: 'Redacted: ClaimDenied of talks.',
      text: 'Right to erasure (Art. 17 GDPR)',
    });
  });
});

describe('a change of status', () => {
  it('says the status after and before, the summary and the cause', () => {
    expect(describeEvent(CHANGED)).toEqual({
      headline: 'Now denied, before reported.',
      text: 'The Herald reports it; the mayor denies it. Cause: the entry bridge-closed/denied-1.',
    });
  });

  it('says the rating, and that a claim is new', () => {
    const data = {
      ...CHANGED.data,
      before: null,
      after: { status: 'rated' as const, rule: 'rated', rating: 'false' as const },
    };
    expect(describeEvent({ ...CHANGED, data }).headline).toBe('Registered as rated false.');
  });

  it.each([
    [{ passed: '2026-04-01T00:00:00.000Z' }, 'Cause: 2026-04-01 has passed.'],
    [{ document: 'letter' }, 'Cause: a change of the document letter.'],
    [{ actor: 'mayor', mandate: 'm1' }, 'Cause: a change of Mayor Jo Doe.'],
    [{ actor: 'unknown-actor' }, 'Cause: a change of unknown-actor.'],
  ])('names the cause %j', (cause, sentence) => {
    expect(describeEvent({ ...CHANGED, data: { ...CHANGED.data, cause } }, { actorName }).text).toContain(sentence);
  });
});

describe('an event of the ledger', () => {
  it('says who did what, with the words spoken', () => {
    expect(describeEvent(DENIED, { actorName })).toEqual({
      headline: 'Denied by Mayor Jo Doe.',
      text: '“The bridge was open all day.”',
    });
  });

  it.each([
    ['claim.registered', { text: 'A claim.' }, 'Claim registered.'],
    ['claim.amended', { id: 'a1', text: 'B', topics: [] }, 'Claim amended: text and topics.'],
    ['claim.linked', { relation: 'restates', other: 'second' }, 'Claim linked: restates second.'],
    ['claim.denied', { by: ['mayor', 'tass'], extent: 'part' }, 'Denied in part by Mayor Jo Doe and ТАСС.'],
    ['claim.confirmed', { by: ['x'], of: 'r1' }, 'Confirmed by x, about r1 only.'],
    ['claim.denied', { by: ['hebrew'] }, 'Denied by \u2068דובר\u2069.'],
    ['claim.reported', { by: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }, 'Reported by a, b, c, d, e and 2 more.'],
  ])('%s says of %j: %s', (type, data, expected) => {
    expect(headline(type, data)).toBe(expected);
  });

  it('of another aggregate is named by its type and its name', () => {
    expect(headline('actor.registered', { name: 'TASS' }, 'actor/tass')).toBe('Actor registered: TASS.');
    expect(headline('webhook.test', { message: 'A test' }, 'webhook/one')).toBe('Webhook test: A test.');
  });

  it('has a description for each type of event that a claim can have', () => {
    const entries = [...EVENT_CATALOG.values()].filter(({ aggregate }) => aggregate === 'claim');
    expect(entries.length).toBeGreaterThan(15);
    for (const { type } of entries) {
      const { headline } = describeEvent(cloudEvent(wireTypeOf(type, 1), { by: ['mayor'] }), { actorName });
      expect(headline).not.toMatch(/^Claim (?!registered|amended|linked)|: bridge-closed|undefined/);
    }
  });

  it('is described without its data', () => {
    const { data: _data, ...thin } = DENIED;
    expect(describeEvent(thin as typeof DENIED)).toEqual({ headline: 'Denied.' });
  });

  it('has bounded, harmless parts', () => {
    const name = `\u202e<evil>\n${'x'.repeat(5_000)}`;
    const { headline } = describeEvent(DENIED, { actorName: () => name });
    expect(headline.length).toBeLessThan(250);
    expect(headline).not.toMatch(/[\u202e\n]/);
  });
});

describe('the link to a claim', () => {
  it('leads to the claim as it was at that moment', () => {
    expect(claimLink('https://ledger.example/base/', 'bridge closed', '2026-03-01T09:30:00.250Z')).toBe(
      'https://ledger.example/base/v1/claims/bridge%20closed?asOf=2026-03-01T09%3A30%3A00.250Z',
    );
    expect(claimLink(undefined, 'bridge', '2026-03-01T09:30:00.250Z')).toBeUndefined();
  });
});
