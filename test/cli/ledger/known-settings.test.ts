import { readFileSync } from 'node:fs';
import { knownSettings, settingWarnings } from '../../../src/cli/ledger/known-settings.js';

it('knows every setting that the documentation lists, and no other', () => {
  const page = readFileSync(new URL('../../../docs/reference/settings.md', import.meta.url), 'utf8');
  const listed = new Set(page.match(/\bCLAIM_LEDGER_[A-Z_]*[A-Z]\b/g));
  expect([...knownSettings()].sort()).toEqual([...listed].sort());
});

it('warns of each unknown setting, with the nearest one if there is one', () => {
  expect(
    settingWarnings({ CLAIM_LEDGER_PROT: '1', CLAIM_LEDGER_PORT: '1', CLAIM_LEDGER_XYZZY: '1', OTHER: '1' }),
  ).toEqual([
    'CLAIM_LEDGER_PROT is not a setting and is ignored. Did you mean CLAIM_LEDGER_PORT?',
    'CLAIM_LEDGER_XYZZY is not a setting and is ignored.',
  ]);
});
