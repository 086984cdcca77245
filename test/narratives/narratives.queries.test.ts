import { InMemoryLedger } from '../support/test-ledger.js';

it('counts the claims of a narrative as of each moment, whatever was counted before', () => {
  const ledger = new InMemoryLedger();
  ledger.claim('talks', {});
  ledger.claim('denial', {});
  ledger.record('narrative', 'story', { type: 'NarrativeRegistered', data: { title: 'A story' } });
  const sizes: [at: string, size: number][] = [];
  const count = (at: string) => ledger.narratives.summaryOf('story', at)?.size;
  const changes = [
    () => undefined,
    () => ledger.record('narrative', 'story', { type: 'NarrativeClaimAdded', data: { claim: 'talks' } }),
    () => ledger.record('narrative', 'story', { type: 'NarrativeClaimAdded', data: { claim: 'denial' } }),
    () => ledger.record('narrative', 'story', { type: 'NarrativeClaimRemoved', data: { claim: 'talks' } }),
  ];
  for (const [index, change] of changes.entries()) {
    change();
    sizes.push([ledger.now, [0, 1, 2, 1][index] ?? 0]);
    expect(count(ledger.now)).toBe(sizes.at(-1)?.[1]);
    for (const [at, size] of sizes) expect(count(at)).toBe(size);
  }
});
