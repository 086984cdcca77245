import autocannon, { type Request } from 'autocannon';

export interface Load {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  /** Sent in turn; each connection begins at another one, so that no two send the same at the same time. */
  readonly requests: readonly Request[];
}

/** Sends requests as fast as they are answered. Returns how many were, a second; throws if one was refused. */
export async function load({ url, connections, seconds, requests }: Load): Promise<number> {
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
    throw new Error(`${result.non2xx} of ${result.requests.total} requests were refused, ${result.errors} failed.`);
  }
  return result['2xx'] / result.duration;
}

/** Sends one request after the other on one connection. Returns how many milliseconds each took. */
export async function oneByOne(url: string, requests: readonly Request[]): Promise<number[]> {
  const times: number[] = [];
  for (const { method = 'GET', path = '/', headers = {}, body } of requests) {
    const started = performance.now();
    const answer = await fetch(url + path, {
      method,
      headers: headers as Record<string, string>,
      ...(body !== undefined && { body: String(body) }),
    });
    const text = await answer.text();
    times.push(performance.now() - started);
    if (!answer.ok) throw new Error(`${method} ${path}: ${text}`);
  }
  return times;
}
