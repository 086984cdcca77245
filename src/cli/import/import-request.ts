import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Problem } from '../../http/problem.js';
import type { ImportProgress } from '../../import/import-report.js';
import { linesOf } from '../../lib/ndjson-lines.js';
import { parseJsonOrUndefined } from '../../lib/parse-json.js';
import { type ApiClient, problemError } from '../ledger/api-client.js';
import { CliError, UnreachableError } from '../errors.js';

export interface ImportSummary extends ImportProgress {
  /** False if the log failed before the end of the file: send the same file again to resume. */
  readonly complete: boolean;
  readonly position: string | null;
  /** Whether the read model has all that was recorded. */
  readonly projected: boolean;
}

/** A line of the API's response: a rejected line, the progress, or the final summary. */
export type ImportAnswer =
  | { readonly line: number; readonly problem: Problem }
  | { readonly progress: ImportProgress }
  | { readonly summary: ImportSummary };

const MAX_ANSWER_BYTES = 1024 * 1024;

/**
 * Sends lines to `POST /v1/import` and yields the response lines while still sending, which `fetch` can't do. The last
 * one is the summary.
 *
 * @throws ApiProblemError if the request is rejected; UnreachableError if the connection is lost; the error of `lines`
 *   if reading them fails
 */
export async function* importAnswers(
  client: ApiClient,
  lines: Readable,
  fromLine?: number,
): AsyncGenerator<ImportAnswer> {
  const request = post(client, fromLine);
  let unreadable: Error | undefined;
  lines.once('error', (error) => {
    unreadable = error;
    request.destroy(error);
  });
  lines.pipe(request);
  try {
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    if (response.statusCode !== 200) {
      throw problemError(client.url, response.statusCode ?? 0, parseJsonOrUndefined(await text(response)));
    }
    for await (const { bytes } of linesOf(response, MAX_ANSWER_BYTES)) {
      const answer = parseJsonOrUndefined(String(bytes)) as ImportAnswer;
      yield answer;
      if ('summary' in answer) return;
    }
    throw new UnreachableError(`${client.url} closed the connection before the end of the import.`);
  } catch (error) {
    throw unreadable ?? (error instanceof CliError ? error : client.lost(error));
  } finally {
    lines.destroy();
    request.destroy();
  }
}

function post({ url, key, signal }: ApiClient, fromLine: number | undefined): ClientRequest {
  const address = new URL(`${url}/v1/import${fromLine === undefined ? '' : `?fromLine=${fromLine}`}`);
  const headers = {
    'content-type': 'application/x-ndjson',
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
  };
  const request = (address.protocol === 'https:' ? overHttps : overHttp)(address, { method: 'POST', headers, signal });
  // An early end of the request shows in the response, or in its absence.
  request.on('error', () => undefined);
  return request;
}
