import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { claimPath } from '../../../src/webhooks/formats/claim-link.js';
import { CLI } from '../../support/run-cli.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const PAGE = readFileSync(join(import.meta.dirname, '../../../docs/how-to/receive-webhooks.md'), 'utf8');
const SECTION = /^## Try it on this machine\n([\s\S]*?)^## /m.exec(PAGE)?.[1] ?? '';
const blocks = (language: string): string[] =>
  [...SECTION.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, text = '']) => text);
const README =
  /^## Webhooks\n[\s\S]*?^```text\n([\s\S]*?)^```$/m.exec(
    readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8'),
  )?.[1] ?? '';
const withoutTimes = (text: string): string => text.replace(/^\d\d:\d\d:\d\d/gm, 'TIME');

describe('the story of a receiver that misses something, in docs/how-to/receive-webhooks.md', () => {
  const folder = temporaryFolder();
  const children: ChildProcess[] = [];
  let port: number;

  beforeAll(async () => {
    writeFileSync(join(folder.path, 'claim-ledger'), `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`);
    chmodSync(join(folder.path, 'claim-ledger'), 0o755);
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
    server.close();
    await once(server, 'close');
  });
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    folder.remove();
  });

  const env = () => {
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith('CLAIM_LEDGER_'));
    const PATH = `${folder.path}:${process.env.PATH ?? ''}`;
    return { ...Object.fromEntries(own), PATH, NO_COLOR: '1', CLAIM_LEDGER_PORT: '0' };
  };
  const here = (block: string): string =>
    block
      .replaceAll('127.0.0.1:4748', `127.0.0.1:${port}`)
      .replaceAll('webhooks listen', `webhooks listen --port ${port}`)
      .replace(/^claim-ledger (?=serve|webhooks listen)/m, 'exec claim-ledger ');
  const runBlock = (block = '') => promisify(execFile)('bash', ['-ec', here(block)], { env: env(), cwd: folder.path });

  /** A block whose last command continues until it is stopped. */
  function startBlock(block = '') {
    const child = spawn('bash', ['-ec', here(block)], { env: env(), cwd: folder.path });
    children.push(child);
    const exit = once(child, 'exit');
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
    const waitFor = async (isThere: (printed: string) => boolean): Promise<string> => {
      while (!isThere(printed)) {
        if (child.exitCode !== null) throw new Error(`It ended, after it had printed: ${printed}`);
        await Promise.race([once(child.stdout, 'data'), exit]);
      }
      return printed.replaceAll(`127.0.0.1:${port}`, '127.0.0.1:4748');
    };
    const stop = async (): Promise<void> => {
      child.kill('SIGINT');
      await exit;
    };
    return { waitFor, stop };
  }

  it('prints what the page shows, and links to the claim as it was', async () => {
    const [serve, receive, deny, more, again] = blocks('sh');
    const [first = '', second = ''] = blocks('text');
    const server = startBlock(serve);
    const served = await server.waitFor((printed) => /^total: /m.test(printed));
    const receiver = startBlock(receive);
    await receiver.waitFor((printed) => printed.includes('handshake'));
    await runBlock(deny);
    const lines = (text: string): number => text.split('\n').length;
    const arrived = await receiver.waitFor((printed) => lines(printed) >= lines(first));
    expect(withoutTimes(arrived)).toBe(withoutTimes(first));
    expect(README).toContain('signature valid');
    expect(withoutTimes(arrived).endsWith(`/\n${withoutTimes(README)}`)).toBe(true);
    await receiver.stop();
    await runBlock(more);
    const restarted = startBlock(again);
    const missed = await restarted.waitFor((printed) => lines(printed) >= lines(second));
    expect(withoutTimes(missed)).toBe(withoutTimes(second));
    await restarted.stop();

    const url = /listens on (\S+),/.exec(served)?.[1] ?? '';
    const claim = 'nato-discusses-kyiv-ceding-territory';
    const read = async <Body>(path: string): Promise<Body> => (await (await fetch(`${url}${path}`)).json()) as Body;
    const changes = await read<{ data: { after: { status: string } }; recordedtime: string }[]>(
      `/v1/changes?claim=${claim}&after=beginning`,
    );
    expect(changes.length).toBeGreaterThan(3);
    for (const { data, recordedtime } of changes) {
      const { verification } = await read<{ verification: { status: string } }>(claimPath(claim, recordedtime));
      expect(verification.status).toBe(data.after.status);
    }
    await server.stop();
  });
});
