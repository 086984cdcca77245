import type { Scope } from '../../../../src/access/access.events.js';
import { DryRuns } from '../../../../src/command-handling/dry-run.js';
import { type EventLog, LogUnavailableError } from '../../../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../../../src/event-log/sqlite/sqlite-event-log.js';
import { CheckedImportService } from '../../../../src/import/checked-import.service.js';
import { ImportService } from '../../../../src/import/import.service.js';
import { type StatePreview, type StateChange, StatePreviews } from '../../../../src/read-model/state-preview.js';
import { ExpressionError } from '../../../../src/webhooks/expressions/expressions.js';
import type { Mapping } from '../../../../src/webhooks/inbound/mapping/mapping.js';
import { PayloadMapper } from '../../../../src/webhooks/inbound/mapping/payload-mapper.js';
import { RelayedEvents } from '../../../../src/webhooks/inbound/mapping/relayed-events.js';
import { DeliveryRecorder } from '../../../../src/webhooks/inbound/recording/delivery-recorder.js';
import { integrationPrincipal } from '../../../../src/webhooks/inbound/recording/integration-principal.js';
import { createServices, NO_READ_MODEL } from '../../../claims/fixtures.js';
import { collect, delegateTo } from '../../../event-log/contract/support.js';
import { payloadOf } from '../mapping/payloads.js';

const COMMANDS: Mapping = { kind: 'commands' };
const tass = { type: 'ActorRegistered', actor: 'tass', kind: 'outlet', name: 'TASS' };
const rain = { type: 'ClaimRegistered', claim: 'rain', text: 'It rains.', language: 'en', kind: 'factual' };
const report = { type: 'ClaimReported', claim: 'rain', id: 'report', by: ['tass'], basis: 'none-given' };
const byNobody = { ...report, id: 'other', by: ['nobody'] };
const CHANGE: StateChange = {
  claim: 'rain',
  text: 'It rains.',
  before: null,
  after: { status: 'reported', rule: 'reported/anyone' } as unknown as StateChange['after'],
};

class OneChange extends StatePreviews {
  begin(): Promise<StatePreview> {
    return Promise.resolve({
      position: undefined,
      changes: () => Promise.resolve({ changes: [CHANGE], omitted: 3 }),
      close: () => Promise.resolve(),
    });
  }
}

const NO_REVIEWS = () => Promise.reject(new Error('No ClaimReview here.'));
const principal = (...scopes: Scope[]) => integrationPrincipal('desk', scopes);
const DESK = principal('record', 'rate');

