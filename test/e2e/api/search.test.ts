import { TestLedger } from './test-ledger.js';

interface Claims {
  readonly items: readonly { readonly id: string; readonly matches?: readonly Match[] }[];
  readonly ignored?: readonly string[];
}
interface Match {
  readonly in: string;
  readonly text: string;
  readonly marks: readonly (readonly [number, number])[];
}

const claim = (id: string, text: string, more: object = {}) => ({
  ...{ type: 'ClaimRegistered', claim: id, text, language: 'und', kind: 'factual' },
  ...more,
});

const LINES = [
  { type: 'ActorRegistered', actor: 'tass', kind: 'outlet', name: 'TASS', aliases: ['ТАСС'] },
  { type: 'ActorRegistered', actor: 'jenssen', kind: 'person', name: 'Stian Jenssen' },
  { type: 'ActorRegistered', actor: 'stoltenberg', kind: 'person', name: 'Jens Stoltenberg' },
  { type: 'ActorRegistered', actor: 'nato', kind: 'organization', name: 'NATO', aliases: ['OTAN'] },
  { type: 'DocumentRegistered', document: 'report', publisher: 'tass', title: 'Assessing the alleged talks' },
  {
    ...{ type: 'DocumentRegistered', document: 'column', publisher: 'tass', authors: ['Łucja Nowak'] },
    url: 'https://www.example.org/colonna/vertice-vilnius.html',
  },
  { type: 'NarrativeRegistered', narrative: 'land-for-membership', title: 'Land for membership' },
  { type: 'NarrativeRegistered', narrative: 'summits', title: 'Summits of NATO', summary: 'What was decided.' },
  claim('land', 'Ukraine is to give up land.', { topics: ['territory'] }),
  claim('summit', 'NATO meets in Vilnius.', { about: ['nato'] }),
  claim('traditional', '烏克蘭將放棄領土以換取加入北約。'),
  claim('japanese', 'ウクライナが攻撃を続ける。'),
  claim('thai', 'ยูเครนจะยอมยกดินแดน'),
  claim('khmer', 'អ៊ុយក្រែននឹងលះបង់ទឹកដី'),
  claim('lao', 'ຢູເຄຣນຈະຍົກດິນແດນ'),
  claim('burmese', 'ယူကရိန်းသည် နယ်မြေကိုစွန့်လွှတ်မည်'),
  claim('korean', '영토 포기.'),
  claim('hindi', 'करना'),
  claim('five', 'П’ять областей.'),
  claim('decomposed', 'Київ здійснює її.'.normalize('NFD')),
  claim('greek', 'Η θέση της Ουκρανίας.'),
  claim('president', 'الرَّئِيس يقول.'),
  claim('arabic', 'أوكرانيا اليوم.'),
  claim('street', 'Die Straße ist gesperrt.'),
  claim('sound', 'Broen over Øresund.'),
  claim('lodz', 'W Łódź.'),
  claim('light', 'IŞIK var.'),
  claim('wide', 'ＮＡＴＯ拡大。'),
  claim('hyphen', 'A co\u00adoperation began.'),
  claim('zero', 'Zero\u200bwidth.'),
  claim('name', "O'Brien left."),
  {
    ...{ type: 'ClaimAsserted', claim: 'land', id: 'said', by: ['jenssen'], basis: 'none-given' },
    quote: { text: 'I think a solution could be that Ukraine is discussing actively with us' },
  },
  {
    ...{ type: 'ClaimReported', claim: 'land', id: 'reported', by: ['tass'], basis: 'document', document: 'report' },
    wording: { text: 'Україна відмовиться від земель', language: 'uk' },
  },
  {
    type: 'ClaimReported',
    claim: 'summit',
    id: 'mistake',
    by: ['tass'],
    basis: 'none-given',
    quote: { text: 'Wrongly' },
  },
  { type: 'EntryVoided', claim: 'summit', id: 'void', voids: 'mistake', reason: 'Another claim.' },
];

