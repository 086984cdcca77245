import { rejectUnknownSettings } from '../../../src/cli/ledger/known-settings.js';
import { UnusableSettingsError } from '../../../src/cli/errors.js';

function linesFor(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    rejectUnknownSettings(env);
  } catch (error) {
    if (error instanceof UnusableSettingsError) return error.lines;
    throw error;
  }
  return [];
}

it('accepts known settings, and variables of other programs', () => {
  expect(linesFor({ CLAIM_LEDGER_PORT: '1', CLAIM_LEDGER_KEY: 'k', CLAIM_LEDGERS: '1', OTHER: '1' })).toEqual([]);
});

it('rejects an unknown setting in one sentence, with the nearest known one', () => {
  expect(linesFor({ CLAIM_LEDGER_PROT: '1' })).toEqual([
    'CLAIM_LEDGER_PROT is not a setting. Did you mean CLAIM_LEDGER_PORT?',
  ]);
});

it('rejects all unknown settings and all values that make no sense in one error', () => {
  const env = {
    CLAIM_LEDGER_XYZZY: '1',
    CLAIM_LEDGER_RAEDING: 'closed',
    CLAIM_LEDGER_PORT: 'x',
    CLAIM_LEDGER_URL: 'x',
  };
  expect(linesFor(env)).toEqual([
    "These settings can't be used:",
    '  CLAIM_LEDGER_XYZZY is not a setting.',
    '  CLAIM_LEDGER_RAEDING is not a setting. Did you mean CLAIM_LEDGER_READING?',
    '  CLAIM_LEDGER_PORT must be a whole number from 0 to 65535, not "x".',
    '  CLAIM_LEDGER_URL must start with http:// or https://.',
  ]);
});

it.each(['SERVICE_HOST', 'SERVICE_PORT_HTTP', 'PORT_4747_TCP', 'PORT_4747_TCP_ADDR'])(
  'says that Kubernetes sets CLAIM_LEDGER_%s',
  (name) => {
    expect(linesFor({ [`CLAIM_LEDGER_${name}`]: 'x' })).toEqual([
      `CLAIM_LEDGER_${name} is not a setting. Kubernetes sets it for a service named "claim-ledger": set enableServiceLinks to false for this container.`,
    ]);
  },
);
