import { renewExplorerFiles } from '../../support/explorer-files.js';
import { visible } from '../../support/visible.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';

/** NATO denies the claim; another claim is linked to it, and a narrative holds it, for a while. */
describe('"Cite this"', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
    const other = { text: 'Bread is cheaper in Reykjavik.', language: 'en', kind: 'factual' };
    await ledger.put('/v1/claims/bread', other).expect(201);
    await ledger.put('/v1/documents/note', { publisher: 'nato', url: 'https://nato.example/note' }).expect(201);
    await ledger.put('/v1/narratives/story', { title: 'Territory for membership' }).expect(201);
    await add('/v1/claims/talks/entries', {
      ...{ type: 'ClaimDenied', by: ['nato'], basis: 'none-given', document: 'note', id: 'denial' },
    });
  });
  afterAll(() => ledger.stop());

  const add = async (path: string, event: object) => {
    await ledger.post(path, event).expect(201);
    await ledger.ready();
  };
  /** The page's text, without what isn't part of what was recorded: similar claims, and what one can do. */
  const shown = async (address: string) => {
    const { text } = await ledger.get(address).set('Accept', 'text/html').expect(200);
    const [article = ''] = /<article class="claim">.*<\/article>/s.exec(text) ?? [];
    const [, citation = ''] = /class="citation">.*href="http:\/\/[^/]*([^"]*)">/s.exec(text) ?? [];
    const said = visible(article.replace(/<details class="similar">.*?<\/details>/s, ''))
      .replace('Add to the record ', '')
      .replace(/On the command line .*/, '');
    return { page: said, citation: citation.replaceAll('&amp;', '&') };
  };
  const link = { type: 'ClaimLinked', id: 'link', relation: 'derives-from', other: 'talks' };
  const CHANGES: readonly (readonly [what: string, path: string, event: object, seen: string | RegExp])[] = [
    ['a link from another claim', '/v1/claims/bread/entries', link, 'Bread is cheaper'],
    [
      'a narrative',
      '/v1/narratives/story/events',
      { type: 'NarrativeClaimAdded', claim: 'talks' },
      'Territory for membership',
    ],
    [
      'the void of that link',
      '/v1/claims/bread/entries',
      { type: 'EntryVoided', id: 'void', voids: 'link', reason: 'A mistake.' },
      /^(?!.*Bread is cheaper)/,
    ],
    [
      'the link again',
      '/v1/claims/bread/entries',
      { type: 'EntryVoided', voids: 'void', reason: 'No mistake.' },
      'Bread is cheaper',
    ],
    [
      'another text of the other claim',
      '/v1/claims/bread/entries',
      { type: 'ClaimAmended', text: 'Bread is cheaper in Akureyri.' },
      'Akureyri',
    ],
    ['its title', '/v1/narratives/story/events', { type: 'NarrativeAmended', title: 'Land' }, 'Narratives Land'],
    [
      'that it holds it no more',
      '/v1/narratives/story/events',
      { type: 'NarrativeClaimRemoved', claim: 'talks' },
      /^(?!.*Narratives Land)/,
    ],
    ['the name of an actor', '/v1/actors/nato/events', { type: 'ActorAmended', name: 'The Alliance' }, 'The Alliance'],
    [
      'the title of a document',
      '/v1/documents/note/events',
      { type: 'DocumentAmended', title: 'A note of the day' },
      'A note of the day',
    ],
  ];

  it.each(CHANGES)('leads to the page as it is with %s', async (_what, path, event, seen) => {
    const before = await shown('/claims/talks');
    await add(path, event);
    const now = await shown('/claims/talks');
    expect(now.page).toMatch(seen);
    expect(now.citation).not.toBe(before.citation);
    expect(now.citation).toMatch(/^\/claims\/talks\?asOf=/);
    const cited = await shown(now.citation);
    expect(cited.page).toBe(now.page);
    expect(cited.citation).toBe(now.citation);
    expect((await shown(before.citation)).page).toBe(before.page);
  });

  it('stays the same while nothing on the page changes', async () => {
    const before = await shown('/claims/talks');
    await ledger.put('/v1/actors/afp', { kind: 'outlet', name: 'AFP' }).expect(201);
    await ledger.put('/v1/claims/rain', { text: 'It rained in Bergen.', language: 'en', kind: 'factual' }).expect(201);
    await ledger.ready();
    expect(await shown('/claims/talks')).toEqual(before);
  });

  it('leads from its revision and its position to what they are', async () => {
    const { text } = await ledger.get('/claims/talks').set('Accept', 'text/html').expect(200);
    expect(text).toContain('<a href="#entry-denial">revision 1</a>');
    expect(text).toContain('id="entry-denial"');
    const [, event = ''] = /<dt>Log position<\/dt><dd><a class="id" href="([^"]*)"/.exec(text) ?? [];
    await ledger.get(event).expect(200);
  });
});
