import { PolicyInputBuilder, decisionOf, originsOf, reasonFor } from '../policy-input.builder.js';

const outlets = ['repubblica', 'tass', 'afp', 'ria', 'hill', 'blog'];
const aboutNato = (): PolicyInputBuilder =>
  new PolicyInputBuilder({ about: ['nato'] }).actor('outlet', ...outlets).actor('person', 'aide', 'guard');

describe('standard policy: origins', () => {
  it('returns one origin for five outlets that cite one newspaper', () => {
    const copied = aboutNato().reported('source', 'repubblica', { basis: 'document' });
    for (const outlet of outlets.slice(1)) copied.reported(`by-${outlet}`, outlet, { cites: ['@repubblica'] });
    expect(originsOf(copied)).toEqual(['named repubblica']);
    expect(decisionOf(copied).rule).toBe('unverified/none');
  });

  it('corroborates a claim with two independent named origins', () => {
    const two = aboutNato()
      .asserted('saw', 'aide', { basis: 'witnessed' })
      .reported('has', 'afp', { basis: 'document' })
      .reported('copy', 'tass');
    expect(decisionOf(two)).toEqual({ rule: 'corroborated/independent-origins', because: ['has', 'saw'] });
    expect(two.verify().counts).toEqual({ named: 2, unnamed: 0, unsourced: 1, unrecorded: 0, circular: 0 });
  });

  it('names the first two origins by entry id, whatever the order of recording', () => {
    const three = aboutNato()
      .reported('c', 'afp', { basis: 'document' })
      .reported('b', 'tass', { basis: 'document' })
      .reported('a', 'afp', { basis: 'document' });
    expect(decisionOf(three).because).toEqual(['a', 'b']);
    expect(decisionOf(three.reversed()).because).toEqual(['a', 'b']);
  });

  it('treats an origin as dependent on the principal of the outlet that vouches for an unnamed maker', () => {
    const joint = aboutNato()
      .unnamed('diplomat', 'tass')
      .speaksFor('tass', 'ria')
      .reported('seen', ['diplomat', 'blog'], { basis: 'witnessed' })
      .reported('own', 'ria', { basis: 'witnessed' });
    expect(decisionOf(joint).rule).toBe('unverified/none');
  });

  it('does not corroborate a claim by two outlets with unnamed sources', () => {
    const unnamed = aboutNato()
      .reported('a', 'tass', { basis: 'unnamed-source' })
      .reported('b', 'afp', { basis: 'unnamed-source' });
    expect(decisionOf(unnamed).rule).toBe('unverified/none');
    expect(originsOf(unnamed)).toEqual(['unnamed afp', 'unnamed tass']);
  });

  it('counts an unnamed actor as the outlet that vouches for it', () => {
    const diplomats = aboutNato()
      .unnamed('diplomat', 'hill')
      .unnamed('official', 'hill')
      .asserted('says', 'diplomat', { basis: 'witnessed' })
      .reported('report', 'hill', { cites: ['says', '@official'] });
    expect(originsOf(diplomats)).toEqual(['unnamed hill']);
    expect(decisionOf(diplomats).rule).toBe('unverified/none');
  });

  it('passes through repetitions and never ends a chain at one', () => {
    const spread = aboutNato()
      .asserted('saw', 'aide', { basis: 'witnessed' })
      .repeated('spreads', 'blog', { cites: ['saw'] })
      .reported('report', 'tass', { cites: ['@blog'] })
      .repeated('alone', 'ria')
      .reported('lost', 'afp', { cites: ['alone'] });
    expect(originsOf(spread)).toEqual(['named aide']);
    expect(reasonFor(spread, 'lost')).toBe('leads-nowhere');
    expect(reasonFor(spread, 'report')).toBeUndefined();
  });

  it('follows translated citations', () => {
    const translated = aboutNato()
      .asserted('saw', 'aide', { basis: 'witnessed' })
      .reported('report', 'tass', { cites: ['saw'], translated: true });
    expect(originsOf(translated)).toEqual(['named aide']);
  });

  it('resolves a cited actor to its entries, whatever the order of recording', () => {
    const late = aboutNato()
      .reported('report', 'tass', { cites: ['@aide'] })
      .asserted('saw', 'aide', { basis: 'witnessed' });
    expect(originsOf(late)).toEqual(['named aide']);
    expect(originsOf(late.reversed())).toEqual(['named aide']);
  });

  it('resolves a cited actor to entries made on its behalf', () => {
    const spoken = aboutNato()
      .speaksFor('aide', 'nato')
      .asserted('says', 'aide', { onBehalfOf: ['nato'], basis: 'document' })
      .reported('report', 'tass', { cites: ['@nato'] });
    expect(originsOf(spoken)).toEqual(['named aide']);
  });

  it('does not resolve a cited actor to entries that are later than the citing one', () => {
    const later = aboutNato()
      .reported('report', 'tass', { cites: ['@aide'], on: '2023-01' })
      .asserted('saw', 'aide', { basis: 'witnessed', on: '2023-02' });
    expect(originsOf(later)).toEqual(['named aide', 'unrecorded aide']);
    const linked = aboutNato()
      .reported('report', 'tass', { cites: ['@aide'] })
      .asserted('saw', 'aide', { basis: 'witnessed', after: ['report'] });
    expect(originsOf(linked)).toEqual(['named aide', 'unrecorded aide']);
  });

  it('returns no origin if the cited actor only denied the claim, or retracted its entry', () => {
    const denied = aboutNato()
      .reported('report', 'tass', { cites: ['@aide'] })
      .denied('no', 'aide');
    expect(originsOf(denied)).toEqual([]);
    expect(reasonFor(denied, 'report')).toBe('leads-nowhere');
    const tookBack = aboutNato()
      .asserted('says', 'aide', { basis: 'witnessed' })
      .reported('report', 'tass', { cites: ['@aide'] })
      .retracted('sorry', 'aide', 'says');
    expect(originsOf(tookBack)).toEqual([]);
  });

  it('resolves a cited document to its publisher', () => {
    const article = aboutNato()
      .published('article', 'repubblica')
      .reported('source', 'repubblica', { basis: 'document' })
      .reported('report', 'tass', { cites: ['#article'] });
    expect(originsOf(article)).toEqual(['named repubblica']);
    const silent = aboutNato()
      .published('article', 'repubblica')
      .reported('report', 'tass', { cites: ['#article'] });
    expect(originsOf(silent)).toEqual(['unrecorded repubblica']);
  });

  it('distinguishes who gives no basis from who has no entry here, or is a group', () => {
    const unsourced = aboutNato()
      .actor('group', 'members', 'others')
      .reported('report', 'tass', { cites: ['@ria'] })
      .asserted('says', 'afp', { basis: 'none-given' })
      .asserted('say', 'members', { basis: 'none-given' })
      .asserted('saw', 'others', { basis: 'witnessed' })
      .reported('both', 'herald', { cites: ['say', 'saw'] });
    expect(originsOf(unsourced)).toEqual(['unrecorded others', 'unrecorded ria', 'unsourced afp', 'unsourced members']);
  });

  it('reaches no origin through a denial, a reaction or an interpretation', () => {
    const others = aboutNato()
      .denied('no', 'guard')
      .reacted('boo', 'guard')
      .interpreted('reads', 'hill', 'statement', { basis: 'document' })
      .reported('a', 'tass', { cites: ['no', 'boo', 'reads'] });
    expect(originsOf(others)).toEqual([]);
    expect(decisionOf(others).rule).toBe('unverified/none');
  });

  it('counts a cited entry of another claim as an actor without entries', () => {
    const elsewhere = aboutNato().reported('report', 'tass', { cites: ['other/says'] });
    expect(originsOf(elsewhere)).toEqual(['unrecorded ']);
    expect(elsewhere.verify().origins[0]?.entries).toEqual(['other/says']);
  });

  it('returns a circular origin for entries that cite each other in a cycle', () => {
    const ring = aboutNato()
      .reported('a', 'tass', { cites: ['b'] })
      .reported('b', 'ria', { cites: ['@hill'] })
      .reported('c', 'hill', { cites: ['a'] })
      .reported('d', 'afp', { cites: ['a'] });
    expect(originsOf(ring)).toEqual(['circular hill+ria+tass']);
    expect(ring.verify().origins[0]?.entries).toEqual(['claim/a', 'claim/b', 'claim/c']);
    expect(decisionOf(ring).rule).toBe('unverified/none');
  });

  it('finds the origin that a citation leads to out of a cycle', () => {
    const way = aboutNato()
      .asserted('saw', 'aide', { basis: 'witnessed' })
      .reported('a', 'tass', { cites: ['b'] })
      .reported('b', 'ria', { cites: ['a', 'saw'] });
    expect(originsOf(way)).toEqual(['named aide']);
  });

  it('does not count an outlet that cites itself as a cycle', () => {
    const own = aboutNato().reported('a', 'tass', { cites: ['@tass'] });
    expect(originsOf(own)).toEqual(['unrecorded tass']);
    expect(originsOf(own.reported('b', 'tass', { basis: 'document' }))).toEqual(['named tass']);
  });

  it('disputes a denial with standing by two independent origins', () => {
    const two = aboutNato()
      .reported('a', 'afp', { basis: 'document' })
      .reported('b', 'ria', { basis: 'document' })
      .denied('no', 'nato');
    expect(decisionOf(two)).toEqual({ rule: 'disputed/support-and-opposition', because: ['a', 'b', 'no'] });
  });

  it('follows a chain of 20,000 citations without a stack overflow', () => {
    const long = aboutNato().asserted('e0', 'aide', { basis: 'witnessed' });
    for (let hop = 1; hop <= 20_000; hop++)
      long.reported(`e${String(hop)}`, 'tass', { cites: [`e${String(hop - 1)}`] });
    expect(originsOf(long)).toEqual(['named aide']);
    expect(originsOf(long.reversed())).toEqual(['named aide']);
  });
});

