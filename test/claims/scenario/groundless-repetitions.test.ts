import fc from 'fast-check';
import { groundlessRepetitions } from '../../../src/claims/scenario/groundless-repetitions.js';
import { type Act, type Citation, isExcludedCitation, type JudgedEntry, refOf } from '../../../src/domain/entries.js';
import { parseOccurredAt } from '../../../src/domain/fuzzy-time.js';
import type { Verification } from '../../../src/verification/policy.js';
import { runs } from '../../support/runs.js';

type Found = Pick<Verification, 'withoutEffect' | 'possibly'>;
type Reason = Found['withoutEffect'][number]['reason'];
interface Case extends Found {
  readonly entries: readonly JudgedEntry[];
}

const AT = '2024-06-01T00:00:00.000Z';
const SAYING: readonly string[] = ['ClaimAsserted', 'ClaimReported', 'ClaimConfirmed', 'ClaimRepeated'];

const entryOf = (type: string, claim: string, data: Pick<Act, 'id' | 'by' | 'cites' | 'occurredAt'>): JudgedEntry =>
  ({ claim, type, data, recordedAt: AT }) as JudgedEntry;

const repetition = (id: string, by: string, cites: readonly Citation[]): JudgedEntry =>
  entryOf('ClaimRepeated', 'claim', { id, by: [by], cites });

const found = ({ entries, ...verification }: Case): string[] =>
  groundlessRepetitions({ entries, at: AT }, verification).map(({ entry }) => entry);

/** The same by the words of the definition: it reads all entries again until nothing more is lost. */
function foundByPasses({ entries, withoutEffect, possibly }: Case): string[] {
  const lost = new Set<string>();
  const result = new Set<string>();
  const reasonOf = (ref: string) => withoutEffect.find(({ entry }) => entry === ref)?.reason;
  for (const { entry, reason } of withoutEffect) if (reason === 'excluded') lost.add(entry);
  const acts = entries.flatMap(({ claim, type, data }) =>
    SAYING.includes(type) ? [{ claim, type, ref: refOf(claim, data.id), data: data as Act }] : [],
  );
  const isLost = (citation: Citation, claim: string): boolean => {
    if (isExcludedCitation(citation)) return true;
    if ('entry' in citation) return lost.has(refOf(claim, citation.entry));
    if ('document' in citation) return false;
    const own = acts.filter(({ data }) => data.by.includes(citation.actor));
    return own.length > 0 && own.every(({ ref }) => lost.has(ref));
  };
  for (let before = -1; before < lost.size;) {
    before = lost.size;
    for (const { claim, type, ref, data } of acts) {
      const reason = reasonOf(ref);
      const isSilentRepetition = type === 'ClaimRepeated' && reason === undefined;
      if (lost.has(ref) || !(isSilentRepetition || reason === 'leads-nowhere')) continue;
      const { cites = [], occurredAt } = data;
      if (cites.length === 0 || !cites.every((citation) => isLost(citation, claim))) continue;
      lost.add(ref);
      const isLater = parseOccurredAt(occurredAt).earliest > Date.parse(AT);
      if (isSilentRepetition && !isLater && !possibly.includes(ref)) result.add(ref);
    }
  }
  return [...result];
}

const CLAIMS = ['claim', 'other'];
const ACTORS = ['tass', 'ria', 'bild', 'unheard'];
const DOCUMENTS = ['report', 'tass'];

const pick = (from: readonly string[], n: number): string => from[n % from.length] ?? '';

const mostly = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

const citationPlan = fc.record({
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constant('entry' as const) },
    { weight: 2, arbitrary: fc.constant('actor' as const) },
    { weight: 1, arbitrary: fc.constantFrom('document' as const, 'unknown' as const) },
  ),
  n: fc.nat({ max: 999 }),
  isExcluded: fc.nat({ max: 7 }).map((n) => n === 0),
});
type CitationPlan = typeof citationPlan extends fc.Arbitrary<infer T> ? T : never;

const entryPlan = fc.record({
  type: mostly('ClaimRepeated', ...SAYING, 'ClaimDenied'),
  claim: mostly('claim', ...CLAIMS),
  by: fc.uniqueArray(fc.constantFrom(...ACTORS.slice(0, 3)), { minLength: 1, maxLength: 2 }),
  cites: fc.oneof(
    { weight: 6, arbitrary: fc.array(citationPlan, { minLength: 1, maxLength: 2 }) },
    { weight: 1, arbitrary: fc.constantFrom(undefined, []) },
  ),
  occurredAt: fc.constantFrom(undefined, '2024-05', '2024-06', '2025'),
  reason: mostly<Reason | undefined>(undefined, 'excluded', 'excluded', 'leads-nowhere', 'voided'),
  isPossible: mostly(false, false, true),
});

