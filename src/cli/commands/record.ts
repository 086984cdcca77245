import { Argument, type Command } from 'commander';
import { type CommandContext, examples } from '../command-definition.js';
import { UsageError } from '../errors.js';
import type { ApiClient } from '../ledger/api-client.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { findClaim } from '../lookup/claims.js';
import { closest } from '../lookup/close-names.js';
import { type Act, ACTS, findAct, isWorldAct } from '../record/acts.js';
import { checkOptions, entryBody } from '../record/entry-body.js';
import { EntryNames } from '../record/entry-names.js';
import { addEntryOptions, type EntryOptions } from '../record/entry-options.js';
import { entryRequest, recordEntry, type Recorded } from '../record/record-entry.js';
import { draftLines, recordedLines } from '../record/record-report.js';
import { wholeHistory } from '../show/fetch-claim-report.js';
import type { Printing } from '../terminal/print-options.js';

interface RecordOptions extends EntryOptions {
  readonly id?: string;
  readonly idempotencyKey?: string;
}

const actLines = (title: string, acts: readonly Act[]): string =>
  `\n${title}:\n${acts.map(({ word, meaning }) => `  ${word.padEnd(13)}${meaning}`).join('\n')}`;

export function defineRecord(command: Command, { session }: CommandContext): void {
  command
    .addArgument(
      new Argument('[claim]', 'the id or the text of a claim; on a terminal, the command asks for what you leave out'),
    )
    .addArgument(new Argument('[act]', 'what happened: one of the acts below'))
    .option('--id <id>', 'the id of the entry (default: a readable one)')
    .option('--idempotency-key <key>', 'to repeat a command whose outcome is unknown: it is executed at most once');
  addEntryOptions(command);
  command
    .addHelpText('after', actLines('Acts in the world', ACTS.filter(isWorldAct)))
    .addHelpText(
      'after',
      actLines(
        'Changes of the record',
        ACTS.filter((act) => !isWorldAct(act)),
      ),
    )
    .addHelpText(
      'after',
      examples(
        'claim-ledger record',
        'claim-ledger record land-for-membership denied --by NATO --basis none-given --after remark',
        'claim-ledger record land-for-membership retracted --by "Stian Jenssen" --of remark --takes-back whole',
      ),
    )
    .action((claim: string | undefined, word: string | undefined, options: RecordOptions, self: Command) => {
      const { id, idempotencyKey: key, ...entryOptions } = options;
      return record(session, word, { claim, options: entryOptions, id, key }, globalsOf(self));
    });
}

/** What the command line says of an entry. */
interface Given {
  readonly claim: string | undefined;
  readonly options: EntryOptions;
  readonly id: string | undefined;
  /** For idempotency. */
  readonly key: string | undefined;
}

async function record(session: Session, word: string | undefined, given: Given, globals: GlobalOptions): Promise<void> {
  const act = word === undefined ? undefined : actCalled(word);
  if (act) checkOptions(act, given.options);
  const prompter = act ? undefined : await session.prompter();
  if (!act && !prompter) {
    throw new UsageError(
      'Name the claim and what happened to it: claim-ledger record <claim> <act>. On a terminal, "claim-ledger record" asks for everything.',
    );
  }
  const printing = session.printing();
  await session.withLedger(globals, { create: false }, async ({ client }) => {
    if (act) {
      const { recorded, lines } = await recordByOptions(client, act, given, printing);
      report(session, globals.json, recorded, lines, printing);
    } else if (prompter) {
      const { recordByQuestions } = await import('../record/questions/record-by-questions.js');
      const recorded = await recordByQuestions(client, prompter, given, printing);
      if (recorded) report(session, globals.json, recorded, [], printing);
      else process.stderr.write('Nothing was recorded.\n');
    }
  });
}

async function recordByOptions(
  client: ApiClient,
  act: Act,
  { claim: text = '', options, id, key }: Given,
  printing: Printing,
): Promise<{ recorded: Recorded; lines: readonly string[] }> {
  const claim = await findClaim(client, text);
  const names = new EntryNames(client, { claim, history: (await wholeHistory(client, claim.id)).items });
  const request = entryRequest(act, await entryBody(act, options, names), names, { id, key });
  const recorded = await recordEntry(client, request, claim);
  return { recorded, lines: draftLines(act, request.body, names, printing) };
}

/** @param lines what was recorded, where that wasn't shown before */
function report(
  { output }: Session,
  json: boolean,
  recorded: Recorded,
  lines: readonly string[],
  printing: Printing,
): void {
  if (json) {
    const { answer, before, after } = recorded;
    output.json({ ...answer, before: before.verification, after: after.verification });
    return;
  }
  const [first = '', ...state] = recordedLines(recorded, printing);
  for (const line of [first, ...lines, ...state]) output.line(line);
}

function actCalled(word: string): Act {
  const act = findAct(word);
  if (act) return act;
  const words = ACTS.map((one) => one.word);
  const close = closest(word, words);
  throw new UsageError(
    `There is no act "${word}".${close === undefined ? '' : ` Did you mean "${close}"?`} Acts: ${words.join(', ')}.`,
  );
}