describe('standard policy: independence of origins', () => {
  const saw = { basis: 'witnessed' } as const;

  it('treats two origins that share an actor as dependent', () => {
    const shared = aboutNato().asserted('a', ['aide', 'guard'], saw).asserted('b', ['aide', 'ria'], saw);
    expect(decisionOf(shared).rule).toBe('unverified/none');
    expect(originsOf(shared)).toEqual(['named aide+guard', 'named aide+ria']);
  });

  it('counts a joint act as one origin', () => {
    expect(decisionOf(aboutNato().asserted('a', ['aide', 'guard'], saw)).rule).toBe('unverified/none');
  });

  it('treats an origin as dependent on the principal for whom it spoke at the time', () => {
    const during = aboutNato()
      .speaksFor('aide', 'ria', '2023')
      .asserted('a', 'aide', { ...saw, on: '2023-02' });
    expect(decisionOf(during.asserted('b', 'ria', saw)).rule).toBe('unverified/none');
    const before = aboutNato()
      .speaksFor('aide', 'ria', '2023')
      .asserted('a', 'aide', { ...saw, on: '2022' });
    expect(decisionOf(before.asserted('b', 'ria', saw)).rule).toBe('corroborated/independent-origins');
  });

  it('treats two origins that spoke for the same principal as dependent', () => {
    const both = aboutNato().speaksFor('aide', 'kyiv').speaksFor('guard', 'kyiv').asserted('a', 'aide', saw);
    expect(decisionOf(both.asserted('b', 'guard', saw)).rule).toBe('unverified/none');
  });

  it('finds an independent pair among dependent origins', () => {
    const many = aboutNato().speaksFor('aide', 'kyiv').speaksFor('guard', 'kyiv');
    many.asserted('a', 'aide', saw).asserted('b', 'guard', saw).asserted('c', 'ria', saw);
    expect(decisionOf(many)).toEqual({ rule: 'corroborated/independent-origins', because: ['a', 'c'] });
  });
});

