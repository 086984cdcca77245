import { FakeServer } from './fake/fake-server.js';
import { responsesOf, recordedResponses } from './fake/recorded-responses.js';

/** `eventstoredb-event-log.server.test.ts` compares the recorded responses with a real server. */
describe('FakeServer', () => {
  it.each([
    ['without TLS', undefined],
    ['with TLS', { name: 'admin', password: 'right' }],
  ] as const)('responds to each call as a real server did, %s', async (kind, user) => {
    const server = await FakeServer.start(user && { user });
    try {
      expect(await responsesOf(kind, server.url)).toEqual(recordedResponses(kind));
    } finally {
      server.stop();
    }
  });
});
