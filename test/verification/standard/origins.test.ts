import { ACase, decisionOf, originsOf, reasonFor } from '../policy-input.builder.js';

const outlets = ['repubblica', 'tass', 'afp', 'ria', 'hill', 'blog'];
const aCase = (): ACase => new ACase({ about: ['nato'] }).actor('outlet', ...outlets).actor('person', 'aide', 'guard');

describe('origins', () => {
  it('are one for five outlets that cite one newspaper', () => {
    const copied = aCase().reported('source', 'repubblica', { basis: 'document' });
    for (const outlet of outlets.slice(1)) copied.reported(`by-${outlet}`, outlet, { cites: ['@repubblica'] });
    expect(originsOf(copied)).toEqual(['named repubblica']);
    expect(decisionOf(copied).rule).toBe('unverified/none');
  });

  it('corroborate when two are named and independent', () => {
    const two = aCase()
      .asserted('saw', 'aide', { basis: 'witnessed' })
      .reported('has', 'afp', { basis: 'document' })
      .reported('copy', 'tass');
    expect(decisionOf(two)).toEqual({ rule: 'corroborated/independent-origins', because: ['has', 'saw'] });
    expect(two.verify().counts).toEqual({ named: 2, unnamed: 0, baseless: 1, circular: 0 });
  });

  it('that corroborate are the first two in the order of entries, however they were recorded', () => {
    const three = aCase()
      .reported('c', 'afp', { basis: 'document' })
      .reported('b', 'tass', { basis: 'document' })
      .reported('a', 'afp', { basis: 'document' });
    expect(decisionOf(three).because).toEqual(['a', 'b']);
    expect(decisionOf(three.reversed()).because).toEqual(['a', 'b']);
  });

  it('is not independent of whom the outlet of an unnamed maker spoke for', () => {
    const joint = aCase()
      .unnamed('diplomat', 'tass')
      .speaksFor('tass', 'ria')
      .reported('seen', ['diplomat', 'blog'], { basis: 'witnessed' })
      .reported('own', 'ria', { basis: 'witnessed' });
    expect(decisionOf(joint).rule).toBe('unverified/none');
  });

  it('corroborate nothing for two outlets on unnamed sources', () => {
    const unnamed = aCase()
      .reported('a', 'tass', { basis: 'unnamed-source' })
      .reported('b', 'afp', { basis: 'unnamed-source' });
    expect(decisionOf(unnamed).rule).toBe('unverified/none');
    expect(originsOf(unnamed)).toEqual(['unnamed afp', 'unnamed tass']);
  });

  it('count an unnamed diplomat as the outlet that vouches for it', () => {
    const diplomats = aCase()
      .unnamed('diplomat', 'hill')
      .unnamed('official', 'hill')
      .asserted('says', 'diplomat', { basis: 'witnessed' })
      .reported('report', 'hill', { cites: ['says', '@official'] });
    expect(originsOf(diplomats)).toEqual(['unnamed hill']);
    expect(decisionOf(diplomats).rule).toBe('unverified/none');
  });

  it('pass through repeated entries, which never end a chain', () => {
    const spread = aCase()
      .asserted('saw', 'aide', { basis: 'witnessed' })
      .repeated('spreads', 'blog', { cites: ['saw'] })
      .reported('report', 'tass', { cites: ['@blog'] })
      .repeated('alone', 'ria')
      .reported('lost', 'afp', { cites: ['alone'] });
    expect(originsOf(spread)).toEqual(['named aide']);
    expect(reasonFor(spread, 'lost')).toBe('leads-nowhere');
    expect(reasonFor(spread, 'report')).toBeUndefined();
  });

  it('follow translated citations like others', () => {
    const translated = aCase()
      .asserted('saw', 'aide', { basis: 'witnessed' })
      .reported('report', 'tass', { cites: ['saw'], translated: true });
    expect(originsOf(translated)).toEqual(['named aide']);
  });

  it('stand for an actor’s entries whenever these are recorded', () => {
    const late = aCase()
      .reported('report', 'tass', { cites: ['@aide'] })
      .asserted('saw', 'aide', { basis: 'witnessed' });
    expect(originsOf(late)).toEqual(['named aide']);
    expect(originsOf(late.reversed())).toEqual(['named aide']);
  });

  it('include the entries on an actor’s behalf', () => {
    const spoken = aCase()
      .speaksFor('aide', 'nato')
      .asserted('says', 'aide', { onBehalfOf: ['nato'], basis: 'document' })
      .reported('report', 'tass', { cites: ['@nato'] });
    expect(originsOf(spoken)).toEqual(['named aide']);
  });

  it('leave out entries of the cited actor that follow the citing one', () => {
    const later = aCase()
      .reported('report', 'tass', { cites: ['@aide'], on: '2023-01' })
      .asserted('saw', 'aide', { basis: 'witnessed', on: '2023-02' });
    expect(originsOf(later)).toEqual(['baseless aide', 'named aide']);
    const linked = aCase()
      .reported('report', 'tass', { cites: ['@aide'] })
      .asserted('saw', 'aide', { basis: 'witnessed', after: ['report'] });
    expect(originsOf(linked)).toEqual(['baseless aide', 'named aide']);
  });

  it('are none where the cited actor only denied, or took back', () => {
    const denied = aCase()
      .reported('report', 'tass', { cites: ['@aide'] })
      .denied('no', 'aide');
    expect(originsOf(denied)).toEqual([]);
    expect(reasonFor(denied, 'report')).toBe('leads-nowhere');
    const tookBack = aCase()
      .asserted('says', 'aide', { basis: 'witnessed' })
      .reported('report', 'tass', { cites: ['@aide'] })
      .tookBack('sorry', 'aide', 'says');
    expect(originsOf(tookBack)).toEqual([]);
  });

  it('take a cited document for its publisher', () => {
    const article = aCase()
      .published('article', 'repubblica')
      .reported('source', 'repubblica', { basis: 'document' })
      .reported('report', 'tass', { cites: ['#article'] });
    expect(originsOf(article)).toEqual(['named repubblica']);
    const silent = aCase()
      .published('article', 'repubblica')
      .reported('report', 'tass', { cites: ['#article'] });
    expect(originsOf(silent)).toEqual(['baseless repubblica']);
  });

  it('are baseless where a named actor has no entry here, or gives no basis', () => {
    const baseless = aCase()
      .reported('report', 'tass', { cites: ['@ria'] })
      .asserted('says', 'afp');
    expect(originsOf(baseless)).toEqual(['baseless afp', 'baseless ria']);
  });

  it('are not reached through a denial, a reaction or an interpretation', () => {
    const others = aCase()
      .denied('no', 'guard')
      .reacted('boo', 'guard')
      .interpreted('reads', 'hill', 'statement', { basis: 'document' })
      .reported('a', 'tass', { cites: ['no', 'boo', 'reads'] });
    expect(originsOf(others)).toEqual([]);
    expect(decisionOf(others).rule).toBe('unverified/none');
  });

  it('count an entry of another claim as an actor without entries', () => {
    const elsewhere = aCase().reported('report', 'tass', { cites: ['other/says'] });
    expect(originsOf(elsewhere)).toEqual(['baseless ']);
    expect(elsewhere.verify().origins[0]?.entries).toEqual(['other/says']);
  });

  it('are none for entries that cite each other in a ring', () => {
    const ring = aCase()
      .reported('a', 'tass', { cites: ['b'] })
      .reported('b', 'ria', { cites: ['@hill'] })
      .reported('c', 'hill', { cites: ['a'] })
      .reported('d', 'afp', { cites: ['a'] });
    expect(originsOf(ring)).toEqual(['circular hill+ria+tass']);
    expect(ring.verify().origins[0]?.entries).toEqual(['claim/a', 'claim/b', 'claim/c']);
    expect(decisionOf(ring).rule).toBe('unverified/none');
  });

  it('are found where a ring leads out', () => {
    const way = aCase()
      .asserted('saw', 'aide', { basis: 'witnessed' })
      .reported('a', 'tass', { cites: ['b'] })
      .reported('b', 'ria', { cites: ['a', 'saw'] });
    expect(originsOf(way)).toEqual(['named aide']);
  });

  it('are no ring where an outlet cites itself', () => {
    const own = aCase().reported('a', 'tass', { cites: ['@tass'] });
    expect(originsOf(own)).toEqual(['baseless tass']);
    expect(originsOf(own.reported('b', 'tass', { basis: 'document' }))).toEqual(['named tass']);
  });

  it('weigh against a denial when two are independent', () => {
    const two = aCase()
      .reported('a', 'afp', { basis: 'document' })
      .reported('b', 'ria', { basis: 'document' })
      .denied('no', 'nato');
    expect(decisionOf(two)).toEqual({ rule: 'disputed/support-and-opposition', because: ['a', 'b', 'no'] });
  });

  it('survive a chain longer than the stack', () => {
    const long = aCase().asserted('e0', 'aide', { basis: 'witnessed' });
    for (let hop = 1; hop <= 20_000; hop++)
      long.reported(`e${String(hop)}`, 'tass', { cites: [`e${String(hop - 1)}`] });
    expect(originsOf(long)).toEqual(['named aide']);
    expect(originsOf(long.reversed())).toEqual(['named aide']);
  });
});

