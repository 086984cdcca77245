import type { Page } from '../../read-model/pagination.js';
import type { Problem } from '../../http/problem.js';
import { parseJsonOrUndefined } from '../../lib/parse-json.js';
import { ApiProblemError, InterruptedError, UnreachableError, messageOf } from '../errors.js';

type Query = Readonly<Record<string, string | number | undefined>>;

/** Longest page that a list gives. */
const MAX_PAGE = 200;

/** Speaks to a ledger's API, with a key if there is one; every request ends when the signal aborts. */
export class ApiClient {
  constructor(
    /** Without a slash at its end. */
    readonly url: string,
    readonly key: string | undefined,
    readonly signal: AbortSignal,
  ) {}

  /** Throws an `ApiProblemError` for what the ledger refuses, an `UnreachableError` if no ledger answers. */
  async get<Answer>(path: string, query: Query = {}): Promise<Answer> {
    return this.answer(addressOf(path, query), { headers: this.headers() });
  }

  /** The bytes of a long answer as they come. Throws like `get`, also on the way. */
  async *stream(path: string, query: Query): AsyncGenerator<Uint8Array> {
    const response = await this.fetch(addressOf(path, query), { headers: this.headers() });
    if (!response.ok || !response.body) {
      throw problemError(this.url, response.status, await this.readBody(response));
    }
    try {
      yield* response.body;
    } catch (error) {
      throw this.lost(error);
    }
  }

  /** Sends one JSON body. Throws like `get`. */
  post<Answer>(path: string, body: object, idempotencyKey?: string): Promise<Answer> {
    const key = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
    return this.send('POST', path, body, key);
  }

  /** Registers something under the id in the path; the same body again changes nothing. Throws like `get`. */
  put<Answer>(path: string, body: object): Promise<Answer> {
    return this.send('PUT', path, body);
  }

  /** Like `get`, but undefined for what isn't there. */
  async find<Answer>(path: string): Promise<Answer | undefined> {
    try {
      return await this.get<Answer>(path);
    } catch (error) {
      if (error instanceof ApiProblemError && error.problem.status === 404) return undefined;
      throw error;
    }
  }

  /** The first pages of a list, until they hold this many items; `next` on the last if there would be more. */
  async *pages<Item>(path: string, query: Query, limit: number): AsyncGenerator<Page<Item>> {
    let cursor: string | undefined;
    for (let left = limit; left > 0;) {
      const page = await this.get<Page<Item>>(path, { ...query, limit: Math.min(left, MAX_PAGE), cursor });
      yield page;
      if (page.next === undefined) return;
      cursor = page.next;
      left -= page.items.length;
    }
  }

  headers(): Record<string, string> {
    return this.key === undefined ? {} : { authorization: `Bearer ${this.key}` };
  }

  private send<Answer>(
    method: string,
    path: string,
    body: object,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const headers = { ...this.headers(), 'content-type': 'application/json', ...more };
    return this.answer(path, { method, headers, body: JSON.stringify(body) });
  }

  private async answer<Answer>(path: string, request: RequestInit): Promise<Answer> {
    const response = await this.fetch(path, request);
    const body = await this.readBody(response);
    if (response.ok) return body as Answer;
    throw problemError(this.url, response.status, body);
  }

  private async fetch(path: string, request: RequestInit): Promise<Response> {
    try {
      // `fetch` leaves a listener on its signal for as long as it likes, and a story asks thousands of times.
      return await fetch(`${this.url}${path}`, { ...request, signal: AbortSignal.any([this.signal]) });
    } catch (error) {
      throw this.lost(error);
    }
  }

  private async readBody(response: Response): Promise<unknown> {
    let text: string;
    try {
      text = await response.text();
    } catch (error) {
      throw this.lost(error);
    }
    return parseJsonOrUndefined(text);
  }

  /** An interruption stays what it is; all else means that nobody answers. */
  lost(error: unknown): Error {
    if (this.signal.reason instanceof InterruptedError) return this.signal.reason;
    return new UnreachableError(`${this.url} can't be reached: ${messageOf(error)}.`, { cause: error });
  }
}

function addressOf(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

export function problemError(url: string, status: number, body: unknown): ApiProblemError | UnreachableError {
  return isProblem(body)
    ? new ApiProblemError(body)
    : new UnreachableError(`${url} answers ${status}, and not as a ledger does.`);
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'title' in body && 'detail' in body && 'status' in body;
}
