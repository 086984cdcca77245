import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RELEASED_POLICIES } from '../../../src/verification/released-policies.js';
import { seedLines } from '../../support/openapi-document.js';
import { TestLedger } from '../api/test-ledger.js';

interface Claims {
  readonly items: readonly { readonly id: string; readonly rating?: string }[];
  readonly next?: string;
}

interface History {
  readonly items: readonly {
    readonly entry?: string;
    readonly changed?: { readonly rule: string; readonly rating?: string };
  }[];
}

/** Returns the content of a file next to this one. With `UPDATE_EXAMPLES=1` it becomes what is now. */
function expected(file: string, now: string): string {
  const path = join(import.meta.dirname, file);
  if (process.env['UPDATE_EXAMPLES'] === '1') writeFileSync(path, now);
  return readFileSync(path, 'utf8');
}

async function idsOf(ledger: TestLedger, cursor?: string): Promise<readonly string[]> {
  const { body } = await ledger.get(`/v1/claims?limit=200${cursor === undefined ? '' : `&cursor=${cursor}`}`);
  const { items, next } = body as Claims;
  return [...items.map(({ id }) => id), ...(next === undefined ? [] : await idsOf(ledger, next))];
}

/** The rule after each entry of a claim that changed it. */
async function stepsOf(ledger: TestLedger, claim: string): Promise<readonly string[]> {
  const { body } = await ledger.get(`/v1/claims/${claim}/history?limit=200`).expect(200);
  return (body as History).items.flatMap(({ entry = '', changed }) =>
    changed === undefined ? [] : [`  ${entry.split('/')[1] ?? ''}: ${changed.rule} ${changed.rating ?? ''}`.trimEnd()],
  );
}

/** What each released policy says of the seeds, claim by claim and change by change. A released policy never changes. */
describe.each(RELEASED_POLICIES.map(({ name }) => name))('seeds under %s', (name) => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start({ CLAIM_LEDGER_POLICY: name });
    await ledger.import(seedLines);
  });
  afterAll(() => ledger.stop());

  it('have these rules and ratings, after each entry that changes them', async () => {
    const lines: string[] = [];
    for (const id of [...(await idsOf(ledger))].sort()) lines.push(id, ...(await stepsOf(ledger, id)));
    const now = `${lines.join('\n')}\n`;
    expect(now).toBe(expected(`policy-${name.replace('/', '-')}.txt`, now));
  });
});
