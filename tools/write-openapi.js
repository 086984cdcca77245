// Writes the OpenAPI document as a ledger of this build serves it: `node tools/write-openapi.js <file>`.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configFrom } from '../dist/config.js';
import { startLedger } from '../dist/app/start-server.js';

const [, , file = 'dist/openapi.json'] = process.argv;
const folder = mkdtempSync(join(tmpdir(), 'claim-ledger-'));
const ledger = await startLedger(configFrom({ CLAIM_LEDGER_DATA: folder, CLAIM_LEDGER_PORT: '0' }));
try {
  const answer = await fetch(`${ledger.url}/openapi.json`);
  if (!answer.ok) throw new Error(await answer.text());
  writeFileSync(file, JSON.stringify(await answer.json(), null, 2));
} finally {
  await ledger.close();
  rmSync(folder, { recursive: true });
}
