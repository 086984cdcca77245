import { Argument, type Command } from 'commander';
import { repeatsText } from '../../erasure/repeated-text.js';
import type { WriteResult } from '../../http/write-response.js';
import type { CommandContext, OwnOptions } from '../command-definition.js';
import { UsageError } from '../errors.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { textOfFile } from '../integrations/text-of-file.js';
import { inOptions } from '../option-names.js';
import { foundIn, requestAll, type Requested } from '../redactions/request-many.js';
import { soughtTextsOf } from '../redactions/sought-texts-of.js';

interface RequestOptions extends GlobalOptions {
  readonly from?: string;
  readonly field?: readonly string[];
  readonly reason: string;
  readonly authority: string;
  readonly texts?: string;
}

export function defineRedactionsRequest(command: Command, { session, report }: CommandContext): void {
  command
    .addArgument(new Argument('[event]', 'an entry, as claim/entry; or a stream, such as actor-tass'))
    .addArgument(new Argument('[revision]', 'the number of the event in the stream, from 0'))
    .option(
      '--field <pointer...>',
      'a field of its data to redact, such as /quote/text; repeatable (default: every text and URL)',
    )
    .option('--from <file>', 'what "redactions find --json" printed: requests all of it; - for standard input')
    .option(
      '--texts <file>',
      'the texts that "redactions find" was given: nothing is requested if reason or authority has one of them',
    )
    .requiredOption('--reason <text>', 'why; it is published, so it must not say what is redacted')
    .requiredOption('--authority <text>', 'who ordered it, or by which law; it is published')
    .action(
      async (
        event: string | undefined,
        revision: string | undefined,
        own: OwnOptions<RequestOptions>,
        self: Command,
      ) => {
        const options = { ...own, ...globalsOf(self) };
        if ((event === undefined) === (options.from === undefined) || (options.from !== undefined && options.field)) {
          throw new UsageError('Name one event, with or without --field; or give a file with --from.');
        }
        await refuseSoughtTexts(options);
        if (event !== undefined) await requestRedaction(session, event, revision, options);
        else report(await requestFrom(session, options.from ?? '-', options));
      },
    );
}

/** Nothing else knows the words before the first request is recorded: what `find --json` prints doesn't have them. */
async function refuseSoughtTexts({ from, texts: file, reason, authority }: RequestOptions): Promise<void> {
  if (file === undefined) return;
  if (file === '-' && from === '-') throw new UsageError('Only one of --texts and --from can be standard input.');
  const texts = soughtTextsOf(await textOfFile(file));
  for (const [option, published] of Object.entries({ '--reason': reason, '--authority': authority })) {
    if (!repeatsText(published, texts)) continue;
    const message = `${option} has one of the texts of --texts. It is published, and can't be redacted: write it without. Nothing is requested.`;
    throw new UsageError(message);
  }
}

/** Whether all that the file has is requested. */
async function requestFrom(session: Session, file: string, options: RequestOptions): Promise<boolean> {
  const found = foundIn(await textOfFile(file), file);
  const { reason, authority, json } = options;
  let [requested, waiting, failed] = [0, 0, 0];
  await session.withLedger(options, { create: false }, async ({ client }) => {
    for await (const each of requestAll(client, found, { reason, authority })) {
      if ('answer' in each) requested += 1;
      else if ('waiting' in each) waiting += 1;
      else failed += 1;
      print(session, each, json);
    }
  });
  const before = waiting === 0 ? '' : ` ${waiting} had been requested before.`;
  const not = failed === 0 ? '' : ` ${failed} could not be.`;
  process.stderr.write(
    `Requested: ${requested}.${before}${not} Another principal with the scope admin approves them: claim-ledger redactions approve <id…>\n`,
  );
  return failed === 0;
}

/** The id on standard output, so that it can be passed to `approve`. */
function print(session: Session, each: Requested, json: boolean): void {
  if ('problem' in each) process.stderr.write(`${each.of}: ${each.problem.lines.join('\n')}\n`);
  else if ('waiting' in each) process.stderr.write(`${each.of} had been requested before: ${each.waiting}\n`);
  else if (json) session.output.json(each.answer);
  else session.output.line(each.answer.id);
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
