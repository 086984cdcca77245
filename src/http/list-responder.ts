import type { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page, PageRequest } from '../read-model/pagination.js';
import { qualityOf } from './accept.guard.js';
import { refuse } from './as-of.js';
import { addVary } from './vary.js';
import type { CsvTable } from './csv-table.js';
import { answerPage, type ListRequest } from './list-query.js';
import type { StreamedResponses } from './streamed-responses.js';
import { CSV_TYPE, csvForm, type TextForm } from './text-form.js';

export const JSON_TYPE = 'application/json';

/** The forms of a list, for the OpenAPI document. */
export const listAnswer = (page: string) => ({ [JSON_TYPE]: page, [CSV_TYPE]: 'text' });

/** The items of one part of a text, read in one turn of the event loop. */
export const PART = 100;

/** The form of the response: by the parameter, else the one that `Accept` prefers to the others; undefined for these. */
export function chosenForm<Form extends Pick<TextForm<never>, 'format' | 'type'>>(
  { headers: { accept } }: FastifyRequest,
  format: string | undefined,
  forms: readonly Form[],
  others: readonly string[] = [JSON_TYPE],
): Form | undefined {
  if (format !== undefined) return forms.find((form) => form.format === format);
  const [best] = forms.toSorted((a, b) => qualityOf(accept, b.type) - qualityOf(accept, a.type));
  return best && others.every((type) => qualityOf(accept, best.type) > qualityOf(accept, type)) ? best : undefined;
}

/** Responds with a page of a list as JSON, or with all of the list as a text. */
export class ListResponder {
  constructor(private readonly responses: StreamedResponses) {}

  /** Throws a `BadRequestError` if CSV is to be a page, a `TooManyExportsError`, and what `read` throws. */
  answer<Item>(
    request: FastifyRequest,
    reply: FastifyReply,
    asked: ListRequest,
    table: CsvTable<Item>,
    read: (page: PageRequest & { readonly now: string }) => Page<Item>,
  ): Page<Item> | StreamableFile | undefined {
    addVary(reply, 'Accept');
    const form = chosenForm(request, asked.format, [csvForm(table)]);
    if (!form) return answerPage(request, reply, read(asked));
    return this.all(request, reply, form, asked, (page) => read({ ...asked, ...page }));
  }

  /**
   * All of a list. All pages are as of the moment of the first one. Throws a `BadRequestError` if it is to be a page, a
   * `TooManyExportsError`, and what `read` throws.
   */
  all<Item>(
    request: FastifyRequest,
    reply: FastifyReply,
    form: TextForm<Item>,
    asked: { readonly limit?: unknown; readonly cursor?: unknown },
    read: (page: PageRequest) => Page<Item>,
  ): StreamableFile | undefined {
    for (const name of ['limit', 'cursor'] as const) {
      if (asked[name] === undefined) continue;
      refuse(name, `not-for-${form.format}`, `${nameOf(form)} has the whole list, so it takes no ${name}.`);
    }
    const body = this.begin(
      request,
      reply,
      form,
      partsOf(form, (cursor) => read({ cursor, limit: PART })),
    );
    return body && new StreamableFile(body);
  }

  /** Responds with something small as JSON, or with its rows as CSV. */
  whole<Answer, Row>(
    request: FastifyRequest,
    reply: FastifyReply,
    format: 'json' | 'csv' | undefined,
    answer: Answer,
    table: CsvTable<Row>,
    rowsOf: (answer: Answer) => readonly Row[],
  ): Answer | string {
    addVary(reply, 'Accept');
    const form = chosenForm(request, format, [csvForm(table)]);
    if (!form) return answer;
    describeForm(reply, form);
    return form.head() + form.items(rowsOf(answer));
  }

  /** Sends a text, for a route that sends its responses itself. Throws a `TooManyExportsError`, and what `parts` throw. */
  send<Item>(request: FastifyRequest, reply: FastifyReply, form: TextForm<Item>, parts: Iterator<string>): void {
    void reply.send(this.begin(request, reply, form, parts) ?? '');
  }

  /** The body; undefined for HEAD. The first part is read here, so that its error has a response of its own. */
  private begin<Item>(
    { method }: FastifyRequest,
    reply: FastifyReply,
    form: TextForm<Item>,
    parts: Iterator<string>,
  ): Readable | undefined {
    this.responses.begin(reply);
    const first = parts.next();
    describeForm(reply, form);
    // For HEAD, the framework would read the whole list only to discard it.
    return method === 'HEAD' ? undefined : this.responses.body(eachTurn(first, parts), reply);
  }
}

const nameOf = ({ format }: TextForm<never>): string => (format === 'markdown' ? 'Markdown' : format.toUpperCase());

export function describeForm(reply: FastifyReply, { contentType, file }: TextForm<never>): void {
  void reply.header('Content-Type', contentType);
  if (file !== undefined) void reply.header('Content-Disposition', `attachment; filename="${file}"`);
}

/** What comes before the items, the items of each page, and what comes after them. */
function* partsOf<Item>(form: TextForm<Item>, read: (cursor: string | undefined) => Page<Item>): Generator<string> {
  let page = read(undefined);
  let count = page.items.length;
  yield form.head() + form.items(page.items);
  while (page.next !== undefined) {
    page = read(page.next);
    count += page.items.length;
    yield form.items(page.items);
  }
  yield form.foot?.(count) ?? '';
}

async function* eachTurn(first: IteratorResult<string>, rest: Iterator<string>): AsyncGenerator<string> {
  for (let part = first; !part.done; part = rest.next()) {
    if (part.value !== '') yield part.value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
