import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { temporaryFolder } from './temporary-folder.js';

const DEPLOY = join(import.meta.dirname, '..', '..', 'deploy');
const NAME = 'ledger.example.org';

/** A proxy with TLS before a ledger, on this machine only. */
export interface RunningProxy {
  /** By the name localhost. */
  readonly url: string;
  /** Where it listens for plain http, if it does. */
  readonly plainUrl: string | undefined;
  /** The certificate that clients have to trust. */
  readonly ca: string;
  stop(): Promise<void>;
}

export interface ProxyProgram {
  readonly name: string;
  /** Undefined where it isn't installed. */
  readonly program: string | undefined;
  /** Starts it with its file in `deploy`, with another name, other ports, and a certificate of its own. */
  readonly start: (ledger: string) => Promise<RunningProxy>;
}

const installed = (name: string): string | undefined =>
  ['/usr/sbin', '/usr/bin', '/usr/local/bin']
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });

const NGINX = installed('nginx');
const CADDY = installed('caddy');

export const PROXIES: readonly ProxyProgram[] = [
  { name: 'nginx', program: NGINX, start: startNginx },
  { name: 'caddy', program: CADDY, start: startCaddy },
];

/** Replaces each text, which the file must have. */
function adapted(file: string, replacements: Readonly<Record<string, string>>): string {
  let text = readFileSync(join(DEPLOY, file), 'utf8');
  for (const [from, to] of Object.entries(replacements)) {
    if (!text.includes(from)) throw new Error(`${file} has no "${from}".`);
    text = text.replaceAll(from, to);
  }
  return text;
}

async function startNginx(ledger: string): Promise<RunningProxy> {
  const { path: folder, remove } = temporaryFolder();
  const { key, certificate, ca } = newCertificate(folder);
  const [port, plainPort] = [await freePort(), await freePort()];
  const site = adapted('nginx/claim-ledger.conf', {
    '127.0.0.1:4747': new URL(ledger).host,
    'listen 80;': `listen 127.0.0.1:${plainPort};`,
    'listen 443 ssl;': `listen 127.0.0.1:${port} ssl;`,
    [`/etc/ssl/${NAME}/fullchain.pem`]: certificate,
    [`/etc/ssl/${NAME}/privkey.pem`]: key,
    [NAME]: 'localhost',
  });
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => {
    mkdirSync(join(folder, name));
    return `${name}_temp_path ${join(folder, name)};`;
  });
  const config = join(folder, 'nginx.conf');
  writeFileSync(
    config,
    `daemon off; pid ${folder}/pid; error_log stderr; events {} http { access_log off; ${temporary.join(' ')} ${site} }`,
  );
  const child = spawn(NGINX ?? 'nginx', ['-p', folder, '-c', config], { stdio: 'ignore' });
  await listening(child, port);
  return {
    url: `https://localhost:${port}`,
    plainUrl: `http://localhost:${plainPort}`,
    ca,
    stop: () => ended(child, remove),
  };
}

async function startCaddy(ledger: string): Promise<RunningProxy> {
  const { path: folder, remove } = temporaryFolder();
  const { key, certificate, ca } = newCertificate(folder);
  const port = await freePort();
  const site = adapted('caddy/Caddyfile', {
    '127.0.0.1:4747': new URL(ledger).host,
    [`${NAME} {`]: `https://localhost:${port} {\n\tbind 127.0.0.1\n\ttls ${certificate} ${key}`,
  });
  const config = join(folder, 'Caddyfile');
  writeFileSync(config, `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${site}`);
  const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const child = spawn(CADDY ?? 'caddy', ['run', '--config', config, '--adapter', 'caddyfile'], {
    env,
    stdio: 'ignore',
  });
  await listening(child, port);
  return { url: `https://localhost:${port}`, plainUrl: undefined, ca, stop: () => ended(child, remove) };
}

/** A certificate for localhost, for two days. */
function newCertificate(folder: string): { readonly key: string; readonly certificate: string; readonly ca: string } {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync('openssl', [...kind, ...names, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  return { key, certificate, ca: readFileSync(certificate, 'utf8') };
}

async function listening(child: ChildProcess, port: number): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The proxy ended with ${child.exitCode}.`);
    const socket = connect(port, '127.0.0.1');
    const isListening = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isListening) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function ended(child: ChildProcess, remove: () => void): Promise<void> {
  if (child.exitCode === null) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  remove();
}
