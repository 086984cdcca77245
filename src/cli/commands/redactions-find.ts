import { isatty } from 'node:tty';
import type { Command } from 'commander';
import type { Mention, MentionPage } from '../../erasure/search/mention.views.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import { textOfFile } from '../integrations/text-of-file.js';
import type { ApiClient } from '../ledger/api-client.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { inOptions } from '../option-names.js';
import { mentionLines, mentionSummary } from '../redactions/mention-report.js';
import { soughtTextsOf } from '../redactions/sought-texts-of.js';
import { withProgress } from '../terminal/progress.js';

interface FindOptions extends GlobalOptions {
  readonly texts: string;
  readonly redactable?: boolean;
}

export function defineRedactionsFind(command: Command, { session }: CommandContext): void {
  command
    .option('--texts <file>', 'the texts, one on each line; - for standard input, or a question at a terminal', '-')
    .option('--redactable', 'only events of which something can be redacted')
    .addHelpText(
      'after',
      `
Case, accents, punctuation and white space make no difference, and a text may begin and end within a word. The texts
aren't arguments, since those are in the history of the shell and in the list of processes.
${examples(
  'claim-ledger redactions find --texts names.txt',
  'claim-ledger redactions find --texts names.txt --redactable --json > found.ndjson',
)}`,
    )
    .action((options: OwnOptions<FindOptions>, self: Command) => find(session, { ...options, ...globalsOf(self) }));
}

async function find(session: Session, options: FindOptions): Promise<void> {
  const { json, redactable } = options;
  const texts = await textsOf(session, options.texts);
  const seen: Mention[] = [];
  let searched = 0;
  await session.withLedger(options, { create: false }, ({ client }) =>
    inOptions({}, () =>
      withProgress('searching', async (onProgress) => {
        for await (const page of pagesOf(client, { texts, redactable })) {
          searched += page.searched;
          onProgress(searched);
          for (const item of page.items) {
            if (json) session.output.json(item);
            else session.output.write(mentionLines(item, session.printing().colors));
            seen.push(item);
          }
          if (session.output.isClosed) return;
        }
      }),
    ),
  );
  process.stderr.write(mentionSummary(seen, searched));
}

/** In the body of requests, since addresses are in logs. */
async function* pagesOf(client: ApiClient, asked: object): AsyncGenerator<MentionPage> {
  for (let after: string | undefined; ;) {
    const page = await client.post<MentionPage>('/v1/redactions/find', { ...asked, after, limit: 200 });
    yield page;
    if (page.next === undefined) return;
    after = page.next;
  }
}

async function textsOf(session: Session, file: string): Promise<string[]> {
  const prompter = file === '-' && isatty(0) ? await session.prompter() : undefined;
  const text = prompter ? await prompter.text({ message: 'Which text?' }) : await textOfFile(file);
  return soughtTextsOf(text);
}
