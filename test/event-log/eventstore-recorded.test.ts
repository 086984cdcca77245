import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from '../../src/event-log/eventstore-connection.js';
import { answersOf } from './eventstore-double/calls.js';
import { EventStoreDouble } from './eventstore-double/double.js';

/** What a server of 23.10.8 answered. */
const RECORDED = new URL('fixtures/eventstore-answers.json', import.meta.url);
const url = process.env['EVENTSTOREDB_TEST_URL'];

async function answersAt(connectionString: string) {
  const { client } = connect(connectionString);
  try {
    return await answersOf(client);
  } finally {
    await client.dispose();
  }
}

describe('The double of EventStoreDB', () => {
  it('answers each call as a real server did', async () => {
    const server = await EventStoreDouble.start();
    expect(await answersAt(server.url)).toEqual(JSON.parse(readFileSync(RECORDED, 'utf8')));
    server.stop();
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
