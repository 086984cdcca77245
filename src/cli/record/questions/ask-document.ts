import { foldText } from '../../../lib/fold-text.js';
import type { DocumentView } from '../../../documents/documents.queries.js';
import { parseOccurredAt } from '../../../domain/fuzzy-time.js';
import { isUrl, searchDocuments } from '../../lookup/documents.js';
import { askActor } from './ask-actor.js';
import { filled, type Interview, optional, reasonOf, unlessEmpty, UNREGISTERED } from './interview.js';

/** Asks for a document by its URL or words of its title, and offers to register one that isn't there. */
export async function askDocument(interview: Interview, message: string): Promise<DocumentView> {
  for (;;) {
    const example = 'its URL, words of its title, or its id';
    const words = await interview.prompter.text({ message, example, validate: filled });
    const found = await findOrRegister(interview, words);
    if (found) return found;
  }
}

/** Like `askDocument`; undefined for an empty answer. */
export async function askDocumentOrNone(interview: Interview, message: string): Promise<DocumentView | undefined> {
  for (;;) {
    const example = 'its URL, words of its title, or its id; empty: nowhere';
    const words = await interview.prompter.text({ message, example });
    if (words === '') return undefined;
    const found = await findOrRegister(interview, words);
    if (found) return found;
  }
}

/** Undefined if the person wants to search again. */
async function findOrRegister(interview: Interview, words: string): Promise<DocumentView | undefined> {
  const { client, prompter, pending } = interview;
  const added = [...pending.documents.values()].filter(
    ({ id, url, title = '' }) => id === words || url === words || foldText(title).includes(foldText(words)),
  );
  const found = [...added, ...(await searchDocuments(client, words))];
  const exact = found.find(({ id, url }) => id === words || (url !== undefined && url === words));
  if (exact) {
    prompter.say(`${nameOf(exact)} (${exact.id})`);
    return exact;
  }
  const choices = found
    .slice(0, 20)
    .map((value) => ({ value, label: nameOf(value), hint: `${value.publisher}, ${value.id}` }));
  const chosen = await prompter.choose<DocumentView | symbol>(
    choices.length > 0 ? 'Which one?' : `There is no document "${words}".`,
    [
      ...choices,
      { value: NEW, label: `Register "${words}" as a new document` },
      { value: AGAIN, label: 'Search again' },
    ],
  );
  if (chosen === AGAIN) return undefined;
  return typeof chosen === 'symbol' ? registerDocument(interview, words) : chosen;
}

const NEW = Symbol('new');
const AGAIN = Symbol('again');

const nameOf = ({ id, title, url }: DocumentView): string => title ?? url ?? id;

async function registerDocument(interview: Interview, words: string): Promise<DocumentView> {
  const { prompter, pending } = interview;
  const url = isUrl(words)
    ? words
    : optional(
        await prompter.text({
          message: 'What is its URL?',
          example: 'empty: it has none',
          validate: unlessEmpty(urlProblem),
        }),
      );
  const titleQuestion = {
    message: 'What is its title?',
    ...(isUrl(words) ? { example: 'empty: it has none' } : { initial: words }),
  };
  const title = optional(await prompter.text({ ...titleQuestion, ...(url === undefined && { validate: filled }) }));
  const publisher = await askActor(interview, 'Who publishes it?');
  const message = 'When was it published?';
  const published = await prompter.text({ message, example: TIMES, validate: unlessEmpty(reasonOf(parseOccurredAt)) });
  const fields = {
    publisher: publisher.id,
    ...(url !== undefined && { url }),
    ...(title !== undefined && { title }),
    ...(published !== '' && { publishedAt: published }),
  };
  const id = await interview.register('documents', title ?? (url ?? '').replace(/^https?:\/\/(www\.)?/i, ''), fields);
  const document = { id, ...fields, ...UNREGISTERED };
  pending.documents.set(id, document);
  return document;
}

const urlProblem = (answer: string): string | undefined =>
  isUrl(answer) ? undefined : 'A URL begins with http:// or https://.';

export const TIMES = '2023-08-16, 2023-08, 2023, or ../2023-08-16 for "by then"; empty: not known';
