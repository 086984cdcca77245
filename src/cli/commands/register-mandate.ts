import { Argument, type Command } from 'commander';
import type { WriteResult } from '../../http/write-response.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { findActor } from '../lookup/actors.js';
import { findDocument } from '../lookup/documents.js';
import { idFrom } from '../lookup/ids.js';
import { inOptions } from '../option-names.js';

interface MandateOptions extends GlobalOptions {
  readonly for: string;
  readonly from?: string;
  readonly until?: string;
  readonly document?: string;
  readonly id?: string;
}

export function defineRegisterMandate(command: Command, { session }: CommandContext): void {
  command
    .addArgument(new Argument('<speaker>', 'the actor who speaks'))
    .requiredOption('--for <actor>', 'for whom')
    .option('--from <time>', 'since when: 2021, 2021-03, 2021-03-08, or an instant')
    .option('--until <time>', 'until when, that day or year included')
    .option('--document <document>', 'where that is to be read')
    .option('--id <id>', 'its id; the same id again replaces the mandate (default: for-, and the id of the other)')
    .addHelpText(
      'after',
      examples('claim-ledger register mandate "John Kirby" --for "US administration" --from 2022-05-25'),
    )
    .action((speaker: string, options: OwnOptions<MandateOptions>, self: Command) =>
      registerMandate(session, speaker, { ...options, ...globalsOf(self) }),
    );
}

async function registerMandate(session: Session, speakerName: string, options: MandateOptions): Promise<void> {
  const { from, until, document, id, json } = options;
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const speaker = await findActor(client, speakerName);
    const principal = await findActor(client, options.for);
    const mandate = id ?? idFrom(`for-${principal.id}`) ?? principal.id;
    const read = document === undefined ? undefined : (await findDocument(client, document)).id;
    const body = { type: 'MandateRecorded', mandate, speaksFor: principal.id, from, until, document: read };
    const answer = await inOptions({ mandate: '--id', speaksFor: '--for' }, () =>
      client.post<WriteResult>(`/v1/actors/${speaker.id}/events`, body),
    );
    if (json) session.output.json(answer);
    else if (answer.recorded.length === 0)
      session.output.line('This mandate is registered already: nothing was changed.');
    else
      session.output.line(
        `Registered: ${speaker.name} (${speaker.id}) speaks for ${principal.name} (${principal.id}), mandate ${mandate}`,
      );
  });
}
