import { EventStoreDouble } from './fake/fake-server.js';
import { answersAt, recorded } from './fake/recorded.js';

/** That a real server still answers so, is looked at in `eventstore-server.test.ts`. */
describe('The double of EventStoreDB', () => {
  it.each([
    ['without TLS', undefined],
    ['with TLS', { name: 'admin', password: 'right' }],
  ] as const)('answers each call as a real server did, %s', async (kind, user) => {
    const server = await EventStoreDouble.start(user && { user });
    try {
      expect(await answersAt(kind, server.url)).toEqual(recorded(kind));
    } finally {
      server.stop();
    }
  });
});
