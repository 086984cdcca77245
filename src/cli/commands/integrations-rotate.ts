import { type Command, Option } from 'commander';
import type { IntegrationSecret } from '../../webhooks/inbound/integrations/integration.views.js';
import { type CommandContext, type OwnOptions, wholeNumber } from '../command-definition.js';
import { INTEGRATION_FIELDS } from '../integrations/integration-options.js';
import { textOfFile } from '../integrations/text-of-file.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { inOptions } from '../option-names.js';
import { printSenderSecret } from './integrations-create.js';

interface RotateOptions extends GlobalOptions {
  readonly graceHours?: number;
  readonly secretFile?: string;
}

export function defineIntegrationsRotate(command: Command, { session }: CommandContext): void {
  command
    .argument('<id>', 'the id of an integration')
    .addOption(
      new Option('--grace-hours <n>', 'for how long the secret before is accepted, too (default: 24)').argParser(
        wholeNumber(0, 168),
      ),
    )
    .option('--secret-file <file>', 'the secret that the sender has made; - for standard input')
    .action((id: string, options: OwnOptions<RotateOptions>, self: Command) =>
      rotate(session, id, { ...options, ...globalsOf(self) }),
    );
}

async function rotate(session: Session, id: string, options: RotateOptions): Promise<void> {
  const { graceHours, secretFile } = options;
  const secret = secretFile === undefined ? undefined : (await textOfFile(secretFile)).trim();
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const path = `/v1/integrations/${encodeURIComponent(id)}/rotate`;
    const answer = await inOptions(INTEGRATION_FIELDS, () =>
      client.post<IntegrationSecret>(path, { graceHours, secret }),
    );
    printSenderSecret(session, options, answer, 'has a new secret');
  });
}