describe('search of claims', () => {
  let ledger: TestLedger;

  beforeAll(async () => {
    ledger = await TestLedger.start();
    const [{ summary } = {}] = (await ledger.import(LINES)).slice(-1);
    expect(summary).toMatchObject({ recorded: LINES.length });
    const { position } = summary as { position: string };
    await ledger.get(`/v1/claims?waitFor=${position}`).expect(200);
  });
  afterAll(() => ledger.stop());

  const search = async (q: string, more = ''): Promise<Claims> =>
    (await ledger.get(`/v1/claims?q=${encodeURIComponent(q)}${more}`).expect(200)).body as Claims;
  const found = async (q: string, more = '') => (await search(q, more)).items.map(({ id }) => id).sort();

  it.each([
    ['領土', 'traditional'],
    ['北約', 'traditional'],
    ['攻撃', 'japanese'],
    ['ดินแดน', 'thai'],
    ['ទឹកដី', 'khmer'],
    ['ດິນແດນ', 'lao'],
    ['နယ်မြေ', 'burmese'],
    ['영토', 'korean'],
    ['пʼять', 'five'],
    ["п'ять", 'five'],
    ['П’ять', 'five'],
    ['Київ'.normalize('NFC'), 'decomposed'],
    ['ουκρανιας', 'greek'],
    ['الرئيس', 'president'],
    ['اوكرانيا', 'arabic'],
    ['strasse', 'street'],
    ['oresund', 'sound'],
    ['lodz', 'lodz'],
    ['ışık', 'light'],
    ['NATO拡大', 'wide'],
    ['cooperation', 'hyphen'],
    ['zerowidth', 'zero'],
    ['obrien', 'name'],
    ['"give up land"', 'land'],
    ['"discussing actively"', 'land'],
    ['ТАСС', 'land'],
    ['відмовиться', 'land'],
    ['alleged talks', 'land'],
    ['otan vilnius', 'summit'],
  ])('finds with %s the claim %s', async (q, id) => {
    expect(await found(q)).toEqual([id]);
  });

  it('finds words in different texts of one claim', async () => {
    expect(await found('tass jenssen territory')).toEqual(['land']);
    expect(await found('tass vilnius')).toEqual([]);
  });

  it('does not search voided entries', async () => {
    expect(await found('wrongly')).toEqual([]);
  });

  it.each([
    ['nato -vilnius', ['wide']],
    ['nato -拡大', ['summit']],
    ['vilnius OR straße', ['street', 'summit']],
    ['"land give"', []],
    ['करना OR कोरोना', ['hindi']],
    ['कोरोना', []],
  ])('reads the operators of %s', async (q, ids) => {
    expect(await found(q)).toEqual(ids);
    expect(await search(q)).not.toHaveProperty('ignored');
  });

  it('lists by relevance, in pages and as CSV', async () => {
    const query = '/v1/claims?q=ukraine+land&sort=relevance';
    const said = {
      type: 'ClaimReported',
      by: ['tass'],
      basis: 'none-given',
      quote: { text: 'Ukraine: land, they say' },
    };
    await ledger.post('/v1/claims/summit/entries', { ...said, id: 'quoted' }).expect(201);
    const first = (await ledger.get(`${query}&limit=1`).expect(200)).body as Claims & { readonly next: string };
    expect(first).toMatchObject({ items: [{ id: 'land' }] });
    const { body } = await ledger.get(`${query}&limit=1&cursor=${first.next}`).expect(200);
    expect(body).toMatchObject({ items: [{ id: 'summit' }] });
    expect(body).not.toHaveProperty('next');
    const newest = (await ledger.get('/v1/claims?q=ukraine+land').expect(200)).body as Claims;
    expect(newest.items.map(({ id }) => id)).toEqual(['summit', 'land']);
    const { text } = await ledger.get(`${query}&format=csv`).expect(200);
    expect(
      text
        .split('\r\n')
        .slice(1, 3)
        .map((line) => line.split(',')[0]),
    ).toEqual(['land', 'summit']);
    await ledger
      .post('/v1/claims/summit/entries', { type: 'EntryVoided', voids: 'quoted', reason: 'A test.' })
      .expect(201);
  });

  it('finds claims that lack a word, without other words', async () => {
    const all = await found('-nato', '&limit=200');
    expect(all).toHaveLength(21);
    expect(all).not.toContain('summit');
  });

  it('returns what it ignored', async () => {
    expect((await search('vilnius ... OR')).ignored).toEqual(['...', 'OR']);
    expect(await search('...')).toEqual({ items: [], ignored: ['...'] });
    expect((await ledger.get('/v1/actors?q=-nato').expect(200)).body).toEqual({ items: [], ignored: ['-nato'] });
  });

  it.each([
    ['claims', 'territory', ['land']],
    ['claims', 'tass', []],
    ['names', 'tass', ['land']],
    ['quotes', 'actively', ['land']],
    ['wordings', 'actively', []],
    ['quotes,wordings', 'actively україна', ['land']],
    ['titles', 'alleged', ['land']],
  ])('searches in %s for %s', async (fields, q, ids) => {
    expect(await found(q, `&in=${fields}`)).toEqual(ids);
  });

  it('rejects unknown fields', async () => {
    const { body } = await ledger.get('/v1/claims?q=nato&in=quotes,bodies').expect(400);
    expect(body).toMatchObject({ errors: [{ pointer: '/in' }] });
  });

  it('marks what matched', async () => {
    const marked = async (q: string, more = '') =>
      (await search(q, more)).items.flatMap(({ matches = [] }) =>
        matches.map(({ marks, text, ...match }) => ({ ...match, marked: marks.map(([a, b]) => text.slice(a, b)) })),
      );
    expect(await marked('ukraine tass alleged')).toEqual([
      { in: 'claims', marked: ['Ukraine'] },
      { in: 'quotes', entry: 'land/said', marked: ['Ukraine'] },
      { in: 'names', actor: 'tass', marked: ['TASS'] },
      { in: 'titles', document: 'report', marked: ['alleged'] },
    ]);
    expect(await marked('tass', '&in=quotes,titles')).toEqual([]);
    expect(await marked('領土 北約')).toEqual([{ in: 'claims', marked: ['領土', '北約'] }]);
    const {
      items: [first],
    } = (await ledger.get('/v1/claims').expect(200)).body as Claims;
    expect(first).not.toHaveProperty('matches');
  });

  it('marks a longer beginning of a word behind many words that begin likewise', async () => {
    const said = (id: string, text: string) => ({
      ...{ type: 'ClaimAsserted', claim: 'sound', id, by: ['jenssen'], basis: 'none-given', quote: { text } },
    });
    const others = Array.from({ length: 12 }, (_, index) => said(`before-${index}`, `Zebu ${index}.`));
    await ledger.import([...others, said('last', 'Zebras.')]);
    const { items } = await search('zebr*');
    expect(items).toMatchObject([
      { id: 'sound', matches: [{ entry: 'sound/last', text: 'Zebras.', marks: [[0, 6]] }] },
    ]);
    expect((await search('zebu zebr*')).items[0]?.matches).toHaveLength(10);
    expect((await search('zebra')).items).toEqual([]);
  });

  it('follows new names, titles and voids', async () => {
    const change = (path: string, body: object) => ledger.post(path, body).expect(201);
    await change('/v1/actors/tass/events', { type: 'ActorAmended', aliases: ['Telegraph Agency'] });
    await change('/v1/documents/report/events', { type: 'DocumentAmended', title: 'Assessing rumours' });
    expect(await found('telegraph rumours')).toEqual(['land']);
    expect(await found('ТАСС')).toEqual([]);
    expect(await found('alleged')).toEqual([]);
    await change('/v1/claims/summit/entries', { type: 'EntryVoided', id: 'restored', voids: 'void', reason: 'No.' });
    expect(await found('wrongly')).toEqual(['summit']);
  });

  it.each([
    ['actors', 'jens', ['jenssen', 'stoltenberg']],
    ['actors', 'jens -stolt', ['jenssen']],
    ['actors', 'ota', ['nato']],
    ['documents', 'rumours assess', ['report']],
    ['documents', 'alleged', []],
    ['documents', 'lucja', ['column']],
    ['documents', 'example.org vertice', ['column']],
    ['documents', 'https', []],
    ['narratives', 'memb', ['land-for-membership']],
    ['narratives', 'nato -land', ['summits']],
    ['narratives', 'decided', []],
  ])('finds %s by the beginnings of words: %s', async (list, q, ids) => {
    const { body } = await ledger.get(`/v1/${list}?q=${encodeURIComponent(q)}`).expect(200);
    expect((body as Claims).items.map(({ id }) => id).sort()).toEqual(ids);
  });

  it('finds a narrative after a claim was added to it, and by its new title only', async () => {
    const change = (body: object) => ledger.post('/v1/narratives/summits/events', body).expect(201);
    const foundBy = async (q: string) => (await ledger.get(`/v1/narratives?q=${q}`).expect(200)).body as Claims;
    await change({ type: 'NarrativeClaimAdded', claim: 'summit' });
    expect((await foundBy('summits')).items).toMatchObject([{ id: 'summits', size: 1 }]);
    await change({ type: 'NarrativeAmended', title: 'Meetings' });
    await change({ type: 'NarrativeClaimRemoved', claim: 'summit' });
    expect((await foundBy('summits')).items).toEqual([]);
    expect((await foundBy('meet')).items).toMatchObject([{ id: 'summits', size: 0 }]);
  });

  it.each(['actors', 'documents', 'narratives'])('says what a search of %s ignored', async (list) => {
    const { body } = await ledger.get(`/v1/${list}?q=${encodeURIComponent('...')}`).expect(200);
    expect(body).toEqual({ items: [], ignored: ['...'] });
  });
});