describe('standard policy: denied attributions', () => {
  const quoted = (): PolicyInputBuilder =>
    aboutNato()
      .published('article', 'tass')
      .asserted('says', 'aide', { basis: 'witnessed', document: 'article' })
      .reported('report', 'tass', { cites: ['says'] });

  it('ignores an entry whose maker denies having said it', () => {
    const never = quoted().denied('never', 'aide', { of: 'says' });
    expect(originsOf(never)).toEqual([]);
    expect(reasonFor(never, 'says')).toBe('attribution-denied');
    expect(decisionOf(never).rule).toBe('unverified/none');
  });

  it('accepts the denial from the maker’s spokesperson, and from no other actor', () => {
    const spoken = quoted()
      .speaksFor('guard', 'aide')
      .denied('never', 'guard', { of: 'says', onBehalfOf: ['aide'] });
    expect(originsOf(spoken)).toEqual([]);
    const bystander = quoted().denied('never', 'afp', { of: 'says' });
    expect(originsOf(bystander)).toEqual(['named aide']);
    expect(reasonFor(bystander, 'never')).toBe('not-its-side');
  });

  it('restores the entry when the denial is retracted, or followed by an admission', () => {
    const back = quoted().denied('never', 'aide', { of: 'says' }).retracted('well', 'aide', 'never');
    expect(originsOf(back)).toEqual(['named aide']);
    const admitted = quoted()
      .denied('never', 'aide', { of: 'says', on: '2023-01' })
      .confirmed('did', 'aide', { of: 'says', on: '2023-02' });
    expect(originsOf(admitted)).toEqual(['named aide']);
  });

  it('ignores an entry that the publisher of its document has retracted', () => {
    const withdrawn = quoted().corrected('fix', 'tass', 'says', 'whole');
    expect(originsOf(withdrawn)).toEqual([]);
    expect(reasonFor(withdrawn, 'says')).toBe('attribution-withdrawn');
    expect(reasonFor(quoted().corrected('fix', 'ria', 'says', 'whole'), 'fix')).toBe('not-its-side');
  });

  it('prefers genuine primary evidence of the entry to the denial', () => {
    const taped = quoted().denied('never', 'aide', { of: 'says' }).evidence('tape', 'afp', 'supports', { of: 'says' });
    expect(originsOf(taped)).toEqual(['named aide']);
    expect(reasonFor(taped, 'never')).toBe('outweighed-by-evidence');
    expect(decisionOf(taped).rule).toBe('unverified/none');
    const faked = taped.evidence('test', 'ria', 'context', { authenticity: 'forged' });
    expect(originsOf(faked)).toEqual([]);
  });

  it('keeps the denial against evidence that refutes the entry, and ignores a denial of a part', () => {
    const against = quoted().denied('never', 'aide', { of: 'says' }).evidence('log', 'afp', 'refutes', { of: 'says' });
    expect(originsOf(against)).toEqual([]);
    const part = quoted().denied('partly', 'aide', { of: 'says', extent: 'part' });
    expect(originsOf(part)).toEqual(['named aide']);
    expect(reasonFor(part, 'partly')).toBe('part-only');
  });

  it('cuts only the citation of the actor who denies being cited', () => {
    const misquoted = aboutNato()
      .asserted('saw', 'guard', { basis: 'witnessed' })
      .asserted('says', 'aide', { basis: 'witnessed', on: '2024' })
      .reported('report', 'tass', { cites: ['@aide', 'saw'], on: '2023' })
      .denied('never', 'aide', { of: 'report' });
    expect(originsOf(misquoted)).toEqual(['named aide', 'named guard']);
    const only = aboutNato()
      .reported('report', 'tass', { cites: ['@aide'] })
      .denied('never', 'aide', { of: 'report' });
    expect(originsOf(only)).toEqual([]);
    expect(reasonFor(only, 'report')).toBe('leads-nowhere');
    expect(reasonFor(only, 'never')).toBeUndefined();
  });

  it('does not count a denied attribution as a denial of the claim', () => {
    const misquote = aboutNato()
      .reported('report', 'tass', { cites: ['@nato'] })
      .denied('never', 'nato', { of: 'report' });
    expect(decisionOf(misquote)).toEqual({ rule: 'unverified/none', because: [] });
  });
});
