import type { ClaimFilter } from '../../../src/claims/queries/views.js';
import { CursorMismatchError } from '../../../src/read-model/pagination.js';
import { InMemoryLedger } from '../../support/test-ledger.js';

describe('ClaimQueries.list()', () => {
  let ledger: InMemoryLedger;

  beforeEach(() => {
    ledger = new InMemoryLedger();
    ledger.actor('kyiv', { name: 'Kyiv', aliases: ['Київ'] });
    ledger.actor('el-pais', { kind: 'outlet', name: 'El País', aliases: [] });
    ledger.actor('nato', { name: 'NATO' });
    ledger.claim('cedes', { text: 'The government considers ceding territory.', about: ['kyiv'], topics: ['war'] });
    ledger.claim('joins', { text: 'It is to join in 2030.', kind: 'forecast', about: ['kyiv', 'nato'] });
    ledger.claim('wants', { text: 'Nobody may object.', kind: 'position', holder: 'nato', topics: ['war', 'Ängste'] });
    ledger.record('narrative', 'story', { type: 'NarrativeRegistered', data: { title: 'A story' } });
    ledger.record('narrative', 'story', { type: 'NarrativeClaimAdded', data: { claim: 'wants' } });
    ledger.record('narrative', 'story', { type: 'NarrativeClaimAdded', data: { claim: 'cedes' } });
    ledger.entry('cedes', 'ClaimDenied', { by: ['kyiv'], basis: 'reasoning', extent: 'whole' });
    ledger.entry('joins', 'ClaimReported', { by: ['el-pais'], onBehalfOf: ['nato'], basis: 'none-given' });
  });

  it.each<[ClaimFilter, string[]]>([
    [{}, ['wants', 'joins', 'cedes']],
    [{ sort: 'oldest' }, ['cedes', 'joins', 'wants']],
    [{ kind: 'forecast' }, ['joins']],
    [{ status: 'denied' }, ['cedes']],
    [{ status: 'open' }, ['joins']],
    [{ narrative: 'story' }, ['wants', 'cedes']],
    [{ narrative: 'story', sort: 'oldest' }, ['cedes', 'wants']],
    [{ actor: 'kyiv' }, ['cedes']],
    [{ actor: 'nato' }, ['joins']],
    [{ about: 'kyiv' }, ['joins', 'cedes']],
    [{ topic: 'war' }, ['wants', 'cedes']],
    [{ topic: 'war', about: 'kyiv' }, ['cedes']],
    [{ narrative: 'story', status: 'denied', kind: 'factual', actor: 'kyiv', topic: 'war', q: 'Kyiv' }, ['cedes']],
    [{ narrative: 'story', about: 'nato' }, []],
    [{ q: 'territory ceding' }, ['cedes']],
    [{ q: 'territory joins' }, []],
    [{ q: 'terr*' }, ['cedes']],
    [{ q: 'angste' }, ['wants']],
    [{ q: 'KYÏV' }, ['joins', 'cedes']],
    [{ q: 'nato' }, ['wants', 'joins']],
    [{ q: ' ' }, ['wants', 'joins', 'cedes']],
    [{ q: '*' }, []],
    [{ q: '"' }, []],
  ])('filters by %j', (filter, ids) => {
    expect(ledger.list(filter)).toEqual(ids);
  });

  describe('what it keeps of a claim', () => {
    const read = (now: string, asOf?: string) => ledger.claims.list({ q: 'ceding', asOf }, { now }).items[0];

    it('is the same in every list of the present', () => {
      const [first] = ledger.narratives.get('story', ledger.now)?.claims.slice(1) ?? [];
      expect(first).toMatchObject({ id: 'cedes', status: 'denied' });
      expect(ledger.narratives.get('story', ledger.now)?.claims[1]).toBe(first);
      expect(read(ledger.now)?.coverage).toBe(first?.coverage);
    });

    it('is read again when a name changes, and as it was for a moment in the past', () => {
      const before = ledger.now;
      expect(read(before)?.summary.text).toContain('Kyiv');
      ledger.record('actor', 'kyiv', { type: 'ActorAmended', data: { name: 'Ukraine' } });
      expect(read(ledger.now)?.summary.text).toContain('Ukraine');
      expect(read(ledger.now, before)?.summary.text).toContain('Kyiv');
      expect(read(ledger.now)?.summary.text).toContain('Ukraine');
    });

    it('is read again when a date has passed', () => {
      ledger.claim('looked', { text: 'Ceding is looked into.' });
      ledger.entry('looked', 'ClaimReported', { by: ['el-pais'], basis: 'none-given' });
      const search = { by: ['el-pais'], outcome: 'found-nothing', goodUntil: '2026-02-01' } as const;
      ledger.entry('looked', 'ConfirmationSought', search);
      expect(read('2026-02-01T12:00:00.000Z')?.status).toBe('unsubstantiated');
      expect(read('2026-02-02T12:00:00.000Z')?.status).toBe('unverified');
    });
  });

  describe('by relevance', () => {
    const QUOTE = { by: ['kyiv'], basis: 'none-given' } as const;
    beforeEach(() => {
      ledger.claim('phrase', { text: 'The peace plan of Kyiv is about a land swap.' });
      ledger.claim('words', { text: 'A swap of grain for land.' });
      ledger.claim('topics', { text: 'A swap.', topics: ['land'] });
      ledger.claim('quoted', { text: 'Talks are held.' });
      ledger.entry('quoted', 'ClaimReported', { ...QUOTE, quote: { text: 'We spoke of a swap of our land.' } });
      ledger.claim('spread', { text: 'Land is at issue.' });
      ledger.entry('spread', 'ClaimReported', { ...QUOTE, quote: { text: 'A swap is wanted.' } });
    });
    const byRelevance = (q: string, more: ClaimFilter = {}) => ledger.list({ q, sort: 'relevance', ...more });

    it.each<[string, ClaimFilter, string[]]>([
      ['land swap', {}, ['phrase', 'topics', 'words', 'quoted', 'spread']],
      ['swap land', {}, ['topics', 'words', 'phrase', 'quoted', 'spread']],
      ['land sw*', {}, ['phrase', 'topics', 'words', 'quoted', 'spread']],
      ['swap', {}, ['topics', 'words', 'phrase', 'spread', 'quoted']],
      ['swap OR plan land', {}, ['topics', 'words', 'phrase', 'quoted', 'spread']],
      ['land swap -grain', {}, ['phrase', 'topics', 'quoted', 'spread']],
      ['land swap', { in: ['quotes'] }, ['quoted']],
      ['swap', { in: ['quotes', 'names'] }, ['spread', 'quoted']],
      ['land swap', { in: ['claims'] }, ['phrase', 'topics', 'words']],
      ['land swap', { topic: 'land' }, ['topics']],
      ['-swap territory', {}, ['cedes']],
      ['*', {}, []],
    ])('lists what matches %j with %j', (q, more, ids) => {
      expect(byRelevance(q, more)).toEqual(ids);
    });

    it('keeps its order as of a moment, whatever is recorded later', () => {
      const asOf = ledger.now;
      ledger.claim('later', { text: 'A land swap.' });
      ledger.entry('words', 'ClaimAmended', { text: 'Land swap: grain.' });
      expect(byRelevance('land swap')).toEqual(['later', 'words', 'phrase', 'topics', 'quoted', 'spread']);
      expect(byRelevance('land swap', { asOf })).toEqual(['phrase', 'topics', 'words', 'quoted', 'spread']);
    });
  });

  it.each(['"', 'a"b', 'NEAR(', 'a OR', 'text:', '-x', '(', '^a', 'a*b', '*', "'", 'a\u0000b', '{x}:y', '+'])(
    'accepts the search words %j',
    (q) => {
      expect(() => ledger.list({ q })).not.toThrow();
    },
  );

  it('searches the present names and aliases of actors', () => {
    expect(ledger.list({ q: 'kiev' })).toEqual([]);
    ledger.record('actor', 'kyiv', { type: 'ActorAmended', data: { name: 'Kijów', aliases: ['Kiev'] } });
    expect(ledger.list({ q: 'Kiev' })).toEqual(['joins', 'cedes']);
    expect(ledger.list({ q: 'kyiv' })).toEqual([]);
    ledger.record('actor', 'nato', { type: 'ActorAmended', data: { aliases: ['OTAN'] } });
    expect(ledger.list({ q: 'otan' })).toEqual(['wants', 'joins']);
  });

  it('applies amendments, voids and narratives, as of any moment', () => {
    const before = ledger.now;
    ledger.entry('cedes', 'ClaimAmended', { topics: ['peace'], about: ['nato'], text: 'Land is given away.' });
    expect(ledger.list({ topic: 'war' })).toEqual(['wants']);
    expect(ledger.list({ about: 'kyiv' })).toEqual(['joins']);
    expect(ledger.list({ q: 'nato land' })).toEqual(['cedes']);
    expect(ledger.list({ topic: 'war', asOf: before })).toEqual(['wants', 'cedes']);
    ledger.entry('cedes', 'EntryVoided', { voids: 'e3', reason: 'wrong' });
    expect(ledger.list({ topic: 'war' })).toEqual(['wants', 'cedes']);
    ledger.entry('cedes', 'EntryVoided', { voids: 'e1', reason: 'wrong' });
    expect(ledger.list({ actor: 'kyiv' })).toEqual([]);
    expect(ledger.list({ status: 'denied' })).toEqual([]);
    expect(ledger.list({ actor: 'kyiv', status: 'denied', asOf: before })).toEqual(['cedes']);
    ledger.record('narrative', 'story', { type: 'NarrativeClaimRemoved', data: { claim: 'cedes' } });
    expect(ledger.list({ narrative: 'story' })).toEqual(['wants']);
    expect(ledger.list({ narrative: 'story', asOf: before })).toEqual(['wants', 'cedes']);
  });

  it('omits claims registered after `asOf`', () => {
    const before = ledger.now;
    ledger.claim('later', { about: ['kyiv'], text: 'Territory.' });
    expect(ledger.list({ asOf: before, about: 'kyiv' })).toEqual(['joins', 'cedes']);
    expect(ledger.list({ asOf: before, q: 'territory' })).toEqual(['cedes']);
    expect(ledger.list({ asOf: before, sort: 'oldest' })).toEqual(['cedes', 'joins', 'wants']);
  });

  it('returns a consistent list while events are recorded between pages', () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = ledger.claims.list({ about: 'kyiv', sort: 'oldest' }, { now: ledger.now, limit: 1, cursor });
      seen.push(...page.items.map(({ id, status }) => `${id} ${status}`));
      cursor = page.next;
      if (seen.length > 5) break;
      ledger.claim(`new-${seen.length}`, { about: ['kyiv'] });
      ledger.entry('joins', 'ClaimAmended', { about: [] });
    } while (cursor !== undefined);
    expect(seen).toEqual(['cedes denied', 'joins open']);
  });

  it('rejects a cursor of another list', () => {
    const { next } = ledger.claims.list({ topic: 'war' }, { now: ledger.now, limit: 1 });
    const list = (filter: ClaimFilter, cursor: string | undefined) =>
      ledger.claims.list(filter, { now: ledger.now, cursor });
    expect(list({ topic: 'war', q: undefined }, next).items).toHaveLength(1);
    for (const filter of [{}, { topic: 'peace' }, { topic: 'war', sort: 'oldest' as const }]) {
      expect(() => list(filter, next)).toThrow(CursorMismatchError);
    }
    for (const cursor of ['', 'nonsense', Buffer.from('[1]').toString('base64url')]) {
      expect(() => list({ topic: 'war' }, cursor)).toThrow(CursorMismatchError);
    }
    expect(() => ledger.actors.list({}, { now: ledger.now, cursor: next })).toThrow(CursorMismatchError);
  });
});

