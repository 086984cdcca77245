import type { CommandResult } from '../../src/command-handling/command-context.js';
import { DryRuns } from '../../src/command-handling/dry-run.js';
import { DryRunResponder, type Trial } from '../../src/http/dry-run.js';
import { RequestAbortedError } from '../../src/http/requester.js';
import { Turns } from '../../src/http/turns.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { CurrentReadModel } from '../../src/read-model/current-read-model.js';
import { RebuildProgress } from '../../src/read-model/rebuild-progress.js';
import { delegateTo } from '../event-log/contract/support.js';
import { clientOf } from '../support/requesters.js';

const nothing: CommandResult = { written: [], revision: -1, place: undefined, replayed: false };

/** A dry run whose log answers when the test says so. */
function held() {
  const log = SqliteEventLog.open(':memory:');
  let proceed = (): void => undefined;
  const proceeding = new Promise<void>((resolve) => (proceed = resolve));
  const slow = { ...delegateTo(log), head: () => proceeding.then(() => log.head()) };
  const current = new CurrentReadModel({ fingerprint: 'a/1' }, new RebuildProgress());
  const responder = new DryRunResponder(new DryRuns(slow), current, 0, new Turns());
  const context = { principal: 'desk', correlationId: 'a', causationId: 'a' };
  const trial: Trial<object> = {
    ...{ id: 'talks', commands: [], context, service: class {} },
    execute: () => Promise.resolve(nothing),
  };
  let previews = 0;
  const client = clientOf('principal desk');
  const answer = () =>
    responder.answer(trial, client.requester, () => {
      previews += 1;
      return {};
    });
  return { log, proceed, client, answer, previews: () => previews };
}

describe('DryRunResponder', () => {
  it('answers with what the run leads to', async () => {
    const { proceed, answer, previews } = held();
    const answered = answer();
    proceed();
    expect(await answered).toEqual({ dryRun: true, id: 'talks', revision: -1, wouldRecord: [] });
    expect(previews()).toBe(1);
  });

  it('ends as soon as its client leaves, and reads nothing more', async () => {
    const { proceed, client, answer, previews } = held();
    const answered = answer();
    client.leave();
    await expect(answered).rejects.toThrow(RequestAbortedError);
    proceed();
    await new Promise(setImmediate);
    expect(previews()).toBe(0);
  });

  it('ends as one whose client has left if the server stops and closes the log', async () => {
    const { log, proceed, client, answer } = held();
    const answered = answer();
    client.leave();
    await log.close();
    proceed();
    await expect(answered).rejects.toThrow(RequestAbortedError);
  });

  it('counts until it has ended, also if its client has left before', async () => {
    const { proceed, client, answer } = held();
    const answered = Array.from({ length: 4 }, () => answer().catch(() => undefined));
    client.leave();
    await Promise.all(answered);
    await expect(answer()).rejects.toThrow('4 dry runs');
    proceed();
    await new Promise(setImmediate);
    await expect(answer()).rejects.toThrow(RequestAbortedError);
  });
});
