import { jest } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { ApiClient } from '../../../src/cli/ledger/api-client.js';
import { InterruptedError } from '../../../src/cli/errors.js';
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