describe('lists of actors, documents and narratives', () => {
  let ledger: InMemoryLedger;
  const ids = ({ items }: { items: readonly { id: string }[] }) => items.map(({ id }) => id);

  beforeEach(() => {
    ledger = new InMemoryLedger();
    ledger.actor('el-pais', { kind: 'outlet', name: 'El País', aliases: ['Pais'] });
    ledger.actor('tass', { kind: 'outlet', name: 'TASS' });
    ledger.actor('jenssen', { kind: 'person', name: 'Stian Jenssen' });
    const document = (id: string, publisher: string, url: string) =>
      ledger.record('document', id, { type: 'DocumentRegistered', data: { publisher, url } });
    document('d1', 'tass', 'https://example.org/1');
    document('d2', 'el-pais', 'https://example.org/2');
    document('d3', 'tass', 'https://example.org/3');
  });

  it('filter actors by kind, name and alias, as of any moment', () => {
    const list = (filter: object) => ids(ledger.actors.list(filter, { now: ledger.now }));
    expect(list({})).toEqual(['jenssen', 'tass', 'el-pais']);
    expect(list({ kind: 'outlet' })).toEqual(['tass', 'el-pais']);
    expect(list({ q: 'pais' })).toEqual(['el-pais']);
    expect(list({ q: 'jens*' })).toEqual(['jenssen']);
    expect(list({ q: 'jens* ', kind: 'outlet' })).toEqual([]);
    const before = ledger.now;
    ledger.record('actor', 'tass', { type: 'ActorAmended', data: { kind: 'organization', aliases: ['ТАСС'] } });
    expect(list({ q: 'тасс' })).toEqual(['tass']);
    expect(list({ kind: 'outlet' })).toEqual(['el-pais']);
    expect(list({ kind: 'outlet', asOf: before })).toEqual(['tass', 'el-pais']);
  });

  it('filter documents by publisher and URL, as of any moment', () => {
    const list = (filter: object) => ids(ledger.documents.list(filter, { now: ledger.now }));
    expect(list({})).toEqual(['d3', 'd2', 'd1']);
    expect(list({ publisher: 'tass' })).toEqual(['d3', 'd1']);
    expect(list({ url: 'https://example.org/3' })).toEqual(['d3']);
    expect(list({ url: 'https://example.org/3', publisher: 'el-pais' })).toEqual([]);
    const before = ledger.now;
    ledger.record('document', 'd3', { type: 'DocumentAmended', data: { publisher: 'el-pais' } });
    expect(list({ publisher: 'tass' })).toEqual(['d1']);
    expect(list({ publisher: 'tass', asOf: before })).toEqual(['d3', 'd1']);
  });

  it('filter documents by the claim whose entries reference them, as of any moment', () => {
    const list = (filter: object) => ids(ledger.documents.list(filter, { now: ledger.now }));
    ledger.claim('talks');
    ledger.claim('rumours');
    const report = (claim: string, document: string) =>
      ledger.entry(claim, 'ClaimReported', { by: ['tass'], basis: 'none-given', document });
    report('talks', 'd1');
    report('rumours', 'd2');
    const before = ledger.now;
    report('talks', 'd3');
    report('talks', 'd1');
    ledger.record('document', 'd1', { type: 'DocumentAmended', data: { publisher: 'el-pais' } });
    expect(list({ claim: 'talks' })).toEqual(['d3', 'd1']);
    expect(list({ claim: 'talks', asOf: before })).toEqual(['d1']);
    expect(list({ claim: 'talks', publisher: 'el-pais' })).toEqual(['d1']);
    expect(list({ claim: 'rumours' })).toEqual(['d2']);
    expect(list({ claim: 'nothing' })).toEqual([]);
  });

  it('return pages', () => {
    const first = ledger.documents.list({ publisher: 'tass' }, { now: ledger.now, limit: 1 });
    const second = ledger.documents.list({ publisher: 'tass' }, { now: ledger.now, limit: 1, cursor: first.next });
    expect([...ids(first), ...ids(second)]).toEqual(['d3', 'd1']);
    expect(second.next).toBeUndefined();
  });

  it('return narratives with the status of each claim', () => {
    ledger.claim('a');
    ledger.claim('b');
    ledger.record('narrative', 'n', { type: 'NarrativeRegistered', data: { title: 'N', summary: 'S' } });
    ledger.record('narrative', 'n', { type: 'NarrativeClaimAdded', data: { claim: 'b' } });
    const before = ledger.now;
    ledger.record('narrative', 'n', { type: 'NarrativeClaimAdded', data: { claim: 'a' } });
    ledger.record('narrative', 'n', { type: 'NarrativeAmended', data: { title: 'M', summary: null } });
    const view = ledger.narratives.get('n', ledger.now);
    expect(view).toMatchObject({ id: 'n', title: 'M', size: 2, revision: 3 });
    expect(view).not.toHaveProperty('summary');
    expect(view?.claims.map(({ id, status }) => [id, status])).toEqual([
      ['b', 'unverified'],
      ['a', 'unverified'],
    ]);
    expect(ledger.narratives.get('n', before)).toMatchObject({ title: 'N', summary: 'S', size: 1 });
    expect(ledger.narratives.list({}, { now: ledger.now }).items).toMatchObject([{ id: 'n', size: 2 }]);
    expect(ledger.claims.get('a', ledger.now)?.narratives).toEqual([{ id: 'n', title: 'M' }]);
  });
});
