import { ClaimFold, type FoldedEntry } from '../../../src/claims/projection/claim-fold.js';
import { ClaimFoldCache } from '../../../src/claims/projection/claim-fold-cache.js';
import type { ClaimEvent } from '../../../src/claims/claim.events.js';

/** Folds a claim with a text of so many characters, and counts how often. */
class CountingReader {
  readonly read: string[] = [];

  constructor(private readonly length: number) {}

  fold(id: string): ClaimFold {
    this.read.push(id);
    const data = {
      id: 'registered',
      text: 'x'.repeat(this.length),
      language: 'en',
      kind: 'factual',
      about: [],
      topics: [],
    };
    const event = { type: 'ClaimRegistered', data } as ClaimEvent;
    return new ClaimFold(id, { event, revision: 0, position: 1, recordedAt: '2024-01-01T00:00:00.000Z' });
  }

  linkedAsSame(): string[] {
    return [];
  }
}

describe('ClaimFoldCache', () => {
  it('evicts the least recently used folds by their memory', () => {
    const reader = new CountingReader(10_000);
    const cache = new ClaimFoldCache(reader, 30_000);
    for (const id of ['a', 'b', 'c', 'a', 'c', 'b']) {
      cache.fold(id);
      cache.release();
    }
    expect(reader.read).toEqual(['a', 'b', 'c', 'a', 'b']);
  });

  it('keeps every fold in use, whatever its memory', () => {
    const reader = new CountingReader(10_000);
    const cache = new ClaimFoldCache(reader, 1);
    const [first] = ['a', 'b', 'c'].map((id) => cache.fold(id));
    expect(cache.fold('a')).toBe(first);
    cache.release();
    expect(cache.fold('a')).not.toBe(first);
  });

  it('drops what a policy keeps for a claim before the claim itself', () => {
    const reader = new CountingReader(10);
    const cache = new ClaimFoldCache(reader, 1_000_000, 10_000);
    for (const id of ['a', 'b', 'c']) {
      const fold = cache.fold(id);
      for (let revision = 1; revision < 4; revision += 1) fold?.apply(assertedAt(revision));
      if (fold) fold.policyCache.content = 'analysis';
      cache.release();
    }
    expect(['a', 'b', 'c'].map((id) => cache.fold(id)?.policyCache.content)).toEqual([
      undefined,
      'analysis',
      'analysis',
    ]);
    expect(reader.read).toEqual(['a', 'b', 'c']);
  });
});

function assertedAt(revision: number): FoldedEntry {
  const event = { type: 'ClaimAsserted', data: { id: `e${revision}`, by: ['x'] } } as unknown as ClaimEvent;
  return { event, revision, position: revision + 1, recordedAt: '2024-01-01T00:00:00.000Z' };
}
