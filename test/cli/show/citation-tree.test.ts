import type { EntryView } from '../../../src/claims/queries/views.js';
import { type CitationNode, citationTree } from '../../../src/cli/show/citation-tree.js';
import { entryOf, NameResolver } from '../../../src/cli/show/name-resolver.js';
import type { Citation } from '../../../src/domain/entries.js';
import type { Basis } from '../../../src/domain/vocabulary.js';
import type { Origin } from '../../../src/verification/policy.js';
import { actor, answers, claim, document, entry } from './support.js';

type Cited = { readonly entry: string } | { readonly actor: string } | { readonly document: string };

/** Returns a report by the actor that the id names up to a digit. */
function report(
  id: string,
  cites: readonly Cited[] = [],
  more: Partial<EntryView> = {},
  basis: Basis = 'named-source',
) {
  const citations = cites.map((source): Citation => ({ ...source, use: 'credits' }));
  return entry(id, 'ClaimReported', { by: [id.replace(/\d/, '')], basis, cites: citations }, more);
}

/** Returns the tree as nested lists of ids, in the order of recording. */
function drawn(origins: readonly Origin[], history: readonly EntryView[], merged: readonly EntryView[] = []) {
  const actors = [
    actor('tass', 'TASS'),
    actor('officials', 'anonymous officials', 'unnamed', { outlet: 'politico' }),
    actor('politico', 'Politico'),
  ];
  const data = answers(claim({}, { origins }), history, {
    actors,
    merged,
    documents: [document('text', 'tass', {})],
  });
  const entries = [...history, ...merged].filter(({ voided }) => !voided).map(entryOf);
  const asLists = ({ what, below }: CitationNode): unknown => {
    const name = typeof what === 'string' ? what : what.entry.replace('ceding/', '');
    return below.length === 0 ? name : [name, ...below.map(asLists)];
  };
  return citationTree(data, entries, new NameResolver(data)).map(asLists);
}

const origin = (nature: Origin['nature'], actors: readonly string[], entries: readonly string[] = []): Origin => ({
  nature,
  actors,
  entries: entries.map((ref) => `ceding/${ref}`),
});

describe('citationTree()', () => {
  it('draws each entry once, below the first that it cites', () => {
    const history = [
      report('a'),
      report('b', [{ entry: 'a' }]),
      report('c', [{ entry: 'b' }, { entry: 'a' }]),
      report('d', [{ actor: 'a' }]),
      report('e'),
    ];
    const origins = [origin('unsourced', ['e'], ['e']), origin('unsourced', ['a'], ['a'])];
    expect(drawn(origins, history)).toEqual(['e', ['a', ['b', 'c'], 'd']]);
  });

  it('draws a source without an entry above those who cite it', () => {
    const history = [report('a', [{ actor: 'tass' }]), report('b', [{ document: 'text' }])];
    expect(drawn([origin('unsourced', ['tass'])], history)).toEqual([['TASS, without an entry here', 'a', 'b']]);
    expect(drawn([], history)).toEqual([['TASS, without an entry here', 'a', 'b']]);
  });

  it('draws an entry that rests on a document itself as an end', () => {
    const history = [report('a', [{ document: 'text' }], {}, 'document')];
    expect(drawn([origin('named', ['a'], ['a'])], history)).toEqual(['a']);
    expect(drawn([], history)).toEqual(['a']);
  });

  it('draws unnamed people above the report of their outlet', () => {
    const history = [report('politico', [{ actor: 'officials' }]), report('a', [{ entry: 'politico' }])];
    expect(drawn([origin('unnamed', ['politico'], ['politico'])], history)).toEqual([
      ['anonymous officials (unnamed)', ['politico', 'a']],
    ]);
    const first = report('a');
    const both = report('politico', [{ actor: 'officials' }, { entry: 'a' }]);
    const ends = [origin('unsourced', ['a'], ['a']), origin('unnamed', ['politico'], ['politico'])];
    expect(drawn(ends, [first, both])).toEqual([['a', 'politico'], 'anonymous officials (unnamed)']);
  });

  it('draws entries that cite each other side by side', () => {
    const history = [report('a', [{ entry: 'b' }]), report('b', [{ entry: 'a' }]), report('c', [{ entry: 'b' }])];
    const cycle = origin('circular', ['a', 'b'], ['a', 'b']);
    expect(drawn([cycle], history)).toEqual([['these cite each other, and nobody else', 'a', ['b', 'c']]]);
    expect(drawn([], history)).toEqual([['a', ['b', 'c']]]);
  });

  it('draws entries that rest on no origin after the origins', () => {
    const voided = { by: 'ceding/v', reason: '', recordedAt: '' };
    const history = [
      report('a', [{ entry: 'gone' }]),
      report('gone', [], { voided }),
      report('b'),
      report('c', [{ entry: 'old' }]),
      report('old', [], { voided: { ...voided, replacement: 'ceding/b' } }),
    ];
    expect(drawn([origin('unsourced', ['b'], ['b'])], history)).toEqual([['b', 'c'], 'a']);
  });

  it('draws entries of merged claims, and what cites an entry of another claim', () => {
    const history = [report('a', [{ entry: 'other/x' }]), report('b', [{ entry: 'elsewhere/y' }])];
    const merged = [report('other/x')];
    const ends = [
      { ...origin('unsourced', ['x']), entries: ['other/x'] },
      { ...origin('unsourced', ['y']), entries: ['elsewhere/y'] },
    ];
    expect(drawn(ends, history, merged)).toEqual([
      ['other/x', 'a'],
      ['[elsewhere/y]', 'b'],
    ]);
  });

  it('draws the end of a long chain side by side', () => {
    const history = Array.from({ length: 5_000 }, (_, n) => report(`r${n}`, n === 0 ? [] : [{ entry: `r${n - 1}` }]));
    const [tree] = drawn([origin('unsourced', ['r'], ['r0'])], history) as [unknown[]];
    const depthOf = (node: unknown): number => (Array.isArray(node) ? 1 + Math.max(...node.slice(1).map(depthOf)) : 1);
    expect(tree.flat(10)).toHaveLength(5_000);
    expect(depthOf(tree.slice(0, 20))).toBe(6);
  });
});
