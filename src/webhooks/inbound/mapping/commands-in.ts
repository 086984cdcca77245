import type { Command } from '../../../command-handling/decider.js';
import { parseCommands } from '../../../http/command-body.js';
import { BadRequestError } from '../../../http/problem.js';
import { isBlank, linesWithText } from '../../../lib/ndjson-lines.js';
import { parseJsonOrUndefined } from '../../../lib/parse-json.js';
import { MappingError } from './mapped.js';
import { parsePayload } from './inbound-payload.js';

/**
 * The commands in a payload: one, a list of them, or one per line.
 *
 * @throws MappingError
 */
export async function commandsIn(body: Uint8Array): Promise<readonly Command[]> {
  const lines = await linesIn(body);
  if (lines === undefined) return commandList(parsePayload(body), 'The payload');
  return lines.flatMap((line) =>
    commandList([parsePayload(line.bytes, `Line ${line.number} of the payload`)], 'A line'),
  );
}

/**
 * A command, or a list of commands.
 *
 * @param what has them, for the message
 * @throws MappingError
 */
export function commandList(value: unknown, what: string): readonly Command[] {
  try {
    return parseCommands(Array.isArray(value) ? (value as unknown[]) : [value]);
  } catch (error) {
    if (!(error instanceof BadRequestError)) throw error;
    throw new MappingError(`${what} must have commands: JSON objects with a "type". ${error.message}`);
  }
}

/** The lines of NDJSON that aren't blank; undefined unless the first of several is JSON by itself. */
async function linesIn(body: Uint8Array): Promise<{ number: number; bytes: Buffer }[] | undefined> {
  const lines: { number: number; bytes: Buffer }[] = [];
  for await (const { number, bytes } of linesWithText(once(body), body.length)) {
    if (bytes && !isBlank(bytes)) lines.push({ number, bytes });
  }
  const [first] = lines;
  if (first === undefined || lines.length < 2) return undefined;
  return parseJsonOrUndefined(first.bytes.toString()) === undefined ? undefined : lines;
}

async function* once(body: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(body);
}