describe('independence', () => {
  const saw = { basis: 'witnessed' } as const;

  it('is missing where two origins share an actor', () => {
    const shared = aCase().asserted('a', ['aide', 'guard'], saw).asserted('b', ['aide', 'ria'], saw);
    expect(decisionOf(shared).rule).toBe('unverified/none');
    expect(originsOf(shared)).toEqual(['named aide+guard', 'named aide+ria']);
  });

  it('counts a joint act as one origin', () => {
    expect(decisionOf(aCase().asserted('a', ['aide', 'guard'], saw)).rule).toBe('unverified/none');
  });

  it('is missing where one then spoke for the other', () => {
    const during = aCase()
      .speaksFor('aide', 'ria', '2023')
      .asserted('a', 'aide', { ...saw, on: '2023-02' });
    expect(decisionOf(during.asserted('b', 'ria', saw)).rule).toBe('unverified/none');
    const before = aCase()
      .speaksFor('aide', 'ria', '2023')
      .asserted('a', 'aide', { ...saw, on: '2022' });
    expect(decisionOf(before.asserted('b', 'ria', saw)).rule).toBe('corroborated/independent-origins');
  });

  it('is missing where both then spoke for a third', () => {
    const both = aCase().speaksFor('aide', 'kyiv').speaksFor('guard', 'kyiv').asserted('a', 'aide', saw);
    expect(decisionOf(both.asserted('b', 'guard', saw)).rule).toBe('unverified/none');
  });

  it('is found among many that depend on each other', () => {
    const many = aCase().speaksFor('aide', 'kyiv').speaksFor('guard', 'kyiv');
    many.asserted('a', 'aide', saw).asserted('b', 'guard', saw).asserted('c', 'ria', saw);
    expect(decisionOf(many)).toEqual({ rule: 'corroborated/independent-origins', because: ['a', 'c'] });
  });
});

