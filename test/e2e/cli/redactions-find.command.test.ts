import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mention } from '../../../src/erasure/search/mention.views.js';
import {
  cleanUp,
  newFolder,
  run,
  type Run,
  type RunningServer,
  serveWith,
  start,
  waitForExit,
} from '../../support/run-cli.js';
import { createSampleLedger } from '../../support/sample-ledger.js';

const NAME = 'Zoë Żyzx';
const REASONS = ['--reason', 'Right to erasure', '--authority', 'Art. 17 GDPR'];

let folder: string;
let outside: string;
let counsel: string;
let server: RunningServer;
const redactions = (...args: readonly string[]) => run(['--data', folder, 'redactions', ...args]);
const findByInput = (input: string, ...args: readonly string[]): Promise<Run> => {
  const child = start(['--data', folder, 'redactions', 'find', ...args]);
  child.stdin.write(input);
  return waitForExit(child);
};

beforeAll(async () => {
  folder = await createSampleLedger();
  outside = await newFolder();
  const create = ['keys', 'create', '--principal', 'counsel', '--scope', 'admin'];
  counsel = (await run(['--data', folder, ...create])).stdout.trim();
  server = await serveWith({ CLAIM_LEDGER_LOG_LEVEL: 'trace' }, folder);
  const said = { type: 'ClaimDenied', claim: 'ceding', by: ['nato'], basis: 'none-given' };
  const lines = [
    { type: 'ActorRegistered', actor: 'zoe-zyzx', kind: 'person', name: NAME },
    ...['one', 'two'].map((id) => ({ ...said, id, quote: { text: `${NAME} was there.` } })),
  ];
  const file = join(outside, 'lines.ndjson');
  await writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  expect((await run(['--data', folder, 'import', file])).code).toBe(0);
});
afterAll(async () => {
  await server.stop();
  cleanUp();
});

describe('claim-ledger redactions find', () => {
  it('finds what has a text, from which all is requested and approved, and leaves no trace of the text', async () => {
    const texts = join(outside, 'names.txt');
    await writeFile(texts, '  zoe zyzx\r\n\nz. zyzx\n');
    const listed = await redactions('find', '--texts', texts);
    expect(listed).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        new RegExp(
          `^actor-zoe-zyzx 0  ActorRegistered  \\S+
  /name +${NAME}
  name of the stream +zoe-zyzx  \\(stays\\)
claim-ceding \\d+  ClaimDenied  \\S+
  /quote/text  ${NAME} was there.
claim-ceding \\d+  ClaimDenied  \\S+
  /quote/text  ${NAME} was there.
$`,
        ),
      ) as string,
      stderr: expect.stringMatching(
        /^Searched \d+ events: 3 have it, and in 3 something can be redacted\.\nIds, times .*\n$/,
      ) as string,
    });
    const { stdout: found } = await findByInput('Zoe Zyzx', '--redactable', '--json');
    const lines = found.trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as Mention).request?.fields)).toEqual([
      ['/name'],
      ['/quote/text'],
      ['/quote/text'],
    ]);
    const file = join(outside, 'found.ndjson');
    // The officer reviews the file, and takes one out.
    await writeFile(file, lines.slice(0, 2).join('\n'));
    const asked = ['request', '--from', file, '--texts', texts];
    for (const [option, ...naming] of [
      ['--reason', 'Letter of ZOË ZYZX', '--authority', 'Art. 17 GDPR'],
      ['--authority', 'Z. Zyzxs Anwalt', '--reason', 'Right to erasure'],
    ]) {
      expect(await redactions(...asked, option ?? '', ...naming)).toMatchObject({
        ...{ code: 2, stdout: '' },
        stderr: expect.stringContaining(`${option} has one of the texts of --texts.`) as string,
      });
    }
    expect((await redactions('list')).stdout).toContain('nothing is requested');
    const requested = await redactions(...asked, ...REASONS);
    const ids = requested.stdout.trim().split('\n');
    expect([requested.code, ids.length, requested.stderr]).toEqual([
      ...[0, 2],
      expect.stringMatching(/^Requested: 2\. Another principal/),
    ]);
    await writeFile(file, found);
    const again = await redactions('request', '--from', file, ...REASONS);
    expect(again.stderr).toMatch(
      /^(\S+ \d had been requested before: \S+\n){2}Requested: 1\. 2 had been requested before\./,
    );
    ids.push(again.stdout.trim());
    expect((await redactions('find', '--texts', texts)).stderr).toContain('; that is requested for 3.');

    const approved = await run(['--data', folder, '--key', counsel, 'redactions', 'approve', ...ids]);
    expect([approved.code, approved.stdout.split('\n').map((line) => line.split('  ')[0])]).toEqual([0, [...ids, '']]);
    expect((await findByInput('Zyzx', '--redactable')).stderr).toMatch(/^Searched \d+ events: none has it\.\n$/);
    const gone = await redactions('request', '--from', file, ...REASONS);
    expect([gone.code, gone.stdout]).toEqual([1, '']);
    expect(gone.stderr).toMatch(/^(.+has nothing to redact.*\n)+Requested: 0\. 3 could not be\./m);

    await server.stop();
    const logged = server.errors();
    expect(logged).toContain('"path":"/v1/redactions/find"');
    expect(logged).not.toMatch(/zyzx/i);
  });

  it('names what is wrong with its input', async () => {
    expect(await findByInput('\n')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no text to find') as string,
    });
    expect(await findByInput('z')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('at least 2 letters or digits') as string,
    });
    const file = join(outside, 'other.ndjson');
    await writeFile(file, '{"request":{}}\n');
    expect(await redactions('request', '--from', file, ...REASONS)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('line 1: this isn\'t what "redactions find --json" prints.') as string,
    });
    const twice = await redactions('request', '--from', '-', '--texts', '-', ...REASONS);
    expect([twice.code, twice.stderr]).toEqual([2, expect.stringContaining('Only one of --texts and --from')]);
    expect((await redactions('request', 'ceding/one', '--from', file, ...REASONS)).code).toBe(2);
    expect((await redactions('request', ...REASONS)).code).toBe(2);
  });
});
