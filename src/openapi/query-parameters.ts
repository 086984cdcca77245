import type { DtoClass } from '../validation/dto-class.js';
import type { DtoSchemas } from './dto-schemas.js';
import type { Schema } from './schema.js';

/** What a parameter means, by its name, or by `Class.name` where one class gives it another meaning. */
const WORDS: Readonly<Record<string, string>> = {
  limit: 'How many items at most; 50 unless told.',
  cursor: '`next` of the page before, good for the same list with the same filters only.',
  q: 'Words, in any order; `word*` for a prefix.',
  status: 'The verification status.',
  kind: 'The kind.',
  narrative: 'The id of a narrative that it belongs to.',
  actor: 'The id of an actor who spoke in it, or was spoken for.',
  about: 'The id of an actor whom it is about.',
  topic: 'One of its topics.',
  sort: 'By registration; newest first unless told.',
  after: 'Goes on behind this.',
  publisher: 'The id of the actor who published it.',
  url: 'The very URL under which it was registered.',
  asOf: 'As the ledger knew it at that moment of recorded time.',
  validAt: 'By what is recorded to have happened by that moment.',
  revision: 'As of the event of its stream with this revision.',
  principal: 'The id of a principal.',
  text: 'The text that claims are compared with.',
  claim: 'The id of a claim.',
  document: 'The id of a document where it is to be read, or on which it rests.',
  type: 'The type of an event.',
  since: 'Recorded then or later.',
  until: 'Recorded before.',
  from: 'The status that it was before.',
  to: 'The status that it came to.',
  fromLine: 'The number of the first line to record. Earlier lines are read, but not recorded.',
  dryRun: 'Report what the import would record and reject, and record nothing.',
  allOrNothing: 'Record nothing if a line is rejected.',
  'KeyListQuery.status': 'Whether the key is active, expired or revoked.',
};

/** The parameters in the query that a class lets through. */
export function queryParameters(dto: DtoClass, dtos: DtoSchemas): Schema[] {
  const { properties, required } = dtos.of(dto);
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    ...(required.includes(name) && { required: true }),
    description: [WORDS[`${dto.name}.${name}`] ?? WORDS[name], description]
      .filter((words) => typeof words === 'string')
      .join(' '),
    schema,
  }));
}
