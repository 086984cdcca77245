import { readFileSync, writeFileSync } from 'node:fs';
import { EventStoreDBClient } from '@eventstore/db-client';
import { connect } from '../../src/event-log/eventstore-connection.js';
import { answersOf, batchAnswersOf } from './eventstore-double/calls.js';
import { EventStoreDouble } from './eventstore-double/double.js';

/** What a server of 23.10.8 answered. */
const RECORDED = new URL('fixtures/eventstore-answers.json', import.meta.url);
const url = process.env['EVENTSTOREDB_TEST_URL'];

async function answersAt(connectionString: string) {
  const { client } = connect(connectionString);
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
    const server = await EventStoreDouble.start({ batchAppend: true });
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
