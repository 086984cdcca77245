import { createHmac } from 'node:crypto';
import request from 'supertest';
import { signedHeaders } from '../../src/webhooks/signing/sign.js';
import type { TestLedger } from '../e2e/api/test-ledger.js';

type Headers = Readonly<Record<string, string>>;

/** Sends bytes to an integration, as a service that has no key of the ledger. */
export const deliver = (ledger: Pick<TestLedger, 'url'>, id: string, headers: Headers, body: string | Buffer) =>
  request(ledger.url)
    .post(`/v1/integrations/${id}/deliveries`)
    .set({ 'Content-Type': 'application/json', ...headers })
    // As they are: supertest would serialise a Buffer as JSON.
    .serialize((given) => given as string)
    .send(body);

/** The headers of Standard Webhooks. */
export const standard = (secret: string, id: string, body: string | Buffer, at = Date.now()): Record<string, string> =>
  signedHeaders({ id, timestamp: Math.floor(at / 1_000), body, secrets: [secret] });

/** The header of GitHub. */
export const github = (secret: string, body: string | Buffer): Record<string, string> => ({
  'X-Hub-Signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
});

/** A command that registers a claim, as a line of an import. */
export const claim = (id: string) =>
  JSON.stringify({ type: 'ClaimRegistered', claim: id, text: `A claim ${id}.`, language: 'en', kind: 'factual' });
