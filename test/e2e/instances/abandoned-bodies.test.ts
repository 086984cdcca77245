import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import request from 'supertest';
import { adminKeyFile } from '../../../src/config.js';
import { cleanUp, newFolder, type RunningServer, serveWith } from '../../support/run-cli.js';

let server: RunningServer;
let key: string;

beforeAll(async () => {
  const folder = await newFolder();
  server = await serveWith({ CLAIM_LEDGER_REQUEST_TIMEOUT_MS: '1000' }, folder);
  key = readFileSync(adminKeyFile(folder), 'utf8').trim();
});
afterAll(cleanUp);

/** The beginning of a chunk of 64 kB that never ends. */
const BEGUN = (bytes: string): string => `10000\r\n${bytes}`;
const GZIP = 'Content-Encoding: gzip\r\n';

/** Sends the beginning of a body, and resolves with the response when the connection is closed. */
function sendBeginning(path: string, type: string, headers: string, bytes: string, leaves: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    let answer = '';
    socket.setEncoding('latin1').on('data', (text: string) => {
      answer += text;
      // Not sooner: only after it was rejected does nobody read its body any more.
      if (leaves) socket.destroy();
    });
    socket.once('error', reject).once('close', () => {
      resolve(answer);
    });
    const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${key}\r\n`;
    socket.write(
      `${head}Content-Type: ${type}\r\nTransfer-Encoding: chunked\r\n${headers}\r\n${BEGUN(bytes)}`,
      'latin1',
    );
  });
}

describe.each([
  ['falls silent', false],
  ['leaves', true],
])('a client that %s after its body was rejected', (_what, leaves) => {
  it.each([
    ['an import that is a ZIP archive', '/v1/import', 'application/x-ndjson', '', 'PK\x03\x04', 415],
    ['an import that is CSV', '/v1/import', 'application/x-ndjson', '', 'a,b\n1,2\n', 415],
    ['an import that is not gzip', '/v1/import', 'application/x-ndjson', GZIP, 'no gzip at all', 400],
    ['a body that is not gzip', '/v1/claims', 'application/json', GZIP, 'no gzip at all', 400],
    ['a body of another type', '/v1/claims', 'text/plain', '', 'abc', 415],
  ])('leaves the server running: %s', async (_body, path, type, headers, bytes, status) => {
    expect(await sendBeginning(path, type, headers, bytes, leaves)).toContain(`HTTP/1.1 ${status} `);
    await request(server.url).get('/livez').expect(200);
  });
});

it('ends as usual afterwards', async () => {
  expect(await server.stop()).toBe(0);
});
