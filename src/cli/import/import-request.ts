import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { DryRunSummary, ImportReport, ImportSummary as ServiceSummary } from '../../import/import-report.js';
import { linesOf } from '../../lib/ndjson-lines.js';
import { parseJsonOrUndefined } from '../../lib/parse-json.js';
import { type ApiClient, noLedgerAt, problemError } from '../ledger/api-client.js';
import { CliError, UnreachableError } from '../errors.js';

export interface ImportSummary extends Omit<ServiceSummary, 'place'> {
  readonly position: string | null;
  /** Whether the read model has all that was recorded. */
  readonly projected: boolean;
}

/** A line of the API's response; the last one is the summary. */
export type ImportAnswer =
  Exclude<ImportReport, { readonly summary: unknown }> | { readonly summary: ImportSummary | DryRunSummary };

/** A rejected line, and why. */
export type Rejection = Extract<ImportAnswer, { readonly problem: unknown }>;

export interface RequestOptions {
  readonly fromLine?: number;
  readonly dryRun?: boolean;
  readonly allOrNothing?: boolean;
  readonly silent?: boolean;
}

const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/**
 * Sends lines to `POST /v1/import` and yields the response lines while still sending, which `fetch` can't do. The last
 * one is the summary.
 *
 * @throws ApiProblemError if the request is rejected; UnreachableError if the connection is lost; the error of `lines`
 *   if reading them fails
 */
export async function* importAnswers(
  client: ApiClient,
  lines: AsyncIterable<Uint8Array>,
  options: RequestOptions,
): AsyncGenerator<ImportAnswer> {
  const request = post(client, options);
  const count = new LineCount();
  const body = Readable.from(count.passing(lines), { objectMode: false });
  let unreadable: Error | undefined;
  body.once('error', (error) => {
    unreadable = error;
    request.destroy(error);
  });
  body.pipe(request);
  try {
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    if (response.statusCode !== 200) {
      throw problemError(client.url, response.statusCode ?? 0, parseJsonOrUndefined(await text(response)));
    }
    for await (const { bytes } of linesOf(response, MAX_ANSWER_BYTES)) {
      const answer = parseJsonOrUndefined(String(bytes));
      if (!isImportAnswer(answer)) throw noLedgerAt(client.url);
      if ('summary' in answer && answer.summary.complete && answer.summary.lines < count.lines) {
        throw new UnreachableError(
          `${client.url} read ${answer.summary.lines} of ${count.lines} lines: a proxy cut the request off. Use HTTP/2, or send the file to the server itself; recorded lines are not recorded twice.`,
        );
      }
      yield answer;
      if ('summary' in answer) return;
    }
    throw new UnreachableError(`${client.url} closed the connection before the end of the import.`);
  } catch (error) {
    throw unreadable ?? (error instanceof CliError ? error : client.lost(error));
  } finally {
    body.destroy();
    request.destroy();
  }
}

/** Counts the lines that are sent. */
class LineCount {
  private ends = 0;
  private isOpen = false;

  get lines(): number {
    return this.ends + (this.isOpen ? 1 : 0);
  }

  async *passing(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) this.ends += 1;
      if (chunk.length > 0) this.isOpen = chunk.at(-1) !== NEWLINE;
      yield chunk;
    }
  }
}

const NEWLINE = 0x0a;

const ANSWERS = ['line', 'checked', 'progress', 'state', 'summary'] as const;

const isImportAnswer = (answer: unknown): answer is ImportAnswer =>
  typeof answer === 'object' && answer !== null && ANSWERS.some((name) => name in answer);

function post({ url, key, signal }: ApiClient, options: RequestOptions): ClientRequest {
  const address = new URL(`${url}/v1/import`);
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined && value !== false) address.searchParams.set(name, String(value));
  }
  const headers = {
    'content-type': 'application/x-ndjson',
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
  };
  const request = (address.protocol === 'https:' ? overHttps : overHttp)(address, { method: 'POST', headers, signal });
  // An early end of the request shows in the response, or in its absence.
  request.on('error', () => undefined);
  return request;
}
