import { Argument, type Command } from 'commander';
import type { WriteResult } from '../../http/write-response.js';
import type { CommandContext, OwnOptions } from '../command-definition.js';
import { UsageError } from '../errors.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { inOptions } from '../option-names.js';

interface RequestOptions extends GlobalOptions {
  readonly field?: readonly string[];
  readonly reason: string;
  readonly authority: string;
}

export function defineRedactionsRequest(command: Command, { session }: CommandContext): void {
  command
    .addArgument(new Argument('<event>', 'an entry, as claim/entry; or a stream, such as actor-tass'))
    .addArgument(new Argument('[revision]', 'the number of the event in the stream, from 0'))
    .option(
      '--field <pointer...>',
      'a field of its data to redact, such as /quote/text; repeatable (default: every text and URL)',
    )
    .requiredOption('--reason <text>', 'why; it is published, so it must not say what is redacted')
    .requiredOption('--authority <text>', 'who ordered it, or by which law; it is published')
    .action((event: string, revision: string | undefined, options: OwnOptions<RequestOptions>, self: Command) =>
      requestRedaction(session, event, revision, { ...options, ...globalsOf(self) }),
    );
}

async function requestRedaction(
  session: Session,
  event: string,
  revision: string | undefined,
  options: RequestOptions,
): Promise<void> {
  const { field: fields, reason, authority } = options;
  const request = { ...targetOf(event, revision), fields, reason, authority };
  await session.withLedger(options, { create: false }, async ({ client }) => {
    const answer = await inOptions(FIELD_NAMES, () => client.post<WriteResult>('/v1/redactions', request));
    if (options.json) session.output.json(answer);
    else {
      session.output.line(answer.id);
      process.stderr.write(
        `Requested. Another principal with the scope admin approves it: claim-ledger redactions approve ${answer.id}\n`,
      );
    }
  });
}

/** Fields of the request that have another name as options. */
const FIELD_NAMES = { fields: '--field' };

function targetOf(event: string, revision: string | undefined): object {
  if (event.includes('/') && revision === undefined) return { entry: event };
  if (!event.includes('/') && revision !== undefined && /^\d{1,15}$/.test(revision)) {
    return { stream: event, revision: Number(revision) };
  }
  throw new UsageError(
    'Name the event as claim/entry, such as "talks/denial", or as a stream and a revision, such as "actor-tass 0".',
  );
}
