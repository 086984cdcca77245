import type { IncomingMessage } from 'node:http';

/** What a proxy adds to the requests that it passes on. */
const BY_PROXIES = ['forwarded', 'via', 'x-forwarded-for'] as const;

/** More than this isn't held back: what follows is sent, whether or not the proxy copes with it. */
const MAX_HELD = 8 * 1024 * 1024;

/**
 * The lines of a response to a request whose body is still being read. Proxies that speak HTTP/1.1 stop sending a body,
 * or end it as if it were complete, once the response to it begins. So if the request came through one, nothing is sent
 * until the body was read; then the lines of before follow.
 */
export async function* heldForProxies(
  lines: AsyncIterable<string>,
  request: Pick<IncomingMessage, 'headers' | 'complete'>,
): AsyncGenerator<string> {
  const held: string[] = [];
  let size = 0;
  let isHolding = BY_PROXIES.some((name) => request.headers[name] !== undefined);
  for await (const line of lines) {
    isHolding &&= !request.complete && size + line.length <= MAX_HELD;
    if (isHolding) {
      held.push(line);
      size += line.length;
      continue;
    }
    yield* held.splice(0);
    yield line;
  }
  yield* held;
}
