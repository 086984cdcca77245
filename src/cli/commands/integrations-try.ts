import { type Command } from 'commander';
import type { DeliveryPreview } from '../../webhooks/inbound/recording/delivery-outcome.js';
import { collect, type CommandContext, type OwnOptions } from '../command-definition.js';
import { UsageError } from '../errors.js';
import {
  addMappingOptions,
  INTEGRATION_FIELDS,
  mappingOf,
  type MappingOptions,
} from '../integrations/integration-options.js';
import { previewReport } from '../integrations/integration-report.js';
import { textOfFile } from '../integrations/text-of-file.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { inOptions } from '../option-names.js';

interface TryOptions extends GlobalOptions, MappingOptions {
  readonly delivery?: string;
  readonly contentType?: string;
  readonly header?: readonly string[];
}

export function defineIntegrationsTry(command: Command, { session, report }: CommandContext): void {
  addMappingOptions(
    command
      .argument('<id>', 'the id of an integration')
      .argument('[file]', 'a file with the payload; - for standard input')
      .option('--delivery <id>', 'the payload of this delivery, as "integrations deliveries" prints its id')
      .option('--content-type <type>', 'the media type of the file (default: application/json)')
      .option('--header <name:value>', 'a header that the mapping reads; repeatable', collect),
  ).action(async (id: string, file: string | undefined, options: OwnOptions<TryOptions>, self: Command) => {
    report(await tryOut(session, id, file, { ...options, ...globalsOf(self) }));
  });
}

/** Whether all of it could be recorded. */
async function tryOut(session: Session, id: string, file: string | undefined, options: TryOptions): Promise<boolean> {
  const { delivery, contentType, header } = options;
  if ((file === undefined) === (delivery === undefined)) throw new UsageError('Give a file, or --delivery.');
  const text = file === undefined ? undefined : await textOfFile(file);
  const headers = header && Object.fromEntries(header.map(headerOf));
  const body = { delivery, text, contentType, headers, mapping: await mappingOf(options) };
  const preview = await session.withLedger(options, { create: false }, ({ client }) =>
    inOptions(INTEGRATION_FIELDS, () =>
      client.post<DeliveryPreview>(`/v1/integrations/${encodeURIComponent(id)}/try`, body),
    ),
  );
  if (options.json) session.output.json(preview);
  else session.output.write(previewReport(preview));
  return preview.failures.length === 0;
}

function headerOf(text: string): readonly [string, string] {
  const colon = text.indexOf(':');
  if (colon < 1) throw new UsageError(`--header needs a name, a colon and a value, not "${text}".`);
  return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}
