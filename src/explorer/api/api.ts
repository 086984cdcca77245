import type { Problem } from '../../http/problem.js';
import { type Parameters, searchOf, type Settings } from '../moment/settings.js';
import { momentOfRead } from './moment-of-read.js';

/** The ledger has rejected a request. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** How requests reach the API: `fetch` in a browser, the server's own routes on the server. */
export type Send = (address: string) => Promise<{ readonly status: number; json(): Promise<unknown> }>;

/** Reads the public API as of the page's moment. */
export class Api {
  constructor(
    private readonly send: Send,
    private readonly settings: Settings = {},
  ) {}

  /** A client that reads as of another moment. */
  at(settings: Settings): Api {
    return new Api(this.send, settings);
  }

  /** Throws an `ApiError` if the ledger rejects the request. */
  async get<Answer>(path: string, parameters: Parameters = {}): Promise<Answer> {
    const response = await this.send(this.address(path, parameters));
    const body = await response.json();
    if (response.status >= 400) throw new ApiError(body as Problem);
    return body as Answer;
  }

  /** Like `get`; undefined if it doesn't exist. */
  async find<Answer>(path: string, parameters: Parameters = {}): Promise<Answer | undefined> {
    try {
      return await this.get<Answer>(path, parameters);
    } catch (error) {
      if (error instanceof ApiError && error.problem.status === 404) return undefined;
      throw error;
    }
  }

  /** The address of a read, with the page's moment as far as the read has one. */
  address(path: string, parameters: Parameters = {}): string {
    const search = searchOf({ ...parameters, ...momentOfRead(path, this.settings) });
    return search.size === 0 ? path : `${path}?${search.toString()}`;
  }
}
