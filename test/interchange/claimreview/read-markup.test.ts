import { FieldRejection, MarkupFileError } from '../../../src/interchange/claimreview/field-rejection.js';
import { readMarkup } from '../../../src/interchange/claimreview/read-markup.js';
import { reviewWith } from './review.js';

const json = JSON.stringify(reviewWith());
const found = (text: string, address?: string) =>
  readMarkup(text, address === undefined ? undefined : new URL(address)).map(({ part, found: each, page }) => ({
    part,
    page,
    at: each instanceof FieldRejection ? each.message : each.pointer,
  }));

it.each([
  ['an object', json, ['']],
  ['an array', `[${json}, 1, null, [${JSON.stringify(reviewWith({ url: 'https://b.example/' }))}]]`, ['/0', '/3/0']],
  ['a graph', `{"@graph": [{"@type": "WebPage"}, ${json}]}`, ['/@graph/1']],
  ['a feed', `{"@type": "DataFeed", "dataFeedElement": [{"item": [${json}]}]}`, ['/dataFeedElement/0/item/0']],
  ['another node, with a slash in a name', `{"a/b": {"review": ${json}}}`, ['/a~1b/review']],
  [
    'types with addresses',
    '[{"@type": "https://schema.org/ClaimReview"}, {"@type": ["schema:Review", "schema:ClaimReview"]}]',
    ['/0', '/1'],
  ],
  ['markup that repeats', `[${json}, ${json}]`, ['/0']],
  ['other markup', '[{"@type": "Review"}, {"@type": 3}]', []],
])('finds reviews in %s', (_what, text, pointers) => {
  expect(found(text).map(({ at }) => at)).toEqual(pointers);
});

it('reads NDJSON, and names the lines that are not JSON', () => {
  expect(found(`\n${json}\n{"a": \n\n[${json}]\n`)).toEqual([
    { part: 'line 2', page: {}, at: '' },
    { part: 'line 3', page: {}, at: expect.stringMatching(/^It is not JSON: /) as unknown },
    { part: 'line 5', page: {}, at: '/0' },
  ]);
});

const html = (scripts: string, head = '<link rel="canonical" href="https://factcheck.example/harbour">') =>
  `<!DOCTYPE html>\n<html lang="pt-BR"><head>${head}</head><body>${scripts}</body></html>`;

it('reads the scripts of an HTML page, with its address and language', () => {
  const page = html(
    `<script>var a = {"@type": "ClaimReview"}</script><script type="application/ld+json">{</script>
     <SCRIPT TYPE='application/ld+json; charset=utf-8'>\n//<![CDATA[\n${json}\n//]]>\n</SCRIPT><script type="application/ld+json"> </script>`,
  );
  const context = { address: new URL('https://factcheck.example/harbour'), language: 'pt-BR' };
  expect(found(page)).toEqual([
    { part: 'script 1', page: context, at: expect.stringMatching(/^It is not JSON: /) as unknown },
    { part: 'script 2', page: context, at: '' },
  ]);
  const given = 'https://archive.example/1';
  expect(found(page, given)[1]?.page.address?.href).toBe(given);
  expect(
    found(html(`<script type="application/ld+json">${json}</script>`, '<link rel="canonical" href="/harbour">'))[0]
      ?.page,
  ).toEqual({ language: 'pt-BR' });
});

it('takes the first canonical link of a page', () => {
  const links = ['a', 'b'].map((path) => `<link rel="canonical" href="https://factcheck.example/${path}">`).join('');
  const [review] = found(html(`<script type="application/ld+json">${json}</script>`, links));
  expect(review?.page.address?.href).toBe('https://factcheck.example/a');
});

it('finds nothing in a page without markup', () => {
  expect(found(html('<p>ClaimReview</p>'))).toEqual([]);
});

it.each([
  ['', 'It is empty.'],
  ['{"a": 1', 'neither JSON, nor NDJSON, nor an HTML page'],
  ['{\n"a": 1,\n}', 'neither JSON, nor NDJSON, nor an HTML page'],
  ['claim,rating\na,b', 'neither JSON'],
])('rejects %j', (text, message) => {
  expect(() => readMarkup(text)).toThrow(MarkupFileError);
  expect(() => readMarkup(text)).toThrow(message);
});
