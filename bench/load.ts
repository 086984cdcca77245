import autocannon, { type Request } from 'autocannon';

export interface Load {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  /** Sent in turn; each connection begins at another one, so that no two send the same at the same time. */
  readonly requests: readonly Request[];
  /** Requests a second, of all connections together; as many as are answered unless told. */
  readonly rate?: number;
}

/** Sends requests. Returns how many were, a second; throws if one was refused. */
export async function load({ url, connections, seconds, requests, rate }: Load): Promise<number> {
  let clients = 0;
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    ...(rate !== undefined && { overallRate: rate }),
    setupClient: (client) => {
      const start = Math.floor((clients++ * requests.length) / connections);
      client.setRequests([...requests.slice(start), ...requests.slice(0, start)]);
    },
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${result.non2xx} of ${result.requests.total} requests were refused, ${result.errors} failed.`);
  }
  return result['2xx'] / result.duration;
}

/**
 * Sends one request after the other. Returns how many milliseconds each took; after `atMostMs` no further one is sent.
 */
export async function oneByOne(url: string, requests: readonly Request[], atMostMs = Infinity): Promise<number[]> {
  const times: number[] = [];
  const began = performance.now();
  for (const { method = 'GET', path = '/', headers = {}, body } of requests) {
    if (performance.now() - began > atMostMs) break;
    const init = { method, headers: headers as Record<string, string>, body: body === undefined ? null : String(body) };
    const started = performance.now();
    const answer = await fetch(url + path, init);
    const text = await answer.text();
    times.push(performance.now() - started);
    if (!answer.ok || text.includes('"projected":false')) throw new Error(`${method} ${path}: ${text}`);
  }
  return times;
}