describe('DeliveryRecorder', () => {
  let log: SqliteEventLog;
  beforeEach(() => {
    log = SqliteEventLog.open(':memory:');
  });
  afterEach(() => log.close());

  /** Expressions give what is queued here, in turn. */
  const results: (() => Promise<object | null>)[] = [];
  const recorderOn = (store: EventLog = log, waited: string[] = []): DeliveryRecorder => {
    const { actors, documents, claims, narratives, policies } = createServices(store);
    const imports = new ImportService(actors, documents, claims, narratives, policies, NO_READ_MODEL);
    const checked = new CheckedImportService(new DryRuns(store), new OneChange(), imports);
    const evaluate = async () => (await results.shift()?.()) as never;
    const mapper = new PayloadMapper({ evaluate }, { map: NO_REVIEWS }, new RelayedEvents(store));
    const waitFor = (position: string) => Promise.resolve(waited.push(position) > 0);
    return new DeliveryRecorder(mapper, imports, checked, { waitFor });
  };
  const types = async () => (await collect(log.readAll())).map(({ type }) => type);

  it('records the commands of a delivery as its integration, caused by its event', async () => {
    const waited: string[] = [];
    const recorder = recorderOn(log, waited);
    const outcome = await recorder.process(COMMANDS, payloadOf([tass, rain, report]), DESK, 'event-1');
    const events = await collect(log.readAll());
    expect(outcome).toEqual({
      recorded: {
        commands: 3,
        unchanged: 0,
        claims: ['rain'],
        entries: ['rain/registered', 'rain/report'],
        position: events.at(-1)?.position,
      },
    });
    expect(events.map(({ type }) => type)).toEqual(['ActorRegistered', 'ClaimRegistered', 'ClaimReported']);
    for (const { metadata } of events) {
      expect(metadata).toMatchObject({
        recordedBy: 'integration-desk',
        correlationId: 'event-1',
        causationId: 'event-1',
      });
    }
    expect(waited).toEqual([events.at(-1)?.position]);
  });

  it('leaves out events that come back from another ledger, so that two that follow each other come to rest', async () => {
    const recorder = recorderOn();
    const named = (name: string, recordedby: string, id: string) => {
      const event = { specversion: '1.0', source: 'urn:claim-ledger:other', subject: 'actor/tass', recordedby, id };
      return recorder.process(
        { kind: 'cloudevents' },
        payloadOf({ ...event, type: 'claim-ledger.actor.amended.v1', data: { name } }, { id }),
        DESK,
        id,
      );
    };
    const there = { type: 'ActorAmended', actor: 'tass', name: 'ТАСС' };
    await recorder.process(COMMANDS, payloadOf([tass, there, { ...there, name: 'TASS' }]), DESK, 'event-1');
    const NOTHING = { commands: 0, unchanged: 0, claims: [], entries: [] };
    expect(await named('ТАСС', 'integration-back', 'echo-1')).toEqual({ recorded: NOTHING });
    expect(await named('TASS', 'integration-back', 'echo-2')).toEqual({ recorded: NOTHING });
    expect(await named('Tass', 'integration-back', 'new')).toMatchObject({ recorded: { commands: 1 } });
    expect(await named('ТАСС', 'editor', 'own')).toMatchObject({ recorded: { commands: 1 } });
    expect((await types()).filter((type) => type === 'ActorAmended')).toHaveLength(4);
  });

  it('records a delivery once, and what another delivery has too', async () => {
    const recorder = recorderOn();
    const amended = { type: 'ActorAmended', actor: 'tass', name: 'ТАСС' };
    const back = { type: 'ActorAmended', actor: 'tass', name: 'TASS' };
    await recorder.process(COMMANDS, payloadOf([tass, amended, back]), DESK, 'event-1');
    const again = await recorder.process(COMMANDS, payloadOf([tass, amended, back]), DESK, 'event-1');
    expect(again).toMatchObject({ recorded: { commands: 3, unchanged: 0 } });
    expect(await types()).toHaveLength(3);
    const other = await recorder.process(COMMANDS, payloadOf([tass, amended], { id: 'msg-2' }), DESK, 'event-2');
    expect(other).toMatchObject({ recorded: { commands: 1, unchanged: 1 } });
    expect(await types()).toHaveLength(4);
  });

  it('records nothing if the ledger rejects a command, and all after the mapping is repaired', async () => {
    const recorder = recorderOn();
    const mapping: Mapping = { kind: 'expression', expression: '…' };
    results.push(() => Promise.resolve([tass, rain, report, byNobody, {}]));
    expect(await recorder.process(mapping, payloadOf({}), DESK, 'event-1')).toEqual({
      recorded: { commands: 0, unchanged: 0, claims: [], entries: [] },
      failure: {
        command: 4,
        message: expect.stringMatching(/^Command 4 \(ClaimReported\) is rejected\. .*"nobody"/) as unknown,
        errors: [expect.objectContaining({ pointer: '/by/0' })],
      },
    });
    expect(await types()).toEqual([]);
    results.push(() => Promise.resolve([tass, rain, report]));
    expect(await recorder.process(mapping, payloadOf({}), DESK, 'event-1')).not.toHaveProperty('failure');
    expect(await types()).toHaveLength(3);
  });

  it('records only what the scopes of the integration allow', async () => {
    const recorder = recorderOn();
    const verdict = { type: 'VerdictIssued', claim: 'rain', id: 'v', by: ['tass'], rating: 'false' };
    for (const [scopes, command, scope] of [
      [['record'], 4, 'rate'],
      [['rate'], 1, 'record'],
      [['admin', 'webhooks'], 1, 'record'],
    ] as const) {
      expect(
        await recorder.process(COMMANDS, payloadOf([tass, rain, report, verdict]), principal(...scopes), 'event-1'),
      ).toMatchObject({
        failure: {
          command,
          message: expect.stringContaining(`The integration lacks the scope "${scope}".`) as unknown,
        },
      });
    }
    expect(await types()).toEqual([]);
  });

  it('records the rest and names the command that a concurrent write has made invalid', async () => {
    let isDecided = false;
    const racing: EventLog = {
      ...delegateTo(log),
      append: async (stream, ...rest) => {
        if (!isDecided) {
          isDecided = true;
          const { claim, ...fields } = rain;
          await createServices(log).claims.record(
            claim,
            { ...fields, text: 'It snows.' },
            {
              principal: 'editor',
              correlationId: 'c',
              causationId: 'c',
            },
          );
        }
        return log.append(stream, ...rest);
      },
    };
    expect(await recorderOn(racing).process(COMMANDS, payloadOf([tass, rain]), DESK, 'event-1')).toMatchObject({
      recorded: { commands: 1 },
      failure: { command: 2, message: expect.stringContaining('already exists') as unknown },
    });
  });

  it('throws while the log is unavailable, and records the rest later', async () => {
    let appends = 0;
    const failing: EventLog = {
      ...delegateTo(log),
      append: (...event) => {
        appends += 1;
        if (appends > 1) throw new LogUnavailableError('The log is gone.');
        return log.append(...event);
      },
    };
    const delivery = [COMMANDS, payloadOf([tass, rain, report]), DESK, 'event-1'] as const;
    await expect(recorderOn(failing).process(...delivery)).rejects.toThrow(LogUnavailableError);
    expect(await recorderOn().process(...delivery)).toMatchObject({ recorded: { commands: 3 } });
    expect((await types()).sort()).toEqual(['ActorRegistered', 'ClaimRegistered', 'ClaimReported']);
  });

  it.each([
    ['has no result', new ExpressionError('no-result', 'nothing')],
    ['gives null', null],
    ['gives an empty list', []],
  ])('records nothing of a payload for which the expression %s', async (_what, result) => {
    results.push(() => (result instanceof Error ? Promise.reject(result) : Promise.resolve(result)));
    const mapping: Mapping = { kind: 'expression', expression: '…' };
    expect(await recorderOn().process(mapping, payloadOf({}), DESK, 'event-1')).toEqual({
      recorded: { commands: 0, unchanged: 0, claims: [], entries: [] },
    });
  });

  it('fails if the expression does, except if it was stopped', async () => {
    const mapping: Mapping = { kind: 'expression', expression: '…' };
    results.push(() => Promise.reject(new ExpressionError('timeout', 'It takes longer than 1000 ms.')));
    expect(await recorderOn().process(mapping, payloadOf({}), DESK, 'event-1')).toMatchObject({
      failure: { message: 'The expression of the mapping fails on this payload. It takes longer than 1000 ms.' },
    });
    results.push(() => Promise.reject(new ExpressionError('stopped', 'The server ends.')));
    await expect(recorderOn().process(mapping, payloadOf({}), DESK, 'event-1')).rejects.toThrow('The server ends.');
  });

  it('bounds what it says of a failure', async () => {
    const long = { ...report, by: Array.from({ length: 40 }, (_, n) => `nobody-${n}-${'x'.repeat(40)}`) };
    const { failure } = await recorderOn().process(COMMANDS, payloadOf([rain, long]), DESK, 'event-1');
    expect(failure?.message).toHaveLength(1_000);
    expect(failure?.errors).toHaveLength(10);
  });

  it('previews what would be recorded, and records nothing', async () => {
    const recorder = recorderOn();
    await recorder.process(COMMANDS, payloadOf([tass]), DESK, 'event-1');
    const preview = await recorder.tryOut(COMMANDS, payloadOf([tass, rain], { id: 'msg-2' }), DESK);
    expect(preview).toEqual({
      commands: [
        { command: { ...tass, key: expect.any(String) as unknown }, wouldRecord: [] },
        {
          command: { ...rain, key: expect.any(String) as unknown },
          wouldRecord: [{ type: 'ClaimRegistered', id: 'registered' }],
        },
      ],
      failures: [],
      states: [CHANGE],
      summary: { changed: 4, omitted: 3 },
    });
    expect(await types()).toHaveLength(1);
  });

  it('previews every rejection, and no states then', async () => {
    const preview = await recorderOn().tryOut(COMMANDS, payloadOf([tass, rain, byNobody, {}]), DESK);
    expect(preview).toMatchObject({
      commands: [
        { wouldRecord: [{}] },
        { wouldRecord: [{}] },
        { failure: { command: 3 } },
        { failure: { command: 4 } },
      ],
      failures: [{ command: 3 }, { command: 4 }],
      states: [],
      summary: { unavailable: 'Nothing would be recorded.' },
    });
    expect(await recorderOn().tryOut(COMMANDS, payloadOf(rain), principal())).toMatchObject({
      failures: [{ message: expect.stringContaining('The integration lacks the scope "record".') as unknown }],
    });
    expect(await recorderOn().tryOut(COMMANDS, payloadOf('{'), DESK)).toMatchObject({
      commands: [],
      failures: [{ message: expect.stringContaining('Not valid JSON') as unknown }],
    });
  });

  it('previews two payloads at a time, one of each principal', async () => {
    const recorder = recorderOn();
    const [other, third] = ['other', 'third'].map((id) => ({ ...DESK, id })) as [typeof DESK, typeof DESK];
    const previews = [DESK, DESK, other, third].map((each) => recorder.tryOut(COMMANDS, payloadOf([rain]), each));
    const settled = await Promise.allSettled(previews);
    expect(settled).toMatchObject([
      { status: 'fulfilled' },
      { reason: { name: 'TooManyDryRunsError', message: expect.stringContaining('of yours') as unknown } },
      { status: 'fulfilled' },
      { reason: { name: 'TooManyDryRunsError', message: expect.not.stringContaining('of yours') as unknown } },
    ]);
    await expect(recorder.tryOut(COMMANDS, payloadOf([rain]), DESK)).resolves.toBeDefined();
  });
});
