import { hash } from 'node:crypto';
import { GITHUB_SIGNATURE, verifyGithubSignature } from '../../signing/verify-github.js';
import { WEBHOOK_ID, WEBHOOK_SIGNATURE, WEBHOOK_TIMESTAMP } from '../../signing/sign.js';
import {
  isSame,
  type ReceivedHeaders,
  type SignatureFault,
  TOLERANCE_SECONDS,
  verifyWebhook,
} from '../../signing/verify.js';

export const VERIFICATIONS = ['standard-webhooks', 'github', 'bearer'] as const;
/**
 * How a sender shows that it may send: by a signature of Standard Webhooks; by GitHub's HMAC of the body; or by a secret
 * in `Authorization`.
 */
export type Verification = (typeof VERIFICATIONS)[number];

/** A secret of an integration; one that was rotated out is accepted until an instant. */
export interface DoorSecret {
  readonly secret: string;
  /** Epoch milliseconds; absent for the newest one. */
  readonly until?: number;
}

/** What came in, before anything of it is parsed. */
export interface InboundRequest {
  /** Names in lower case. */
  readonly headers: ReceivedHeaders;
  /** As it arrived. */
  readonly body: Uint8Array;
}

/**
 * `delivery` identifies what was sent: the same one again is not processed again. `isChosen`: the sender chose it freely,
 * so another body under it is a mistake of the sender.
 */
export type Passage =
  | { readonly isOpen: true; readonly delivery: string; readonly isChosen: boolean }
  | { readonly isOpen: false; readonly header: string; readonly reason: string };

/** The longest id of a delivery that is taken as it is. */
const MAX_DELIVERY = 200;

/**
 * Verifies a request over its bytes. Secrets are compared in constant time.
 *
 * A sender that names its deliveries (`webhook-id`, `x-github-delivery`, `idempotency-key`) is taken at its word if the
 * name is signed or the sender has the secret. Otherwise the bytes themselves are the delivery: a captured request that
 * is sent again under another name is the same one.
 *
 * @param now epoch milliseconds
 */
export function passDoor(
  verification: Verification,
  secrets: readonly DoorSecret[],
  request: InboundRequest,
  now: number,
): Passage {
  const live = secrets.filter(({ until }) => until === undefined || now < until).map(({ secret }) => secret);
  switch (verification) {
    case 'standard-webhooks':
      return passSigned(live, request, now);
    case 'github':
      return passGithub(live, request);
    case 'bearer':
      return passBearer(live, request);
  }
}

function passSigned(secrets: readonly string[], { headers, body }: InboundRequest, now: number): Passage {
  const verified = verifyWebhook(headers, body, secrets, now);
  if (verified.isValid) return { isOpen: true, delivery: deliveryId(verified.id), isChosen: false };
  const [header, reason] = FAULTS[verified.fault];
  return { isOpen: false, header, reason };
}

const FAULTS: Readonly<Record<SignatureFault, readonly [header: string, reason: string]>> = {
  'missing-header': [
    WEBHOOK_SIGNATURE,
    `The headers ${WEBHOOK_ID}, ${WEBHOOK_TIMESTAMP} and ${WEBHOOK_SIGNATURE} are required.`,
  ],
  'invalid-id': [WEBHOOK_ID, 'It must be a text without dots and spaces.'],
  'invalid-timestamp': [WEBHOOK_TIMESTAMP, 'It must be whole seconds since 1970.'],
  'too-old': [
    WEBHOOK_TIMESTAMP,
    `It is more than ${TOLERANCE_SECONDS} seconds before the ledger's clock. Sign each attempt with its own time, and check both clocks.`,
  ],
  'too-new': [
    WEBHOOK_TIMESTAMP,
    `It is more than ${TOLERANCE_SECONDS} seconds after the ledger's clock. Check both clocks.`,
  ],
  'no-match': [WEBHOOK_SIGNATURE, 'No signature matches. Sign the bytes that are sent, with the current secret.'],
};

/** GitHub signs the body alone: the name of the delivery could be changed, so the bytes identify it. */
function passGithub(secrets: readonly string[], { headers, body }: InboundRequest): Passage {
  if (headers[GITHUB_SIGNATURE] === undefined) {
    return { isOpen: false, header: GITHUB_SIGNATURE, reason: 'It is missing: the HMAC-SHA256 of the body.' };
  }
  if (verifyGithubSignature(headers[GITHUB_SIGNATURE], body, secrets)) {
    return { isOpen: true, delivery: digestOfBody(body), isChosen: false };
  }
  const reason = 'It does not match. Sign the bytes that are sent, with the current secret.';
  return { isOpen: false, header: GITHUB_SIGNATURE, reason };
}

function passBearer(secrets: readonly string[], { headers, body }: InboundRequest): Passage {
  const { authorization, 'idempotency-key': key = headers[WEBHOOK_ID] } = headers;
  const [, token] = typeof authorization === 'string' ? (/^Bearer ([^\s]+)$/i.exec(authorization) ?? []) : [];
  if (token === undefined) {
    return { isOpen: false, header: 'authorization', reason: 'It must be "Bearer", a space, and the secret.' };
  }
  // Digests have one length, so that nothing about the length of the secret can be measured.
  const received = sha256(token);
  const isRight = secrets.filter((secret) => isSame(sha256(secret), received)).length > 0;
  if (!isRight) {
    return { isOpen: false, header: 'authorization', reason: 'The secret is not that of this integration.' };
  }
  const isChosen = typeof key === 'string' && key !== '';
  return { isOpen: true, delivery: isChosen ? deliveryId(key) : digestOfBody(body), isChosen };
}

const sha256 = (text: string): Buffer => hash('sha256', text, 'buffer');

const digestOfBody = (body: Uint8Array): string => `sha256:${hash('sha256', body, 'hex')}`;

const deliveryId = (text: string): string =>
  text.length <= MAX_DELIVERY ? text : `sha256:${hash('sha256', text, 'hex')}`;
