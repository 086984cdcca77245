import { readFileSync, writeFileSync } from 'node:fs';
import { EventStoreDBClient } from '@eventstore/db-client';
import { answersOf, batchAnswersOf } from './eventstore-double/calls.js';
import { EventStoreDouble } from './eventstore-double/double.js';

/** What a server of 23.10.8 answered. */
const RECORDED = new URL('fixtures/eventstore-answers.json', import.meta.url);
const url = process.env['EVENTSTOREDB_TEST_URL'];

/** The client with each append a call of its own, as it makes them on servers that know no others. */
class UnaryClient extends EventStoreDBClient {
  protected override supports = () => Promise.resolve(false);
}

async function answersAt(connectionString: string) {
  const client = new UnaryClient({ endpoint: new URL(connectionString).host }, { insecure: true });
  const bare = EventStoreDBClient.connectionString(connectionString);
  try {
    return { ...(await answersOf(client)), 'batch appends': await batchAnswersOf(bare) };
  } finally {
    await client.dispose();
    await bare.dispose();
  }
}

describe('The double of EventStoreDB', () => {
  it('answers each call as a real server did', async () => {
    const server = await EventStoreDouble.start();
    try {
      expect(await answersAt(server.url)).toEqual(JSON.parse(readFileSync(RECORDED, 'utf8')));
    } finally {
      server.stop();
    }
  });
});

(url === undefined ? describe.skip : describe)('A real server', () => {
  it('answers as it is recorded; with EVENTSTOREDB_TEST_RECORD it is recorded', async () => {
    const answers = await answersAt(url ?? '');
    if (process.env['EVENTSTOREDB_TEST_RECORD'] !== undefined) {
      writeFileSync(RECORDED, `${JSON.stringify(answers, undefined, 2)}\n`);
    }
    expect(answers).toEqual(JSON.parse(readFileSync(RECORDED, 'utf8')));
  });
});
