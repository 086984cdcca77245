import { ApiClient } from '../../../src/cli/ledger/api-client.js';
import { UnreachableError } from '../../../src/cli/errors.js';
import { importAnswers } from '../../../src/cli/import/import-request.js';
import { closeHttpStubs, startHttpStub } from '../../support/http-stub.js';

afterEach(closeHttpStubs);

/** What a client gets that sends these chunks to a server which reads so many lines of them. */
async function answersFor(chunks: readonly string[], lines: number): Promise<unknown[]> {
  const url = await startHttpStub((request, response) => {
    request.resume().once('end', () => {
      const summary = { lines, recorded: lines, unchanged: 0, refused: 0, complete: true, projected: true };
      response.end(`${JSON.stringify({ summary })}\n`);
    });
  });
  async function* sent() {
    await Promise.resolve();
    for (const chunk of chunks) yield Buffer.from(chunk);
  }
  const answers: unknown[] = [];
  const client = new ApiClient(url, undefined, new AbortController().signal);
  for await (const answer of importAnswers(client, sent(), {})) answers.push(answer);
  return answers;
}

it.each([
  [['{}\n{}\n', '{}\n'], 3],
  [['{}\n{', '}\n{}'], 3],
  [['{}\n\n\n'], 3],
  [['{}', ''], 1],
  [[], 0],
])('accepts that the server read all lines of %j: %i', async (chunks, lines) => {
  expect(await answersFor(chunks, lines)).toHaveLength(1);
});

it.each([
  [['{}\n{}\n', '{}\n'], 2],
  [['{}\n{', '}\n{}'], 2],
  [['{}'], 0],
])('rejects an import of %j of which the server read only %i lines', async (chunks, lines) => {
  const answers = answersFor(chunks, lines);
  await expect(answers).rejects.toThrow(UnreachableError);
  await expect(answers).rejects.toThrow(/ read \d of \d lines: a proxy cut the request off\. /);
});
