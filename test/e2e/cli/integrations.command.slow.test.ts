import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { claim, deliver } from '../../support/deliveries.js';
import { cleanUp, newFolder, run, type RunningServer, serveWith } from '../../support/run-cli.js';

const SETTINGS = { CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64') };

let folder: string;
let server: RunningServer;
const integrations = (...args: readonly string[]) => run(['--data', folder, 'integrations', ...args]);
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const deliveries = async (status: string) => {
  const { stdout } = await integrations('deliveries', 'desk', '--status', status, '--json');
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { id: string });
};
const until = async (status: string, count: number) => {
  for (;;) {
    const found = await deliveries(status);
    if (found.length === count) return found;
  }
};

beforeAll(async () => {
  folder = await newFolder();
  server = await serveWith(SETTINGS, folder);
});
afterAll(async () => {
  await server.stop();
  cleanUp();
});

it('creates an integration, prints its secret once, and records what is sent', async () => {
  const created = await integrations('create', 'bearer', '--id', 'desk', '--mapping', 'commands', '--name', 'The desk');
  expect(created).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^[\w-]{43}\n$/) as string,
    stderr: expect.stringContaining('Senders send to /v1/integrations/desk/deliveries.') as string,
  });
  const headers = { Authorization: `Bearer ${created.stdout.trim()}` };
  await deliver(server, 'desk', headers, claim('from-the-desk')).expect(202);
  await deliver(server, 'desk', headers, 'nonsense').expect(202);
  await deliver(server, 'desk', { Authorization: 'Bearer wrong' }, '{}').expect(401);
  await until('processed', 1);
  await until('failed', 1);
  expect((await integrations('deliveries', 'desk')).stdout).toMatch(
    / processed .* 1 recorded, 0 unchanged: from-the-desk$/m,
  );
  const shown = await integrations('show', 'desk');
  expect(shown.stdout).toMatch(/^records as +integration-desk$/m);
  expect(shown.stdout).toMatch(/^deliveries +0 waiting, 1 failed$/m);
  expect(shown.stdout).toMatch(/^last refusal .*authorization: The secret is not that of this integration\.$/m);
  expect(shown.stdout).not.toContain(created.stdout.trim());
  expect((await integrations('list')).stdout).toMatch(/^desk +active +bearer +commands +0 +1 +The desk$/m);
});

it('shows a delivery, tries another mapping on it, and retries or drops it', async () => {
  const [failed] = await deliveries('failed');
  const id = failed?.id ?? '';
  expect((await integrations('deliveries', 'desk', id)).stdout).toMatch(/\n\nnonsense\n$/);
  expect((await integrations('try', 'desk', '--delivery', id)).code).toBe(1);
  const payload = file('payload.json', claim('tried'));
  const tried = await integrations('try', 'desk', payload);
  expect(tried).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('ClaimRegistered tried/registered: would be recorded') as string,
  });
  const expression = file('empty.jsonata', '$error("No.")');
  expect(await integrations('try', 'desk', payload, '--expression-file', expression)).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('No.') as string,
  });
  expect((await integrations('retry', 'desk')).stdout).toBe('1 delivery is processed again.\n');
  await until('failed', 1);
  expect((await integrations('retry', 'desk', id)).stdout).toBe(`${id} is processed again.\n`);
  await until('failed', 1);
  expect((await integrations('drop', 'desk', id, '--reason', 'nonsense')).stdout).toBe(`${id} is dropped.\n`);
  expect((await integrations('deliveries', 'desk', '--status', 'dropped')).stdout).toMatch(/ dropped .* nonsense$/m);
});

it('changes, pauses, resumes, rotates and deletes an integration', async () => {
  const mapping = file('mapping.json', JSON.stringify({ kind: 'claimreview', language: 'en' }));
  const change = ['change', 'desk', '--mapping-file', mapping, '--scope', 'record', 'rate'];
  expect((await integrations(...change)).stdout).toBe('desk was changed.\n');
  expect((await integrations(...change)).stdout).toBe('desk is as it was.\n');
  expect((await integrations('pause', 'desk', '--reason', 'flood')).stdout).toBe('desk is paused.\n');
  expect((await integrations('list')).stdout).toMatch(/^desk +paused +bearer +claimreview/m);
  expect((await integrations('resume', 'desk')).stdout).toBe('desk is active.\n');
  expect((await integrations('rotate', 'desk', '--grace-hours', '1')).stdout).toMatch(/^[\w-]{43}\n$/);
  const given = await integrations('rotate', 'desk', '--secret-file', file('secret', 'a-secret-of-the-sender\n'));
  expect(given).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('that you gave') as string });
  expect((await integrations('reencrypt')).stdout).toMatch(/: 0\.\n$/);
  expect((await integrations('delete', 'desk')).stdout).toBe('desk was removed. Its id is not used again.\n');
  expect((await integrations('show', 'desk')).code).not.toBe(0);
});

it('says what is wrong with the options', async () => {
  expect((await integrations('create', 'bearer')).stderr).toContain('--mapping');
  expect((await integrations('create', 'bearer', '--mapping', 'commands', '--expression', 'x')).code).toBe(2);
  const broken = await integrations('create', 'bearer', '--expression', '(');
  expect(broken.stderr).toContain("the mapping: expression can't be read.");
  expect((await integrations('create', 'nothing', '--mapping', 'commands')).code).toBe(2);
  expect((await integrations('try', 'desk')).code).toBe(2);
});

it('leaves a log that can be verified', async () => {
  expect(await run(['--data', folder, 'verify'])).toMatchObject({ code: 0 });
});
