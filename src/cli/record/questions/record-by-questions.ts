import type { ClaimView } from '../../../claims/queries/views.js';
import type { ApiClient } from '../../ledger/api-client.js';
import { addToNarrative, register, similarLines } from '../../register/register-aggregate.js';
import type { Printing } from '../../terminal/print-options.js';
import type { Prompter } from '../../terminal/prompter.js';
import { checkOptions, entryBody } from '../entry-body.js';
import { flagOf } from '../../option-names.js';
import type { EntryOptions } from '../entry-options.js';
import { entryRequest, recordEntry, type Recorded } from '../record-entry.js';
import { draftLines } from '../record-report.js';
import { type Answers, askRecord } from './ask-record.js';
import { Interview } from './interview.js';

interface Given {
  readonly claim: string | undefined;
  readonly options: EntryOptions;
  readonly id: string | undefined;
  readonly key: string | undefined;
}

/**
 * Asks for an entry, shows it in words, and records it with all that is new in it once the person agrees. Undefined if
 * they don't: then nothing was sent to the ledger. Throws a `CancelledError`.
 */
export async function recordByQuestions(
  client: ApiClient,
  prompter: Prompter,
  given: Given,
  printing: Printing,
): Promise<Recorded | undefined> {
  const interview = new Interview(client, prompter);
  const answers = await askRecord(interview, given);
  const { act, options, names } = answers;
  checkOptions(act, options);
  const request = entryRequest(act, await entryBody(act, options, names), names, given);
  prompter.show('This will be recorded', [
    ...draftLines(act, request.body, names, printing),
    ...interview.registrations.map(({ noun, name, id }) => `  new ${noun.slice(0, -1)}: ${name} [${id}]`),
  ]);
  prompter.say(`As a command: ${commandOf(answers)}`);
  if (!(await prompter.confirm('Record it?'))) return undefined;
  for (const line of await registerPending(interview)) prompter.say(line);
  const before = await client.get<ClaimView>(`/v1/claims/${names.claim.id}`);
  return recordEntry(client, request, before);
}

/** Returns what the new registrations may be the same as. */
async function registerPending({ client, registrations, memberships }: Interview): Promise<string[]> {
  const lines: string[] = [];
  for (const registration of registrations) {
    const similar = similarLines(await register(client, registration, {}));
    if (similar.length > 0) lines.push([`${registration.name} is registered.`, ...similar].join('\n'));
  }
  for (const { claim, narrative } of memberships) await addToNarrative(client, narrative, claim);
  return lines;
}

/** The command that records the same, if all that it names is registered. */
export function commandOf({ act, options, names }: Answers): string {
  const given = Object.entries(options as Readonly<Record<string, unknown>>).flatMap(([option, value]) => {
    if (value === undefined || value === false) return [];
    if (value === true) return [flagOf(option)];
    return (Array.isArray(value) ? value : [value]).flatMap((one) => [flagOf(option), quoted(String(one))]);
  });
  return ['claim-ledger record', names.claim.id, act.word, ...given].join(' ');
}

/** As a shell reads it. */
const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
