import { jest } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { Readable } from 'node:stream';
import { importAnswers } from '../../../src/cli/import/import-request.js';
import { ApiClient } from '../../../src/cli/ledger/api-client.js';
import { InterruptedError, UnreachableError } from '../../../src/cli/errors.js';
import { closeHttpStubs, startHttpStub } from '../../support/http-stub.js';

afterAll(closeHttpStubs);

it('ApiClient removes its listeners from the signal after each request', async () => {
  const url = await startHttpStub((_request, response) => response.end('{"answered": true}'));
  const { signal } = new AbortController();
  const client = new ApiClient(url, undefined, signal);
  for (let requests = 0; requests < 3; requests++) expect(await client.get('/')).toEqual({ answered: true });
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('ApiClient rejects pending and later requests when the signal aborts', async () => {
  const ending = new AbortController();
  const interruption = new InterruptedError('SIGINT');
  const url = await startHttpStub(() => {
    ending.abort(interruption);
  });
  const client = new ApiClient(url, undefined, ending.signal);
  await expect(client.get('/')).rejects.toBe(interruption);
  await expect(client.get('/')).rejects.toBe(interruption);
});

it('ApiClient reports a server without the route as one to check --url for, and not as a missing item', async () => {
  const body = {
    type: 'urn:claim-ledger:problem:no-route',
    title: 'No such route',
    status: 404,
    detail: 'Cannot GET /x',
  };
  const url = await startHttpStub((_request, response) => response.writeHead(404).end(JSON.stringify(body)));
  const client = new ApiClient(url, undefined, new AbortController().signal);
  await expect(client.find('/x')).rejects.toThrow(/^The server at \S+ doesn't know this request: .* Check --url\.$/);
});

it.each([
  ['text/html', '<!doctype html>', 200, /^\S+ answers, but it isn't a Claim Ledger server\. Check --url\.$/],
  ['application/json', '{"hello":"world"}', 200, /^\S+ answers, but it isn't a Claim Ledger server\. Check --url\.$/],
  [
    'application/problem+json',
    '{"type":"about:blank","title":"Teapot","status":418,"detail":"Short and stout"}',
    418,
    /^\S+ answers with 418, but it isn't a Claim Ledger server\. Check --url\.$/,
  ],
  ['text/html', '<html>', 502, /^\S+ answers with 502, as a proxy does that can't reach the server behind it\. /],
])('ApiClient rejects %s %s with status %d as no answer of a ledger', async (type, body, status, message) => {
  const url = await startHttpStub((_request, response) => {
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  const client = new ApiClient(url, undefined, new AbortController().signal);
  for (const answer of await Promise.allSettled([
    client.get('/v1/actors'),
    client.find('/v1/actors/nato'),
    client.put('/v1/actors/nato', {}),
    client.stream('/v1/export', {}).next(),
    importAnswers(client, Readable.from([]), {}).next(),
  ])) {
    expect(answer).toMatchObject({ reason: { message: expect.stringMatching(message) as string } });
    expect(answer).toMatchObject({ reason: expect.any(UnreachableError) as Error });
  }
});

describe('ApiClient of a ledger that ends', () => {
  const { signal } = new AbortController();
  const ending = (): Promise<string> => startHttpStub((_request, response) => void response.destroy());
  const next = async (): Promise<ApiClient> =>
    new ApiClient(await startHttpStub((_request, response) => response.end('{"by":"next"}')), undefined, signal);

  it('makes requests to its successor that change nothing the second time', async () => {
    const succeed = jest.fn(next);
    const client = new ApiClient(await ending(), undefined, signal, succeed);
    expect(await client.get('/')).toEqual({ by: 'next' });
    expect(await client.put('/', {})).toEqual({ by: 'next' });
    expect(await client.post('/', {}, 'key')).toEqual({ by: 'next' });
    expect(succeed).toHaveBeenCalledTimes(1);
  });

  it('rejects a write that may have been recorded', async () => {
    const client = new ApiClient(await ending(), undefined, signal, next);
    await expect(client.post('/', {})).rejects.toThrow("can't be reached");
  });
});
