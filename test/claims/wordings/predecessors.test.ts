import { Predecessors } from '../../../src/claims/wordings/predecessors.js';
import type { Lead, Wording } from '../../../src/claims/wordings/wording.js';

const at = (revision: number, more: Partial<Wording> = {}): Wording => ({
  entry: `e${revision}`,
  revision,
  source: 'wording',
  type: 'ClaimReported',
  language: 'en',
  languageKey: 'en',
  time: `2026-01-01T00:0${revision}`,
  counts: true,
  ...more,
});
const claimText = (revision: number, more: Partial<Wording> = {}): Wording =>
  at(revision, { source: 'text', type: revision === 0 ? 'ClaimRegistered' : 'ClaimAmended', ...more });
const cites = (ref: string, isTranslated = false): Lead => ({ ref, link: 'citation', isTranslated });

/** The predecessor of each wording, as `link entry source`. */
function predecessorsOf(wordings: readonly Wording[], leads: Readonly<Record<string, readonly Lead[]>> = {}) {
  const found = new Predecessors(
    wordings,
    (entry) => leads[entry] ?? [],
    (ref) => (ref.startsWith('other/') ? undefined : ref),
  );
  return wordings.map((wording) => {
    const predecessor = found.of(wording);
    if (!predecessor) return 'none';
    const { link, isTranslated, wording: before } = predecessor;
    return `${link}${isTranslated ? ' translated' : ''} ${before.entry} ${before.source}`;
  });
}

describe('Predecessors', () => {
  it('follows the citation, also through entries without words, before time', () => {
    const wordings = [at(1), at(2), at(4)];
    expect(predecessorsOf(wordings, { e4: [cites('other/e9'), cites('e3')], e3: [cites('e1')] })).toEqual([
      'none',
      'time e1 wording',
      'citation e1 wording',
    ]);
  });

  it('notes a translation anywhere on the way', () => {
    const wordings = [at(1), at(4)];
    const translated = ['none', 'citation translated e1 wording'];
    expect(predecessorsOf(wordings, { e4: [cites('e3')], e3: [cites('e1', true)] })).toEqual(translated);
    expect(predecessorsOf(wordings, { e4: [cites('e3', true)], e3: [cites('e1')] })).toEqual(translated);
  });

  it('ends where entries cite each other', () => {
    expect(predecessorsOf([at(1)], { e1: [cites('e2')], e2: [cites('e3')], e3: [cites('e2'), cites('e1')] })).toEqual([
      'none',
    ]);
  });

  it('prefers words in the same language, then of the same kind, and notes a translation', () => {
    const wordings = [
      at(1, { source: 'quote', languageKey: 'uk' }),
      at(1, { languageKey: 'en' }),
      at(2, { source: 'quote', languageKey: 'uk' }),
      at(2, { languageKey: 'it' }),
    ];
    expect(predecessorsOf(wordings, { e2: [cites('e1', true)] })).toEqual([
      'none',
      'none',
      'citation translated e1 quote',
      'citation translated e1 wording',
    ]);
  });

  it('takes the last wording in time, not in the order of recording, in the same language', () => {
    const wordings = [
      at(1, { time: '2024-04-04' }),
      at(2, { time: '2023-08-15' }),
      at(3, { time: '2024-01-01', languageKey: 'it' }),
      at(4, { time: '2024-01-01' }),
    ];
    expect(predecessorsOf(wordings)).toEqual(['time e4 wording', 'none', 'none', 'time e2 wording']);
  });

  it('never compares the two texts of one entry with each other', () => {
    const wordings = [at(1), at(2, { source: 'quote' }), at(2)];
    expect(predecessorsOf(wordings)).toEqual(['none', 'time e1 wording', 'time e1 wording']);
  });

  it('leaves out wordings that do not count, what is worded by a denial, and unknown languages', () => {
    const wordings = [
      at(1),
      at(2, { counts: false }),
      at(3, { type: 'ClaimDenied' }),
      at(4, { languageKey: undefined }),
      at(5),
    ];
    expect(predecessorsOf(wordings)).toEqual(['none', 'none', 'none', 'none', 'time e1 wording']);
  });

  it("compares the claim's text with its text before, and the first act with the text of its time", () => {
    const wordings = [
      claimText(0),
      claimText(1),
      at(2, { time: '2023' }),
      claimText(3, { counts: false }),
      claimText(4),
    ];
    expect(predecessorsOf(wordings)).toEqual([
      'none',
      'amendment e0 text',
      'claim e1 text',
      'none',
      'amendment e1 text',
    ]);
  });
});
