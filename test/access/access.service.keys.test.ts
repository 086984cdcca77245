import { AccessService } from '../../src/access/access.service.js';
import { ACCESS_STREAM } from '../../src/access/access.events.js';
import { hashOf, parseApiKey } from '../../src/access/api-key.js';
import type { EventLog } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { CommandRejectedError, IdempotencyKeyReusedError, NotFoundError } from '../../src/command-handling/errors.js';
import { CommandExecutor } from '../../src/command-handling/command-executor.js';
import { collect } from '../event-log/contract/support.js';
import { beforeNextAppend, withIdempotencyKey, REQUEST } from '../command-handling/support.js';

describe('AccessService: keys', () => {
  let log: EventLog;
  let access: AccessService;
  let now: string;
  const instance = (on: EventLog = log) => new AccessService(new CommandExecutor(on, () => new Date(now)));
  beforeEach(() => {
    now = '2024-04-09T12:00:00.000Z';
    log = SqliteEventLog.open(':memory:');
    access = instance();
  });
  afterEach(() => log.close());

  const desk = { principal: 'desk', scopes: ['record'] } as const;

  it('authenticates a key until it expires', async () => {
    const { text = '' } = await access.createKey({ ...desk, expiresAt: '2024-04-09T12:00:01.000Z' }, REQUEST);
    expect(await access.authenticate(text)).toMatchObject({ id: 'desk', scopes: ['record'] });
    now = '2024-04-09T12:00:01.000Z';
    expect(await access.authenticate(text)).toBeUndefined();
  });

  it('rejects a revoked key immediately, in every instance', async () => {
    const other = instance();
    const { text = '', created } = await access.createKey(desk, REQUEST);
    expect(await other.authenticate(text)).toBeDefined();
    await access.revokeKey(created.key, undefined, REQUEST);
    expect(await access.authenticate(text)).toBeUndefined();
    expect(await other.authenticate(text)).toBeUndefined();
  });

  it('returns the text of a key only once; a retry returns the key without its text', async () => {
    const request = { ...desk, label: 'import', expiresAt: '2024-05-01T00:00:00.000Z' };
    const first = await access.createKey(request, withIdempotencyKey('k', 'body'));
    const again = await access.createKey(request, withIdempotencyKey('k', 'body'));
    expect(parseApiKey(first.text ?? '')?.id).toBe(first.created.key);
    expect(again).toMatchObject({ text: undefined, created: first.created });
    expect(again.created).toEqual({ ...request, key: first.created.key });
    expect(await access.keys()).toHaveLength(1);
    await expect(access.createKey(request, withIdempotencyKey('k', 'other'))).rejects.toThrow(
      IdempotencyKeyReusedError,
    );
  });

  it('creates a key once for the same request to two instances', async () => {
    const meanwhile = () => instance().createKey(desk, withIdempotencyKey('k', 'body'));
    const { text, created } = await instance(beforeNextAppend(log, meanwhile)).createKey(
      desk,
      withIdempotencyKey('k', 'body'),
    );
    expect(text).toBeUndefined();
    expect((await access.keys()).map(({ id }) => id)).toEqual([created.key]);
  });

  it('keeps one admin key when two instances each revoke one', async () => {
    const [one, two] = [
      await access.createKey({ principal: 'admin', scopes: ['admin'] }, REQUEST),
      await access.createKey({ principal: 'admin', scopes: ['admin'] }, REQUEST),
    ];
    const meanwhile = () => instance().revokeKey(one.created.key, undefined, REQUEST);
    const racing = instance(beforeNextAppend(log, meanwhile)).revokeKey(two.created.key, undefined, REQUEST);
    await expect(racing).rejects.toThrow(CommandRejectedError);
    expect((await access.keys()).map(({ status }) => status)).toEqual(['revoked', 'active']);
  });

  it('returns and stores keys without their secrets', async () => {
    const { text = '', created } = await access.createKey({ ...desk, name: 'News desk', label: 'import' }, REQUEST);
    await access.revokeKey(created.key, 'Leaked.', REQUEST);
    const view = await access.key(created.key);
    expect(view).toEqual({
      id: created.key,
      principal: 'desk',
      scopes: ['record'],
      label: 'import',
      status: 'revoked',
      createdAt: now,
      createdBy: 'checker',
      revoked: { at: now, by: 'checker', reason: 'Leaked.' },
    });
    expect(await access.keys()).toEqual([view]);
    expect(await access.principals()).toEqual([
      { id: 'desk', name: 'News desk', registeredAt: now, registeredBy: 'checker' },
    ]);
    const secret = parseApiKey(text)?.secret ?? '';
    const stored = JSON.stringify(await collect(log.readStream(ACCESS_STREAM)));
    expect(stored).toContain(hashOf(secret));
    expect(stored).not.toContain(secret);
    await expect(access.key('0123456789ab')).rejects.toThrow(NotFoundError);
  });
});
