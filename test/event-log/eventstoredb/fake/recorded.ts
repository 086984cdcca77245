import { readFileSync, writeFileSync } from 'node:fs';
import { accessAnswersOf } from './access-calls.js';
import { answersOf } from './calls.js';
import { Clients } from './clients.js';

const FILE = new URL('../fixtures/eventstore-answers.json', import.meta.url);
const CALLS = { 'without TLS': answersOf, 'with TLS': accessAnswersOf };
type Kind = keyof typeof CALLS;

const all = (): Record<string, unknown> => JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, unknown>;

/** What a server of 23.10.8 of this kind answered. */
export const recorded = (kind: Kind): unknown => all()[kind];

/** Makes it what such a server answers. */
export function record(kind: Kind, answers: unknown): void {
  writeFileSync(FILE, `${JSON.stringify({ ...all(), [kind]: answers }, undefined, 2)}\n`);
}

/** What the server that a connection string names answers, while nobody else writes to it. */
export async function answersAt(kind: Kind, connectionString: string): Promise<unknown> {
  const clients = new Clients(connectionString);
  return CALLS[kind](clients).finally(() => clients.dispose());
}
