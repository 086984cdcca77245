import type { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page, PageRequest } from '../read-model/pagination.js';
import { qualityOf } from './accept.guard.js';
import { refuse } from './as-of.js';
import { addVary } from './vary.js';
import { type CsvTable, headerLine, itemLines } from './csv-table.js';
import { answerPage, type ListRequest } from './list-query.js';
import type { StreamedResponses } from './streamed-responses.js';

export const JSON_TYPE = 'application/json';
export const CSV_TYPE = 'text/csv';

/** The forms of a list, for the OpenAPI document. */
export const listAnswer = (page: string) => ({ [JSON_TYPE]: page, [CSV_TYPE]: 'text' });

/** The items of one part of a table, read in one turn of the event loop. */
export const CSV_PART = 100;

/** Whether the response is to be CSV: by the parameter, else if `Accept` prefers it to the other forms. */
export const wantsCsv = (
  { headers: { accept } }: FastifyRequest,
  format: 'json' | 'csv' | undefined,
  others: readonly string[] = [JSON_TYPE],
): boolean =>
  format === undefined
    ? others.every((type) => qualityOf(accept, CSV_TYPE) > qualityOf(accept, type))
    : format === 'csv';

/** Responds with a page of a list as JSON, or with all of the list as CSV. */
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
    if (!wantsCsv(request, asked.format)) return answerPage(request, reply, read(asked));
    for (const name of ['limit', 'cursor'] as const) {
      if (asked[name] !== undefined) refuse(name, 'not-for-csv', `CSV has the whole list, so it takes no ${name}.`);
    }
    const parts = partsOf(table, (cursor) => read({ ...asked, cursor, limit: CSV_PART }));
    const body = this.begin(request, reply, table, parts);
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
    if (!wantsCsv(request, format)) return answer;
    describeCsv(reply, table);
    return headerLine(table) + itemLines(table, rowsOf(answer));
  }

  /** Sends CSV, for a route that sends its responses itself. Throws a `TooManyExportsError`, and what `parts` throw. */
  send<Item>(request: FastifyRequest, reply: FastifyReply, table: CsvTable<Item>, parts: Iterator<string>): void {
    void reply.send(this.begin(request, reply, table, parts) ?? '');
  }

  /** The body; undefined for HEAD. The first part is read here, so that its error has a response of its own. */
  private begin<Item>(
    { method }: FastifyRequest,
    reply: FastifyReply,
    table: CsvTable<Item>,
    parts: Iterator<string>,
  ): Readable | undefined {
    this.responses.begin(reply);
    const first = parts.next();
    describeCsv(reply, table);
    // For HEAD, the framework would read the whole list only to discard it.
    return method === 'HEAD' ? undefined : this.responses.body(eachTurn(first, parts), reply);
  }
}

function describeCsv<Item>(reply: FastifyReply, { name }: CsvTable<Item>): void {
  void reply.header('Content-Type', `${CSV_TYPE}; charset=utf-8; header=present`);
  void reply.header('Content-Disposition', `attachment; filename="${name}.csv"`);
}

/** The header, then the items of each page. All pages are as of the moment of the first one. */
function* partsOf<Item>(table: CsvTable<Item>, read: (cursor: string | undefined) => Page<Item>): Generator<string> {
  let page = read(undefined);
  yield headerLine(table) + itemLines(table, page.items);
  while (page.next !== undefined) {
    page = read(page.next);
    yield itemLines(table, page.items);
  }
}

async function* eachTurn(first: IteratorResult<string>, rest: Iterator<string>): AsyncGenerator<string> {
  for (let part = first; !part.done; part = rest.next()) {
    if (part.value !== '') yield part.value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
