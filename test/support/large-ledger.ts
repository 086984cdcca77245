import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { NewEvent } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { newFolder } from './run-cli.js';

/** Creates a folder with only a log, which contains an outlet and `claims` claims with three events each. */
export async function createLargeLedger(claims: number): Promise<string> {
  const folder = join(await newFolder(), 'data');
  mkdirSync(folder);
  const log = SqliteEventLog.open(join(folder, 'log.sqlite'));
  await log.append('actor-tass', 'no-stream', [
    event('ActorRegistered', { kind: 'outlet', name: 'TASS', aliases: [] }),
  ]);
  for (let first = 0; first < claims; first += 500) {
    const some = Array.from({ length: Math.min(500, claims - first) }, (_, n) => first + n);
    await Promise.all(some.map((n) => log.append(`claim-c${n}`, 'no-stream', eventsOf(n))));
  }
  await log.close();
  return folder;
}

function eventsOf(n: number): NewEvent[] {
  const said = { by: ['tass'], basis: 'none-given' };
  return [
    event('ClaimRegistered', {
      id: 'registered',
      text: `A report says for the ${n}th time that the river rose.`,
      language: 'en',
      kind: 'factual',
      about: ['tass'],
      topics: ['rivers'],
    }),
    event('ClaimReported', { id: 'report', ...said }),
    event('ClaimDenied', { id: 'denial', ...said }),
  ];
}

function event(type: string, data: NewEvent['data']): NewEvent {
  const id = randomUUID();
  const recordedAt = new Date(Date.UTC(2026, 0, 1)).toISOString();
  return {
    id,
    type,
    data,
    metadata: { schemaVersion: 1, recordedAt, recordedBy: 'tester', correlationId: id, causationId: id },
  };
}
