import { LedgerDirectory } from '../../../src/cli/import/ledger-directory.js';
import { InterruptedError } from '../../../src/cli/errors.js';
import { ApiClient } from '../../../src/cli/ledger/api-client.js';
import { closeHttpStubs, startHttpStub } from '../../support/http-stub.js';

afterEach(closeHttpStubs);

async function directoryWith(statuses: readonly number[], signal = new AbortController().signal) {
  const left = [...statuses];
  let requests = 0;
  const url = await startHttpStub((_request, response) => {
    requests += 1;
    const status = left.shift() ?? 200;
    const body =
      status === 200
        ? { items: [{ id: 'speech', publisher: 'roe' }] }
        : { type: 'urn:claim-ledger:problem:test', title: 'Limit', detail: 'Later.', status };
    response.writeHead(status, { 'Content-Type': status === 200 ? 'application/json' : 'application/problem+json' });
    response.end(JSON.stringify(body));
  });
  return { directory: new LedgerDirectory(new ApiClient(url, undefined, signal), 1), requests: () => requests };
}

const URL = 'https://roe.example/speech';

it('repeats a lookup that the rate limit rejects, and asks each question once', async () => {
  const { directory, requests } = await directoryWith([429, 429]);
  expect(await directory.findDocument(URL)).toMatchObject({ id: 'speech' });
  expect(requests()).toBe(3);
  expect(await directory.findDocument(URL)).toMatchObject({ id: 'speech' });
  expect(requests()).toBe(3);
});

it('reports other problems, and the limit after a minute or two', async () => {
  await expect((await directoryWith([500])).directory.findDocument(URL)).rejects.toThrow('Later.');
  const { directory, requests } = await directoryWith(Array.from({ length: 100 }, () => 429));
  await expect(directory.findDocument(URL)).rejects.toThrow('Later.');
  expect(requests()).toBe(61);
});

it('ends when the command is interrupted', async () => {
  const ending = new AbortController();
  const { directory } = await directoryWith(
    Array.from({ length: 100 }, () => 429),
    ending.signal,
  );
  const found = directory.findDocument(URL);
  const interruption = new InterruptedError('SIGINT');
  ending.abort(interruption);
  await expect(found).rejects.toBe(interruption);
});
