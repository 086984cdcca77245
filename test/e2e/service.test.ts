import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { EXIT } from '../../src/cli/errors.js';
import { KNOWN_SETTINGS } from '../../src/cli/ledger/known-settings.js';
import { cleanUp, newFolder, run, serveWith } from '../support/run-cli.js';

jest.setTimeout(120_000);
afterAll(cleanUp);

const unit = readFileSync(join(import.meta.dirname, '../../deploy/systemd/claim-ledger.service'), 'utf8');
const valuesOf = (name: string): string[] =>
  [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value = '']) => value);

/** The longest that an append waits for an event store, and that the dispatcher of webhooks and traces are given to end, in seconds. */
const LONGEST_STOP = 15 + 5 + 5;

it('sets known settings only, and the folder that systemd creates', () => {
  const variables = Object.fromEntries(valuesOf('Environment').map((text) => text.split('=') as [string, string]));
  const own = Object.keys(variables).filter((name) => name.startsWith('CLAIM_LEDGER_'));
  const known = KNOWN_SETTINGS.map(({ variable }) => variable);
  expect(own.filter((name) => !known.includes(name))).toEqual([]);
  expect(valuesOf('StateDirectory').map((name) => `/var/lib/${name}`)).toEqual([variables.CLAIM_LEDGER_DATA]);
});

it('gives the server the time that it may need to stop', () => {
  expect(valuesOf('TimeoutStopSec').map(Number)[0]).toBeGreaterThan(LONGEST_STOP);
});

it('is not restarted after a clean stop or a setting that makes no sense', async () => {
  expect(valuesOf('Restart')).toEqual(['on-failure']);
  expect(valuesOf('RestartPreventExitStatus')).toEqual([String(EXIT.usage)]);
  const args = valuesOf('ExecStart')[0]?.split(' ').slice(1) ?? [];
  const folder = await newFolder();
  const wrong = { CLAIM_LEDGER_DATA: folder, CLAIM_LEDGER_READING: 'shut' };
  expect((await run(args, wrong)).code).toBe(EXIT.usage);
  const server = await serveWith({}, folder);
  expect(await server.stop(valuesOf('KillSignal')[0] as NodeJS.Signals)).toBe(0);
});

const hasAnalyze = spawnSync('systemd-analyze', ['--version']).status === 0;
const analyzed = hasAnalyze ? it : it.skip;

analyzed('is accepted by systemd, and exposes little', async () => {
  const file = join(await newFolder(), 'claim-ledger.service');
  writeFileSync(file, unit.replace(/^ExecStart=\S+/m, 'ExecStart=/bin/true'));
  const analyze = (...args: string[]) => execFileSync('systemd-analyze', args, { encoding: 'utf8', stdio: 'pipe' });
  expect(analyze('verify', '--man=no', file)).toBe('');
  const level = /exposure level for \S+: ([\d.]+)/.exec(analyze('security', '--offline=true', '--no-pager', file))?.[1];
  expect(Number(level)).toBeLessThan(2);
});
