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
