import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCESS_STREAM } from '../../src/access/access.events.js';
import { AccessService } from '../../src/access/access.service.js';
import { formatApiKey, hashOf, newApiKey, parseApiKey } from '../../src/access/api-key.js';
import { type EventLog, UnknownOutcomeError } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { CommandExecutor } from '../../src/command-handling/command-executor.js';
import { collect, delegateTo, newEvent } from '../event-log/contract/support.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { beforeNextAppend, REQUEST } from '../command-handling/support.js';

describe('AccessService', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let log: EventLog;
  let access: AccessService;
  let file: string;
  beforeEach(() => {
    folder = temporaryFolder();
    log = SqliteEventLog.open(':memory:');
    access = new AccessService(new CommandExecutor(log));
    file = join(folder.path, 'admin-key');
  });
  afterEach(async () => {
    await log.close();
    folder.remove();
  });

  const keyIn = (path: string) => readFileSync(path, 'utf8').trimEnd();
  const events = () => collect(log.readStream(ACCESS_STREAM));
  const createKey = (fields: object) =>
    log.append(ACCESS_STREAM, 'any', [
      newEvent({ principal: 'integration', scopes: ['read', 'record'], scopesVersion: 2, ...fields }, 'KeyCreated'),
    ]);

  describe('makeFirstKey()', () => {
    it('writes a key with all scopes to a file that only its owner can read', async () => {
      expect(await access.makeFirstKey(file)).toBe(true);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(keyIn(file)).toMatch(/^clk_/);
      expect(readdirSync(folder.path)).toEqual(['admin-key']);
      expect(await access.authenticate(keyIn(file))).toEqual({
        id: 'admin',
        key: parseApiKey(keyIn(file))?.id,
        scopes: ['admin', 'record', 'rate', 'replays', 'webhooks', 'integrations', 'read'],
      });
    });

    it('creates the key once, also after a restart', async () => {
      await access.makeFirstKey(file);
      const key = keyIn(file);
      expect(await access.makeFirstKey(file)).toBe(false);
      expect(await new AccessService(new CommandExecutor(log)).makeFirstKey(file)).toBe(false);
      expect(keyIn(file)).toBe(key);
      expect(await events()).toHaveLength(2);
    });

    it('creates one valid key when several instances start concurrently', async () => {
      const others = [new AccessService(new CommandExecutor(log)), new AccessService(new CommandExecutor(log)), access];
      const made = await Promise.all([access, ...others].map((one) => one.makeFirstKey(file)));
      expect(made.filter(Boolean)).toHaveLength(1);
      expect(readdirSync(folder.path)).toEqual(['admin-key']);
      expect(await access.authenticate(keyIn(file))).toMatchObject({ id: 'admin' });
      expect(await events()).toHaveLength(2);
    });

    it('writes no file if another instance was first', async () => {
      const elsewhere = join(folder.path, 'elsewhere');
      const racedExecutor = new CommandExecutor(beforeNextAppend(log, () => access.makeFirstKey(elsewhere)));
      expect(await new AccessService(racedExecutor).makeFirstKey(file)).toBe(false);
      expect(readdirSync(folder.path)).toEqual(['elsewhere']);
      expect(await access.authenticate(keyIn(elsewhere))).toMatchObject({ id: 'admin' });
    });

    it('overwrites the file of an older ledger, and restricts its permissions', async () => {
      writeFileSync(file, `${formatApiKey(newApiKey())}\n`, { mode: 0o644 });
      await access.makeFirstKey(file);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(await access.authenticate(keyIn(file))).toMatchObject({ id: 'admin' });
    });

    it('writes the key to disk before it appends to the log', async () => {
      const failing: EventLog = { ...beforeNextAppend(log, () => Promise.reject(new Error('Killed.'))) };
      await expect(new AccessService(new CommandExecutor(failing)).makeFirstKey(file)).rejects.toThrow('Killed.');
      const [left, ...more] = readdirSync(folder.path);
      expect(more).toEqual([]);
      expect(parseApiKey(keyIn(join(folder.path, left ?? '')))).toBeDefined();
      expect(existsSync(file)).toBe(false);
      expect(await access.makeFirstKey(file)).toBe(true);
    });

    it('does not store the secret in the log', async () => {
      await access.makeFirstKey(file);
      const secret = parseApiKey(keyIn(file))?.secret ?? '';
      const stored = JSON.stringify(await collect(log.readAll()));
      expect(secret).toHaveLength(43);
      expect(stored).not.toContain(secret);
      expect(stored).not.toContain(Buffer.from(secret, 'base64url').toString('hex'));
      expect(stored).toContain(hashOf(secret));
    });
  });

  describe('authenticate()', () => {
    it('accepts a key until it expires', async () => {
      const key = newApiKey();
      const expiresAt = '2024-01-01T00:00:00Z';
      await createKey({ key: key.id, secretHash: hashOf(key.secret), expiresAt });
      const at = (now: string) =>
        new AccessService(new CommandExecutor(log, () => new Date(now))).authenticate(formatApiKey(key));
      expect(await at('2023-12-31T23:59:59.999Z')).toEqual({
        id: 'integration',
        key: key.id,
        scopes: ['read', 'record'],
      });
      expect(await at('2024-01-01T00:00:00.000Z')).toBeUndefined();
      expect(await at('2024-01-01T00:00:00.500Z')).toBeUndefined();
    });

    it('accepts a key of another instance immediately', async () => {
      const key = newApiKey();
      expect(await access.authenticate(formatApiKey(key))).toBeUndefined();
      await createKey({ key: key.id, secretHash: hashOf(key.secret) });
      expect(await access.authenticate(formatApiKey(key))).toEqual({
        id: 'integration',
        key: key.id,
        scopes: ['read', 'record'],
      });
    });

    it('reads the log once if no other process appends, and rejects a revoked key immediately', async () => {
      let reads = 0;
      const counting: EventLog = {
        ...delegateTo(log),
        readStream: (stream, options) => {
          reads += 1;
          return log.readStream(stream, options);
        },
      };
      const sole = new AccessService(new CommandExecutor(counting), undefined, true);
      await sole.makeFirstKey(file);
      const { text } = await sole.createKey({ principal: 'editor', scopes: ['record'] }, REQUEST);
      const before = reads;
      for (let request = 0; request < 3; request += 1) expect(await sole.authenticate(text ?? '')).toBeDefined();
      expect(reads).toBe(before);
      await sole.revokeKey(parseApiKey(text ?? '')?.id ?? '', undefined, REQUEST);
      expect(await sole.authenticate(text ?? '')).toBeUndefined();
      expect(reads).toBe(before);
    });

    it('rejects a key whose revocation was recorded though the log did not confirm it', async () => {
      const unconfirmed: EventLog = {
        ...delegateTo(log),
        append: async (stream, expected, events) => {
          const result = await log.append(stream, expected, events);
          if (events.some(({ type }) => type === 'KeyRevoked')) throw new UnknownOutcomeError('No answer.');
          return result;
        },
      };
      const sole = new AccessService(new CommandExecutor(unconfirmed), undefined, true);
      await sole.makeFirstKey(file);
      const { text } = await sole.createKey({ principal: 'editor', scopes: ['record'] }, REQUEST);
      const revoked = sole.revokeKey(parseApiKey(text ?? '')?.id ?? '', undefined, REQUEST);
      await expect(revoked).rejects.toThrow(UnknownOutcomeError);
      expect(await sole.authenticate(text ?? '')).toBeUndefined();
    });

    it('rejects a key that differs in any part', async () => {
      const [key, other] = [newApiKey(), newApiKey()];
      await createKey({ key: key.id, secretHash: hashOf(key.secret) });
      await createKey({ key: other.id, secretHash: hashOf(other.secret) });
      const text = formatApiKey(key);
      const last = text.endsWith('A') ? 'B' : 'A';
      for (const wrong of [
        formatApiKey({ ...key, secret: other.secret }),
        formatApiKey({ ...key, secret: newApiKey().secret }),
        formatApiKey({ ...key, id: newApiKey().id }),
        `${text.slice(0, -1)}${last}`,
        text.slice(0, -1),
        `${text}x`,
        `${text}\n`,
        ` ${text}`,
        text.toUpperCase(),
        `clk_${key.id}_${hashOf(key.secret)}`,
        `clk_${key.id}_`,
        'clk__proto___x',
        '',
        '\u0000',
      ]) {
        expect([wrong, await access.authenticate(wrong)]).toEqual([wrong, undefined]);
      }
      expect(await access.authenticate(text)).toBeDefined();
    });
  });

  it('newApiKey() returns unique keys', () => {
    const keys = Array.from({ length: 100 }, () => newApiKey());
    expect(new Set(keys.map(({ id }) => id)).size).toBe(100);
    expect(new Set(keys.map(({ secret }) => secret)).size).toBe(100);
    for (const key of keys) expect(parseApiKey(formatApiKey(key))).toEqual(key);
  });
});
