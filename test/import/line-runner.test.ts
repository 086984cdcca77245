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

const repeated = (line: string): AsyncGenerator<Buffer> => oneChunk(Array.from({ length: LINES }, () => line));

describe('runLines', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each([
    ['lines that are recorded', VALID, 1],
    ['rejected lines', '{"type":"ActorRegistered"}', 1],
    ['lines that are not JSON', '{', 1],
    ['blank lines', '', 1],
    ['skipped lines', '{"type":"ActorRegistered"}', LINES + 1],
  ])('lets requests in between %s of one chunk', async (_what, line, fromLine) => {
    slowDownClock();
    const handlers = handlersThat(() => undefined);
    const turns = await countTurns(() => collect(runLines(handlers, repeated(line), EDITOR, { fromLine })));
    expect(turns).toBeGreaterThanOrEqual(LINES - 1);
  });

  it('checks no further line in a turn whose time is spent', async () => {
    slowDownClock();
    const checked = new PerTurn();
    await collect(runLines(handlersThat(checked.count), repeated(VALID), EDITOR));
    expect(checked.most).toBeLessThanOrEqual(2);
  });
});
