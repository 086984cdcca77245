import { Argument, type Command } from 'commander';
import { VERIFICATIONS } from '../../webhooks/inbound/door/door.js';
import type { IntegrationSecret } from '../../webhooks/inbound/integrations/integration.views.js';
import { UsageError } from '../errors.js';
import type { CommandContext, OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { inOptions } from '../option-names.js';
import {
  addIntegrationOptions,
  INTEGRATION_FIELDS,
  type IntegrationOptions,
  mappingOf,
} from '../integrations/integration-options.js';
import { textOfFile } from '../integrations/text-of-file.js';

interface CreateOptions extends GlobalOptions, IntegrationOptions {
  readonly id?: string;
  readonly secretFile?: string;
}

export function defineIntegrationsCreate(command: Command, { session }: CommandContext): void {
  addIntegrationOptions(
    command.addArgument(new Argument('<verification>', 'how senders show that they may send').choices(VERIFICATIONS)),
  )
    .option('--id <id>', 'the id of the integration (default: one that the ledger generates)')
    .option('--secret-file <file>', 'the secret that the sender has made; - for standard input')
    .action((verification: string, options: OwnOptions<CreateOptions>, self: Command) =>
      create(session, verification, { ...options, ...globalsOf(self) }),
    );
}

async function create(session: Session, verification: string, options: CreateOptions): Promise<void> {
  const { id, name, scope: scopes, secretFile } = options;
  const mapping = await mappingOf(options);
  if (!mapping) {
    throw new UsageError(
      'Say how payloads become commands: --mapping, --expression, --expression-file or --mapping-file.',
    );
  }
  const secret = secretFile === undefined ? undefined : (await textOfFile(secretFile)).trim();
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const body = { id, name, verification, mapping, scopes, secret };
    const answer = await inOptions(INTEGRATION_FIELDS, () => client.post<IntegrationSecret>('/v1/integrations', body));
    printSenderSecret(session, options, answer, 'was created');
  });
}

/** Prints only the secret on standard output, so that it can be redirected. */
export function printSenderSecret(
  { output }: Session,
  { json }: GlobalOptions,
  answer: IntegrationSecret,
  done: string,
): void {
  if (json) {
    output.json(answer);
    return;
  }
  if (answer.secret !== null) output.line(answer.secret);
  process.stderr.write(`Integration ${answer.id} ${done}. Senders send to ${answer.address}. ${answer.note}\n`);
}
