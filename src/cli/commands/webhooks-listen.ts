import { once } from 'node:events';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { InvalidSecretError, verificationKey } from '../../webhooks/signing/secrets.js';
import { collect, type CommandContext, examples, type OwnOptions, wholeNumber } from '../command-definition.js';
import { UnreachableError, UsageError } from '../errors.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { messageOf } from '../system-errors.js';
import { receivedText } from '../webhooks/received-text.js';
import { type ReceivedWebhook, WebhookReceiver } from '../webhooks/webhook-receiver.js';

interface ListenOptions extends GlobalOptions {
  readonly port: number;
  readonly secret?: readonly string[];
  readonly fail?: number;
  readonly status?: number;
}

const OK = 204;
const UNAVAILABLE = 503;

export function defineWebhooksListen(command: Command, { session }: CommandContext): void {
  command
    .addOption(
      new Option('--port <port>', 'the port to listen on, on this machine only; 0 for any free one')
        .argParser(wholeNumber(0, 65_535))
        .default(4748),
    )
    .option(
      '--secret <secret>',
      'verify signatures with this secret (whsec_…) or public key (whpk_…); repeat it during a rotation',
      collect,
    )
    .option('--status <code>', 'answer with this HTTP status', wholeNumber(200, 599))
    .option('--fail <share>', 'fail on purpose: a share of the webhooks, from 0 to 1, with --status or 503', share)
    .addHelpText(
      'after',
      examples(
        'claim-ledger webhooks listen --secret "$(cat hook.secret)"',
        'claim-ledger webhooks listen --fail 0.3 --json',
      ),
    )
    .action((options: OwnOptions<ListenOptions>, self: Command) => listen(session, { ...globalsOf(self), ...options }));
}

/** Receives webhooks until the signal aborts. Throws an `UnreachableError` if the port can't be used. */
async function listen({ output, signal }: Session, options: ListenOptions): Promise<void> {
  const { json, port, fail, secret: keys = [] } = options;
  keys.forEach(requireKey);
  const status = fail === undefined ? { ok: options.status ?? OK, failure: UNAVAILABLE } : failingWith(options.status);
  const settings = { port, keys, status, failing: fail ?? 0, random: Math.random, now: Date.now };
  const print = (received: ReceivedWebhook): void => {
    if (json) output.json(received);
    else output.line(receivedText(received));
  };
  const receiver = await WebhookReceiver.start(settings, print).catch((error: unknown) => {
    throw new UnreachableError(`The port ${port} can't be used: ${messageOf(error)}. Choose another one with --port.`);
  });
  try {
    const checks = keys.length > 0 ? '' : ', without checking signatures';
    if (json) output.json({ url: receiver.url });
    else output.line(`Receiving webhooks on ${receiver.url}${checks}, until Ctrl-C.`);
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await receiver.close();
  }
}

const failingWith = (status = UNAVAILABLE) => ({ ok: OK, failure: status });

/** The message doesn't contain the secret, as that of an argument would. */
function requireKey(text: string): void {
  try {
    verificationKey(text);
  } catch (error) {
    if (error instanceof InvalidSecretError) throw new UsageError(`--secret is not valid. ${error.message}`);
    throw error;
  }
}

function share(text: string): number {
  const value = /^(0|1|[01]?\.\d{1,6})$/.test(text) ? Number(text) : NaN;
  if (value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('Give a number from 0 to 1, such as 0.3.');
}
