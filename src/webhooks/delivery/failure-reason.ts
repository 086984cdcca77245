import { errors } from 'undici';
import { BlockedAddressError } from './checked-connection.js';

/** Why no answer came. */
export const FAILURE_REASONS = [
  'timeout',
  'refused-address',
  'dns',
  'connection',
  'tls',
  'aborted',
  'invalid-response',
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

export interface Failure {
  readonly reason: FailureReason;
  /** A sentence of ours with the code of the error: it contains nothing that was sent, and no address of the receiver. */
  readonly message: string;
}

const WORDS: Readonly<Record<FailureReason, string>> = {
  timeout: 'The receiver did not answer in time.',
  'refused-address': 'The address is not one that may be reached.',
  dns: 'The name of the host could not be resolved.',
  connection: 'The connection could not be made, or was closed before an answer.',
  tls: 'No secure connection could be made.',
  aborted: 'The attempt was stopped, because this server is shutting down.',
  'invalid-response': 'The receiver answered with something else than HTTP, or with too many headers.',
};

/** The class of an error of the resolver, of a connection or of undici. */
export function failureOf(error: unknown): Failure {
  const code = codeOf(error);
  if (error instanceof BlockedAddressError) return failure('refused-address');
  if (error instanceof errors.HTTPParserError) return failure('invalid-response', code);
  return failure(reasonOf(code), code);
}

export const failure = (reason: FailureReason, code?: string): Failure => ({
  reason,
  message: code === undefined ? WORDS[reason] : `${WORDS[reason]} (${code})`,
});

const REASONS: readonly (readonly [RegExp, FailureReason])[] = [
  [/^(UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|ETIMEDOUT)$/, 'timeout'],
  [/^(ENOTFOUND|ENODATA|EAI_\w+|ESERVFAIL|EBADNAME|EREFUSED|ETIMEOUT|ECANCELLED|EBADRESP|EFORMERR|ENOTIMP)$/, 'dns'],
  [/^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/, 'tls'],
  [/^(UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES)/, 'invalid-response'],
];

const reasonOf = (code: string | undefined): FailureReason =>
  REASONS.find(([pattern]) => code !== undefined && pattern.test(code))?.[1] ?? 'connection';

/** The code of an error; if several addresses were tried, that of the first one. */
function codeOf(error: unknown): string | undefined {
  const { code, errors } = (error ?? {}) as { readonly code?: unknown; readonly errors?: unknown };
  if (Array.isArray(errors) && errors.length > 0) return codeOf(errors[0]);
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : undefined;
}
