import { freeId, MAX_READABLE_ID } from '../../domain/ids.js';
import type { WriteResult } from '../../http/write-response.js';
import { UsageError } from '../errors.js';
import type { ApiClient } from '../ledger/api-client.js';
import type { Session } from '../ledger/session.js';
import { idFrom } from '../lookup/ids.js';
import { type FieldNames, inOptions } from '../option-names.js';

export type Plural = 'claims' | 'actors' | 'documents' | 'narratives';

/** Something that is registered under an id of its own. */
export interface Registration {
  readonly noun: Plural;
  /** The id given by the person; undefined: one made from `name`. */
  readonly id: string | undefined;
  readonly name: string;
  readonly body: object;
}

const EMPTY: Readonly<Record<Plural, string>> = {
  claims: 'The text of the claim is empty. Write one proposition in one sentence.',
  actors: 'The name of the actor is empty. Write the name by which the actor is known.',
  documents: 'The title of the document is empty. Write its title, or its address where it has none.',
  narratives: 'The title of the narrative is empty. Write the title of the story.',
};

/**
 * Registers something under a readable id. The same registration again changes nothing. Throws an `ApiProblemError`
 * that names the command's own options.
 */
export async function register(
  client: ApiClient,
  { noun, id, name, body }: Registration,
  fieldNames: FieldNames,
): Promise<WriteResult> {
  if (name.trim() === '') throw new UsageError(EMPTY[noun]);
  const chosen = id ?? (await freeIdFrom(client, noun, name));
  return inOptions(fieldNames, () => client.put<WriteResult>(`/v1/${noun}/${encodeURIComponent(chosen)}`, body));
}

/** Prints what was registered, and the id to name it by. */
export function reportRegistration(session: Session, json: boolean, what: string, answer: WriteResult): void {
  if (json) session.output.json(answer);
  else if (answer.recorded.length === 0)
    session.output.line(`${answer.id} is registered already: nothing was changed.`);
  else for (const line of [`Registered ${what} as ${answer.id}`, ...similarLines(answer)]) session.output.line(line);
}

/** What may be the same as what was registered, and why. */
export const similarLines = ({ similar = [] }: WriteResult): readonly string[] =>
  similar.length === 0
    ? []
    : [
        'It may be the same as:',
        ...similar.map(({ id, name, because }) => `  ${id}: ${name} (${because.replaceAll('-', ' ')})`),
      ];

/** Adds a claim to a narrative; one that holds it already stays as it is. */
export const addToNarrative = (client: ApiClient, narrative: string, claim: string): Promise<WriteResult> =>
  client.post(`/v1/narratives/${narrative}/events`, { type: 'NarrativeClaimAdded', claim });

/** A readable id that the ledger doesn't have yet, and that isn't among these. Throws a `UsageError` if it can't make one. */
export async function freeIdFrom(
  client: ApiClient,
  noun: Plural,
  name: string,
  reserved: readonly string[] = [],
): Promise<string> {
  const id = idFrom(name, MAX_READABLE_ID);
  if (id === undefined) throw new UsageError(`No id can be made from "${name}". Choose one with --id.`);
  const taken = new Set(reserved);
  for (;;) {
    const candidate = freeId(id, (one) => taken.has(one));
    if ((await client.find(`/v1/${noun}/${candidate}`)) === undefined) return candidate;
    taken.add(candidate);
  }
}
