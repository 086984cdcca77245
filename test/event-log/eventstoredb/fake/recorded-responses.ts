import { readFileSync, writeFileSync } from 'node:fs';
import { callWithTls } from './access-calls.js';
import { callWithoutTls } from './all-calls.js';
import { Clients } from './clients.js';

const FILE = new URL('../fixtures/recorded-responses.json', import.meta.url);
const CALLS = { 'without TLS': callWithoutTls, 'with TLS': callWithTls };
type Kind = keyof typeof CALLS;

const all = (): Record<string, unknown> => JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, unknown>;

/** Returns the recorded responses of a server of version 23.10.8. */
export const recordedResponses = (kind: Kind): unknown => all()[kind];

/** Replaces the recorded responses. */
export function saveResponses(kind: Kind, responses: unknown): void {
  writeFileSync(FILE, `${JSON.stringify({ ...all(), [kind]: responses }, undefined, 2)}\n`);
}

/** Calls a server and returns its responses. No other client may write to it meanwhile. */
export async function responsesOf(kind: Kind, connectionString: string): Promise<unknown> {
  const clients = new Clients(connectionString);
  return CALLS[kind](clients).finally(() => clients.dispose());
}
