import { getEventListeners } from 'node:events';
import { ApiClient } from '../../../src/cli/ledger/api-client.js';
import { InterruptedError } from '../../../src/cli/errors.js';
import { closeHttpStubs, startHttpStub } from '../../support/http-stub.js';

afterAll(closeHttpStubs);

it('a client that has asked leaves nothing on the signal that ends it', async () => {
  const url = await startHttpStub((_request, response) => response.end('{"answered": true}'));
  const { signal } = new AbortController();
  const client = new ApiClient(url, undefined, signal);
  for (let asked = 0; asked < 3; asked++) expect(await client.get('/')).toEqual({ answered: true });
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('a request under way ends with the signal, and so does the next one', async () => {
  const ending = new AbortController();
  const interruption = new InterruptedError('SIGINT');
  const url = await startHttpStub(() => {
    ending.abort(interruption);
  });
  const client = new ApiClient(url, undefined, ending.signal);
  await expect(client.get('/')).rejects.toBe(interruption);
  await expect(client.get('/')).rejects.toBe(interruption);
});
