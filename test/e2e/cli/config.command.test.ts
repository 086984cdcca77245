import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { KNOWN_SETTINGS } from '../../../src/cli/ledger/known-settings.js';
import { cleanUp, newFolder, run } from '../../support/run-cli.js';

jest.setTimeout(120_000);
afterAll(cleanUp);

interface Row {
  readonly setting: string;
  readonly value: string;
  readonly source: string;
}

async function configOf(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Map<string, Row>> {
  const { code, stdout, stderr } = await run(['--json', ...args, 'config'], env);
  expect([code, stderr]).toEqual([0, '']);
  const rows = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
  expect(rows.map(({ setting }) => setting)).toEqual(KNOWN_SETTINGS.map(({ variable }) => variable));
  return new Map(rows.map((row) => [row.setting, row]));
}

test('config lists every setting with its value and where that comes from', async () => {
  const folder = await newFolder();
  const env = { CLAIM_LEDGER_PORT: '0', CLAIM_LEDGER_READING: '', CLAIM_LEDGER_DATA: 'elsewhere' };
  const rows = await configOf(['--data', folder], env);
  expect(rows.get('CLAIM_LEDGER_DATA')).toMatchObject({ value: folder, source: 'option', default: 'data' });
  expect(rows.get('CLAIM_LEDGER_PORT')).toMatchObject({ value: '0', source: 'environment', default: '4747' });
  expect(rows.get('CLAIM_LEDGER_READING')).toMatchObject({ value: 'open', source: 'default' });
  expect(rows.get('CLAIM_LEDGER_KEY')).toMatchObject({ value: 'the one in the data folder', source: 'default' });
  await writeFile(join(folder, 'admin.key'), 'clk_correct-horse\n');
  const { stdout } = await run(['--data', folder, 'config'], env);
  expect(stdout).toMatch(/^CLAIM_LEDGER_PORT {2,}0 +environment +4747$/m);
  expect(stdout).toMatch(/^CLAIM_LEDGER_KEY {2,}set +file +the one in the data folder$/m);
  expect(stdout).not.toContain('correct-horse');
});

test('config shows no secret', async () => {
  const secret = Buffer.from('correct-horse-battery-staple-1-2').toString('base64');
  const env = {
    CLAIM_LEDGER_SECRETS_KEY: secret,
    CLAIM_LEDGER_KEY: 'clk_correct-horse',
    CLAIM_LEDGER_LOG: 'esdb://user:correct-horse@events.example?tls=false',
    CLAIM_LEDGER_COPY_FROM: 'esdb://user:correct-horse@other.example:2114?tls=false',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otlp.example/?key=correct-horse',
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=correct-horse',
  };
  const rows = await configOf([], env);
  expect(rows.get('CLAIM_LEDGER_SECRETS_KEY')).toMatchObject({ value: 'set', source: 'environment' });
  expect(rows.get('CLAIM_LEDGER_KEY')).toMatchObject({ value: 'set', source: 'environment' });
  expect(rows.get('CLAIM_LEDGER_LOG')).toMatchObject({ value: 'an event store at events.example:2113' });
  expect(rows.get('CLAIM_LEDGER_COPY_FROM')).toMatchObject({ value: 'an event store at other.example:2114' });
  expect(rows.get('OTEL_EXPORTER_OTLP_HEADERS')).toMatchObject({ value: 'set', source: 'environment' });
  const { stdout } = await run(['config'], env);
  expect(stdout).not.toMatch(/correct-horse|user/);
  expect(stdout).not.toContain(secret);
});

test('config and serve reject everything that makes no sense in one error, and print no secret', async () => {
  const folder = await newFolder();
  const env = {
    CLAIM_LEDGER_PORT: '70000',
    CLAIM_LEDGER_LOG_LEVEL: 'loud',
    CLAIM_LEDGER_SECRETS_KEY: 'correct-horse',
    CLAIM_LEDGER_PUBLIC_URL: 'https://:correct-horse@ledger.example',
    CLAIM_LEDGER_LOG: 'esdb://user:correct-horse@events.example?tlss=false',
  };
  for (const command of ['config', 'serve']) {
    const { code, stdout, stderr } = await run(['--data', folder, command], env);
    expect([code, stdout]).toEqual([2, '']);
    const [title, ...lines] = stderr.trimEnd().split('\n');
    expect(title).toBe("These settings can't be used:");
    expect(lines.map((line) => line.trim().split(' ')[0]).sort()).toEqual(Object.keys(env).sort());
    expect(stderr).not.toContain('correct-horse');
  }
});

test('commands reject unknown settings, except those that read none', async () => {
  const env = { CLAIM_LEDGER_DATTA: 'x' };
  for (const args of [['config'], ['serve'], ['--url', 'http://127.0.0.1:9', 'list']]) {
    const { code, stdout, stderr } = await run(args, env);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe('CLAIM_LEDGER_DATTA is not a setting. Did you mean CLAIM_LEDGER_DATA?\n');
  }
  for (const args of [['help', 'config'], ['config', '--help'], ['completion', 'bash'], ['--version']]) {
    expect(await run(args, env)).toMatchObject({ code: 0, stderr: '' });
  }
});
