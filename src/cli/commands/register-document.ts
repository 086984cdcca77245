import { Argument, type Command, Option } from 'commander';
import type { DocumentView } from '../../documents/documents.queries.js';
import { collect, type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import { RefusedError, UnreachableError } from '../errors.js';
import type { ApiClient } from '../ledger/api-client.js';
import { isLedgerAt } from '../ledger/connection.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { findActor } from '../lookup/actors.js';
import { isUrl } from '../lookup/documents.js';
import { register, reportRegistration } from '../register/register-aggregate.js';

interface DocumentOptions extends GlobalOptions {
  readonly publisher: string;
  readonly documentUrl?: string;
  readonly author?: readonly string[];
  readonly publishedAt?: string;
  readonly retrievedAt?: string;
  readonly language?: string;
  readonly archivedUrl?: string;
  readonly sha256?: string;
  readonly id?: string;
}

export function defineRegisterDocument(command: Command, { session }: CommandContext): void {
  command
    .addArgument(new Argument('<title-or-url>', 'its title, or its address where it has no title'))
    .requiredOption('--publisher <actor>', 'who publishes it')
    .option('--document-url <url>', 'its address, besides the title')
    .addOption(new Option('--author <name>', 'who wrote it; repeatable').argParser(collect))
    .option('--published-at <time>', 'when it was published, as precisely as it is known')
    .option('--retrieved-at <time>', 'when it was retrieved')
    .option('--language <code>', 'its language')
    .option('--archived-url <url>', 'the address of an archived copy')
    .option('--sha256 <digest>', 'the SHA-256 of the archived text')
    .option('--id <id>', 'its id (default: made from the title, else from the URL)')
    .addHelpText(
      'after',
      examples(
        'claim-ledger register document "Statement on Ukraine" --publisher NATO --published-at 2023-08-16',
        'claim-ledger register document https://tass.com/world/1 --publisher TASS',
      ),
    )
    .action(async (titleOrUrl: string, options: OwnOptions<DocumentOptions>, self: Command) => {
      const all = { ...options, ...globalsOf(self) };
      const isGiven = self.getOptionValueSourceWithGlobals('url') === 'cli';
      if (isGiven && all.url !== undefined && all.documentUrl === undefined) await refuseNoLedger(session, all.url);
      await registerDocument(session, titleOrUrl, all);
    });
}

async function registerDocument(session: Session, titleOrUrl: string, options: DocumentOptions): Promise<void> {
  const { publisher, documentUrl, author: authors, publishedAt, retrievedAt, language, archivedUrl, sha256 } = options;
  const { id, json } = options;
  const title = isUrl(titleOrUrl) ? undefined : titleOrUrl;
  const url = documentUrl ?? (isUrl(titleOrUrl) ? titleOrUrl : undefined);
  await session.withLedger(options, { create: true }, async ({ client }) => {
    if (url !== undefined && id === undefined) await refuseKnownUrl(client, url);
    const body = {
      ...{ title, url, authors, publishedAt, retrievedAt, language, archivedUrl, sha256 },
      publisher: (await findActor(client, publisher)).id,
    };
    const name = titleOrUrl.replace(/^https?:\/\/(www\.)?/i, '');
    const fieldNames = {
      authors: '--author',
      title: '<title-or-url>',
      url: documentUrl === undefined ? '<title-or-url>' : '--document-url',
    };
    const answer = await register(client, { noun: 'documents', id, name, body }, fieldNames);
    reportRegistration(session, json, title === undefined ? titleOrUrl : `“${title}”`, answer);
  });
}

/** The address of a document may be given as that of the server. Neither the key nor a name is sent there. */
async function refuseNoLedger({ signal }: Session, url: string): Promise<void> {
  if (await isLedgerAt(url, signal)) return;
  throw new UnreachableError(
    `--url is the address of a Claim Ledger server, and there is none at ${url}. The document's address goes in --document-url.`,
  );
}

async function refuseKnownUrl(client: ApiClient, url: string): Promise<void> {
  const { items } = await client.get<{ items: readonly DocumentView[] }>('/v1/documents', { url, limit: 1 });
  if (!items[0]) return;
  throw new RefusedError(
    `There is already a document with this URL: ${items[0].id}. To register another one, choose its id with --id.`,
  );
}
