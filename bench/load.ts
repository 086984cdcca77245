import { setTimeout as pause } from 'node:timers/promises';
import autocannon, { type Request } from 'autocannon';

export interface Load {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  /** Sent in turn; each connection begins with another one, so that no two send the same at the same time. */
  readonly requests: readonly Request[];
}

/** Sends requests as fast as they are answered. Returns the responses per second; throws if one is an error. */
export async function measureThroughput({ url, connections, seconds, requests }: Load): Promise<number> {
  let clients = 0;
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    setupClient: (client) => {
      const start = Math.floor((clients++ * requests.length) / connections);
      client.setRequests([...requests.slice(start), ...requests.slice(0, start)]);
    },
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${result.non2xx} of ${result.requests.total} requests were rejected, ${result.errors} failed.`);
  }
  return result['2xx'] / result.duration;
}

/**
 * Sends so many requests a second at even intervals, without waiting for responses, as independent clients do.
 * (autocannon's own rates send all requests of a second at its beginning.) Throws if a response is an error.
 */
export async function sendAtRate(
  url: string,
  requests: readonly Request[],
  rate: number,
  seconds: number,
): Promise<void> {
  const began = performance.now();
  const responses: Promise<number>[] = [];
  for (let sent = 0; sent < rate * seconds; sent += 1) {
    await pause(Math.max(0, began + (sent * 1_000) / rate - performance.now()));
    responses.push(send(url, requests[sent % requests.length] as Request));
  }
  await Promise.all(responses);
}

/**
 * Sends one request after the other. Returns how many milliseconds each took; sends no more after `atMostMs`.
 */
export async function sendSequentially(
  url: string,
  requests: readonly Request[],
  atMostMs = Infinity,
): Promise<number[]> {
  const times: number[] = [];
  const began = performance.now();
  for (const request of requests) {
    if (performance.now() - began > atMostMs) break;
    times.push(await send(url, request));
  }
  return times;
}

async function send(url: string, { method = 'GET', path = '/', headers = {}, body }: Request): Promise<number> {
  const init = { method, headers: headers as Record<string, string>, body: body === undefined ? null : String(body) };
  const started = performance.now();
  const response = await fetch(url + path, init);
  const text = await response.text();
  if (!response.ok || text.includes('"projected":false')) throw new Error(`${method} ${path}: ${text}`);
  return performance.now() - started;
}