describe('a denied attribution', () => {
  const quoted = (): ACase =>
    aCase()
      .published('article', 'tass')
      .asserted('says', 'aide', { basis: 'witnessed', document: 'article' })
      .reported('report', 'tass', { cites: ['says'] });

  it('takes away what the one quoted denies having said', () => {
    const never = quoted().denied('never', 'aide', { of: 'says' });
    expect(originsOf(never)).toEqual([]);
    expect(reasonFor(never, 'says')).toBe('attribution-denied');
    expect(decisionOf(never).rule).toBe('unverified/none');
  });

  it('may come from who speaks for the one quoted, and from nobody else', () => {
    const spoken = quoted()
      .speaksFor('guard', 'aide')
      .denied('never', 'guard', { of: 'says', onBehalfOf: ['aide'] });
    expect(originsOf(spoken)).toEqual([]);
    const bystander = quoted().denied('never', 'afp', { of: 'says' });
    expect(originsOf(bystander)).toEqual(['named aide']);
    expect(reasonFor(bystander, 'never')).toBe('not-its-side');
  });

  it('ends when the denial is taken back, or followed by the admission', () => {
    const back = quoted().denied('never', 'aide', { of: 'says' }).tookBack('well', 'aide', 'never');
    expect(originsOf(back)).toEqual(['named aide']);
    const admitted = quoted()
      .denied('never', 'aide', { of: 'says', on: '2023-01' })
      .confirmed('did', 'aide', { of: 'says', on: '2023-02' });
    expect(originsOf(admitted)).toEqual(['named aide']);
  });

  it('may come from the publisher of the document, by taking the entry back', () => {
    const withdrawn = quoted().corrected('fix', 'tass', 'says', 'whole');
    expect(originsOf(withdrawn)).toEqual([]);
    expect(reasonFor(withdrawn, 'says')).toBe('attribution-withdrawn');
    expect(reasonFor(quoted().corrected('fix', 'ria', 'says', 'whole'), 'fix')).toBe('not-its-side');
  });

  it('is outweighed by genuine primary evidence of the entry', () => {
    const taped = quoted().denied('never', 'aide', { of: 'says' }).evidence('tape', 'afp', 'supports', { of: 'says' });
    expect(originsOf(taped)).toEqual(['named aide']);
    expect(reasonFor(taped, 'never')).toBe('outweighed-by-evidence');
    expect(decisionOf(taped).rule).toBe('unverified/none');
    const faked = taped.evidence('test', 'ria', 'context', { authenticity: 'forged' });
    expect(originsOf(faked)).toEqual([]);
  });

  it('is not outweighed by evidence against the entry, nor made by a denial of a part', () => {
    const against = quoted().denied('never', 'aide', { of: 'says' }).evidence('log', 'afp', 'refutes', { of: 'says' });
    expect(originsOf(against)).toEqual([]);
    const part = quoted().denied('partly', 'aide', { of: 'says', extent: 'part' });
    expect(originsOf(part)).toEqual(['named aide']);
    expect(reasonFor(part, 'partly')).toBe('part-only');
  });

  it('cuts only the citation of the one who denies being cited', () => {
    const misquoted = aCase()
      .asserted('saw', 'guard', { basis: 'witnessed' })
      .asserted('says', 'aide', { basis: 'witnessed', on: '2024' })
      .reported('report', 'tass', { cites: ['@aide', 'saw'], on: '2023' })
      .denied('never', 'aide', { of: 'report' });
    expect(originsOf(misquoted)).toEqual(['named aide', 'named guard']);
    const only = aCase()
      .reported('report', 'tass', { cites: ['@aide'] })
      .denied('never', 'aide', { of: 'report' });
    expect(originsOf(only)).toEqual([]);
    expect(reasonFor(only, 'report')).toBe('leads-nowhere');
    expect(reasonFor(only, 'never')).toBeUndefined();
  });

  it('says nothing of the claim itself', () => {
    const misquote = aCase()
      .reported('report', 'tass', { cites: ['@nato'] })
      .denied('never', 'nato', { of: 'report' });
    expect(decisionOf(misquote)).toEqual({ rule: 'unverified/none', because: [] });
  });
});