/** Entries of a claim, in any order, and what a policy says of them. */
const cases: fc.Arbitrary<Case> = fc.array(entryPlan, { minLength: 2, maxLength: 14, size: 'max' }).map((plans) => {
  const named = plans.map((plan, index) => ({ ...plan, id: `e${index}`, ref: `${plan.claim}/e${index}` }));
  const cited = ({ kind, n }: CitationPlan) => {
    const { id = '', ref = '' } = named[n % named.length] ?? {};
    if (kind === 'entry') return { entry: n % 3 === 0 ? id : ref };
    if (kind === 'unknown') return { entry: 'unknown' };
    return kind === 'actor' ? { actor: pick(ACTORS, n) } : { document: pick(DOCUMENTS, n) };
  };
  const citation = (plan: CitationPlan): Citation => ({
    ...cited(plan),
    use: 'credits',
    ...(plan.isExcluded && { isExcluded: true }),
  });
  return {
    entries: named.map(({ type, claim, id, by, cites, occurredAt }) =>
      entryOf(type, claim, {
        id,
        by,
        ...(cites && { cites: cites.map(citation) }),
        ...(occurredAt !== undefined && { occurredAt }),
      }),
    ),
    withoutEffect: named.flatMap(({ ref, reason }) => (reason ? [{ entry: ref, reason }] : [])),
    possibly: named.flatMap(({ ref, isPossible }) => (isPossible ? [ref] : [])),
  };
});

/** The entries, and how often their citations were read, or another field. */
function counting(
  entries: readonly JudgedEntry[],
  field: 'cites' | 'by' = 'cites',
): { readonly entries: readonly JudgedEntry[]; reads: number } {
  const counted = { reads: 0, entries: [] as readonly JudgedEntry[] };
  counted.entries = entries.map((entry) => {
    const { [field]: value } = entry.data as Act;
    const data = Object.defineProperty({ ...entry.data }, field, {
      get() {
        counted.reads += 1;
        return value;
      },
    });
    return { ...entry, data } as JudgedEntry;
  });
  return counted;
}

const LENGTH = 5_000;
const INDEXES = Array.from({ length: LENGTH }, (_, index) => index);
const SOURCE = entryOf('ClaimAsserted', 'claim', { id: `e${LENGTH}`, by: [`a${LENGTH}`] });
const EXCLUDED = [{ entry: `claim/e${LENGTH}`, reason: 'excluded' }] as const;

describe('groundlessRepetitions', () => {
  it('finds what passes over all entries find', () => {
    let throughOthers = 0;
    fc.assert(
      fc.property(cases, (each) => {
        const expected = foundByPasses(each).sort();
        if (expected.length > 2) throughOthers += 1;
        expect(found(each).sort()).toEqual(expected);
      }),
      { numRuns: runs(2000) },
    );
    expect(throughOthers).toBeGreaterThan(0);
  });

  it.each([
    ['entries', (index: number): Citation => ({ entry: `e${index}`, use: 'credits' })],
    ['actors', (index: number): Citation => ({ actor: `a${index}`, use: 'credits' })],
  ])('reads each citation a few times in a long chain of %s, the last one first', (_, cited) => {
    const chain = INDEXES.map((index) => repetition(`e${index}`, `a${index}`, [cited(index + 1)]));
    const counted = counting([...chain, SOURCE]);
    const all = found({ entries: counted.entries, withoutEffect: EXCLUDED, possibly: [] });
    expect(new Set(all)).toEqual(new Set(INDEXES.map((index) => `claim/e${index}`)));
    expect(counted.reads).toBeLessThan(5 * LENGTH);
  });

  it('reads no citation again for an actor with many entries', () => {
    const chain = INDEXES.map((index) => repetition(`e${index}`, 'tass', [{ entry: `e${index + 1}`, use: 'credits' }]));
    const last = repetition('last', 'ria', [{ actor: 'tass', use: 'credits' }]);
    const counted = counting([last, ...chain, SOURCE]);
    const all = found({ entries: counted.entries, withoutEffect: EXCLUDED, possibly: [] });
    expect(all).toHaveLength(LENGTH + 1);
    expect(counted.reads).toBeLessThan(5 * LENGTH);
  });

  it('finds nothing without following citations if nothing is left out', () => {
    const chain = INDEXES.map((index) =>
      repetition(`e${index}`, `a${index}`, [{ entry: `e${index + 1}`, use: 'credits' }]),
    );
    const counted = counting([...chain, SOURCE], 'by');
    expect(found({ entries: counted.entries, withoutEffect: [], possibly: [] })).toEqual([]);
    expect(counted.reads).toBe(0);
  });

  it('keeps what cites a document that is named as an actor who is left out', () => {
    const said = entryOf('ClaimAsserted', 'claim', { id: 'said', by: ['tass'] });
    const byActor = repetition('by-actor', 'ria', [{ actor: 'tass', use: 'credits' }]);
    const byDocument = repetition('by-document', 'ria', [{ document: 'tass', use: 'credits' }]);
    const withoutEffect = [{ entry: 'claim/said', reason: 'excluded' }] as const;
    const all = found({ entries: [said, byActor, byDocument], withoutEffect, possibly: [] });
    expect(all).toEqual(['claim/by-actor']);
  });
});
