import type { AttemptOutcome } from '../../../../src/webhooks/delivery/delivery-client.js';
import { agreementIn } from '../../../../src/webhooks/outbound/dispatch/handshake.js';

const answered = (status: number, headers: Record<string, string> = {}, body = ''): AttemptOutcome => ({
  kind: 'answered',
  status,
  headers,
  body,
  durationMs: 1,
});
const expected = { origin: 'ledger.example', challenge: 'c0ffee' };
const options = (outcome: AttemptOutcome) => agreementIn('options', outcome, expected).kind;
const challenge = (outcome: AttemptOutcome) => agreementIn('challenge', outcome, expected).kind;

describe('agreementIn', () => {
  it('takes an answer to OPTIONS that allows this sender, or everybody', () => {
    expect(options(answered(200, { 'webhook-allowed-origin': 'Ledger.Example' }))).toBe('passed');
    expect(options(answered(204, { 'webhook-allowed-origin': '*' }))).toBe('passed');
    expect(options(answered(200, { 'webhook-allowed-origin': 'other.example' }))).toBe('failed');
    expect(options(answered(200))).toBe('failed');
    expect(options(answered(405, { 'webhook-allowed-origin': '*' }))).toBe('failed');
  });
  it('takes the challenge as the whole body, or as a member of JSON', () => {
    expect(challenge(answered(200, {}, ' c0ffee\n'))).toBe('passed');
    expect(challenge(answered(200, {}, '"c0ffee"'))).toBe('passed');
    expect(challenge(answered(200, {}, '{"challenge":"c0ffee"}'))).toBe('passed');
    expect(challenge(answered(200, {}, '{"challenge":"other"}'))).toBe('failed');
    expect(challenge(answered(200, { 'webhook-allowed-origin': '*' }))).toBe('failed');
    expect(challenge(answered(301, {}, 'c0ffee'))).toBe('failed');
  });
  it('leaves open what may pass', () => {
    for (const status of [408, 429, 500, 503]) expect(options(answered(status))).toBe('unknown');
    expect(options({ kind: 'failed', reason: 'dns', message: 'No such host.', durationMs: 1 })).toBe('unknown');
  });
});
