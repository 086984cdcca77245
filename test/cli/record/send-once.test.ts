import { ApiClient } from '../../../src/cli/ledger/api-client.js';
import { sendOnce, UnknownOutcomeError } from '../../../src/cli/record/send-once.js';
import { closeHttpStubs, startHttpStub } from '../../support/http-stub.js';

afterEach(closeHttpStubs);

const HOW = { key: 'wire-17', advice: 'Run it again.' };
const clientOf = (url: string) => new ApiClient(url, undefined, new AbortController().signal);

it('retries with the same key when the connection is lost, and returns the response', async () => {
  const keys: unknown[] = [];
  const url = await startHttpStub((request, response) => {
    keys.push(request.headers['idempotency-key']);
    if (keys.length < 3) request.socket.destroy();
    else response.end('{"id":"x"}');
  });
  expect(await sendOnce(clientOf(url), '/v1/x', {}, HOW)).toEqual({ id: 'x' });
  expect(keys).toEqual(['wire-17', 'wire-17', 'wire-17']);
});

it('retries when the outcome is unknown', async () => {
  let requests = 0;
  const url = await startHttpStub((_request, response) => {
    requests += 1;
    const type = 'urn:claim-ledger:problem:outcome-unknown';
    if (requests === 2) response.end('{}');
    else response.writeHead(503).end(JSON.stringify({ type, title: 'Unknown', detail: 'Unknown.', status: 503 }));
  });
  expect(await sendOnce(clientOf(url), '/v1/x', {}, HOW)).toEqual({});
});

it('fails with the advice after three attempts without a response', async () => {
  let requests = 0;
  const url = await startHttpStub((request) => {
    requests += 1;
    request.socket.destroy();
  });
  const sent = sendOnce(clientOf(url), '/v1/x', {}, HOW);
  await expect(sent).rejects.toBeInstanceOf(UnknownOutcomeError);
  await expect(sent).rejects.toThrow(/Run it again\.$/);
  expect(requests).toBe(3);
});

it('reports that the first attempt may have been executed if the server is gone afterwards', async () => {
  const url = await startHttpStub((request) => {
    request.socket.destroy();
    closeHttpStubs();
  });
  await expect(sendOnce(clientOf(url), '/v1/x', {}, HOW)).rejects.toBeInstanceOf(UnknownOutcomeError);
});

it('does not retry a rejected request, or one that did not reach the server', async () => {
  let requests = 0;
  const problem = { type: 'urn:claim-ledger:problem:refused', title: 'Refused', detail: 'No.', status: 422 };
  const url = await startHttpStub((_request, response) => {
    requests += 1;
    response.writeHead(422).end(JSON.stringify(problem));
  });
  await expect(sendOnce(clientOf(url), '/v1/x', {}, HOW)).rejects.toThrow(/^No\.$/);
  expect(requests).toBe(1);
  const nobody = await startHttpStub(() => undefined);
  closeHttpStubs();
  await expect(sendOnce(clientOf(nobody), '/v1/x', {}, HOW)).rejects.not.toBeInstanceOf(UnknownOutcomeError);
});
