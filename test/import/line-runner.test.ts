import { jest } from '@jest/globals';
import type { Principal } from '../../src/access/access.service.js';
import type { CommandHandler } from '../../src/command-handling/decider.js';
import { runLines } from '../../src/import/line-runner.js';
import { collect } from '../event-log/contract/support.js';
import { countTurns, PerTurn, slowDownClock } from '../support/turns.js';

const EDITOR: Principal = { id: 'editor', key: 'key', scopes: ['record'] };
const LINES = 400;

const VALID = '{"type":"ActorRegistered","actor":"tass","kind":"outlet","name":"TASS"}';

/** Records nothing, and waits for nothing. */
function handlersThat(prepare: () => void) {
  const handler: CommandHandler = {
    record: () => Promise.resolve({ written: [], revision: 0, place: undefined, replayed: false }),
    prepare: (id, command, context) => {
      prepare();
      return Promise.resolve(() => handler.record(id, command, context));
    },
  };
  return { actor: handler, document: handler, claim: handler, narrative: handler, policy: handler };
}

async function* oneChunk(lines: readonly string[]): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from(lines.join('\n')));
}

const repeated = (line: string, count = LINES): AsyncGenerator<Buffer> =>
  oneChunk(Array.from({ length: count }, () => line));

describe('runLines', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each([
    ['lines that are recorded', VALID, 1],
    ['rejected lines', '{"type":"ActorRegistered"}', 1],
    ['lines that are not JSON', '{', 1],
    ['skipped lines', '{"type":"ActorRegistered"}', LINES + 1],
  ])('lets requests in between %s of one chunk', async (_what, line, fromLine) => {
    slowDownClock();
    const handlers = handlersThat(() => undefined);
    const turns = await countTurns(() => collect(runLines(handlers, repeated(line), EDITOR, { fromLine })));
    expect(turns).toBeGreaterThanOrEqual(LINES - 1);
  });

  it('lets requests in after each thousand of blank lines of one chunk', async () => {
    slowDownClock();
    const handlers = handlersThat(() => undefined);
    const turns = await countTurns(() => collect(runLines(handlers, repeated(' ', 10_000), EDITOR)));
    expect(turns).toBeGreaterThanOrEqual(9);
    // They cost little.
    expect(turns).toBeLessThan(100);
  });

  it.each([1, 4])('numbers lines among blank ones, in %i chunks', async (chunks) => {
    const blank = ' \n'.repeat(2_500);
    const text = Buffer.from(`${blank}${VALID}\n${blank}{\n${blank}`);
    async function* parts() {
      for (let at = 0; at < text.length; at += text.length / chunks) {
        yield await Promise.resolve(text.subarray(at, at + text.length / chunks));
      }
    }
    const reports = await collect(
      runLines(
        handlersThat(() => undefined),
        parts(),
        EDITOR,
      ),
    );
    expect(reports.filter(({ result }) => result).map(({ line }) => line)).toEqual([2_501]);
    expect(reports.filter(({ error }) => error !== undefined).map(({ line }) => line)).toEqual([5_002]);
    // How many lines there are.
    expect(reports.at(-1)?.line).toBe(7_502);
  });

  it('checks no further line in a turn whose time is spent', async () => {
    slowDownClock();
    const checked = new PerTurn();
    await collect(runLines(handlersThat(checked.count), repeated(VALID), EDITOR));
    expect(checked.most).toBeLessThanOrEqual(2);
  });
});
