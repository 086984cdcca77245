import { FieldRejection, MarkupFileError } from '../../../src/interchange/claimreview/field-rejection.js';
import { readMarkup, whyNone } from '../../../src/interchange/claimreview/read-markup.js';
import { reviewWith } from './review.js';

const json = JSON.stringify(reviewWith());
const found = async (text: string, address?: string) =>
  (await readMarkup(text, address === undefined ? undefined : new URL(address))).map(({ part, found: each, page }) => ({
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
])('finds reviews in %s', async (_what, text, pointers) => {
  expect((await found(text)).map(({ at }) => at)).toEqual(pointers);
});

it('reads NDJSON, and names the lines that are not JSON', async () => {
  expect(await found(`\n${json}\n{"a": \n\n[${json}]\n`)).toEqual([
    { part: 'line 2', page: {}, at: '' },
    { part: 'line 3', page: {}, at: expect.stringMatching(/^It is not JSON: /) as unknown },
    { part: 'line 5', page: {}, at: '/0' },
  ]);
});

const html = (scripts: string, head = '<link rel="canonical" href="https://factcheck.example/harbour">') =>
  `<!DOCTYPE html>\n<html lang="pt-BR"><head>${head}</head><body>${scripts}</body></html>`;

it('reads the scripts of an HTML page, with its address and language', async () => {
  const page = html(
    `<script>var a = {"@type": "ClaimReview"}</script><script type="application/ld+json">{</script>
     <SCRIPT TYPE='application/ld+json; charset=utf-8'>\n//<![CDATA[\n${json}\n//]]>\n</SCRIPT><script type="application/ld+json"> </script>`,
  );
  const context = { address: new URL('https://factcheck.example/harbour'), language: 'pt-BR' };
  expect(await found(page)).toEqual([
    { part: 'script 1', page: context, at: expect.stringMatching(/^It is not JSON: /) as unknown },
    { part: 'script 2', page: context, at: '' },
  ]);
  const given = 'https://archive.example/1';
  expect((await found(page, given))[1]?.page.address?.href).toBe(given);
  expect(
    (
      await found(html(`<script type="application/ld+json">${json}</script>`, '<link rel="canonical" href="/harbour">'))
    )[0]?.page,
  ).toEqual({ language: 'pt-BR' });
});

it('takes the first canonical link of a page', async () => {
  const links = ['a', 'b'].map((path) => `<link rel="canonical" href="https://factcheck.example/${path}">`).join('');
  const [review] = await found(html(`<script type="application/ld+json">${json}</script>`, links));
  expect(review?.page.address?.href).toBe('https://factcheck.example/a');
});

it('finds nothing in a page without markup', async () => {
  expect(await found(html('<p>ClaimReview</p>'))).toEqual([]);
});

it.each([
  ['<div itemscope itemtype="https://schema.org/ClaimReview"></div>', 'as microdata, which'],
  ['<div vocab="https://schema.org/" typeof="ClaimReview"></div>', 'as RDFa, which'],
  ['<div typeof="schema:Review schema:ClaimReview"></div>', 'as RDFa, which'],
  ['<div itemscope itemtype="https://schema.org/NoClaimReview">ClaimReview</div>', 'has no ClaimReview'],
])('says of %s why it has no review', async (body, words) => {
  expect(await found(html(body))).toEqual([]);
  expect(whyNone(html(body))).toContain(words);
});

it.each([
  ['', 'It is empty.'],
  ['{"a": 1', 'neither JSON, nor NDJSON, nor an HTML page'],
  ['{\n"a": 1,\n}', 'neither JSON, nor NDJSON, nor an HTML page'],
  ['claim,rating\na,b', 'neither JSON'],
  [`${'[\n'.repeat(500_000)}[1]`, 'neither JSON'],
  ['<div>'.repeat(200_000), 'The page nests more than 512 elements.'],
  [`${'<span>'.repeat(90_000)}${'</p>'.repeat(90_000)}`, 'The page nests more than 512 elements.'],
  ['<p></p>'.repeat(100_000), 'The page has more than 100000 elements.'],
  [
    `<p>${Array.from({ length: 400 }, (_none, index) => `<b a=${index}>`).join('')}${'<p>x'.repeat(1_000)}`,
    'The page has more than 100000 elements.',
  ],
])('rejects %.40j', async (text, message) => {
  await expect(readMarkup(text)).rejects.toThrow(MarkupFileError);
  await expect(readMarkup(text)).rejects.toThrow(message);
});

it('lets other work in between lines', async () => {
  let turns = 0;
  const count = setInterval(() => (turns += 1), 0);
  await found(`${json}\n`.repeat(5_000));
  clearInterval(count);
  expect(turns).toBeGreaterThan(3);
});

it('stops after a hundred lines that are not JSON', async () => {
  const parts = await found(`${json}\n${'[\n'.repeat(500)}${json}`);
  expect(parts).toHaveLength(101);
  expect(parts.at(-2)?.at).toMatch(/^It is not JSON: [^.]*\.$/);
  expect(parts.at(-1)).toMatchObject({
    part: 'line 101',
    at: expect.stringMatching(/ It is the 100th that is not\. The rest was not read\.$/) as unknown,
  });
});

it('finds reviews inside three others, and looks at each no more often', async () => {
  const nested = (depth: number): object =>
    depth === 0 ? {} : { '@type': 'ClaimReview', url: `https://a.example/${depth}`, review: nested(depth - 1) };
  const pointers = (await found(JSON.stringify(nested(60)))).map(({ at }) => at);
  expect(pointers).toEqual(['', '/review', '/review/review', '/review/review/review']);
});

it('cuts long pointers and messages', async () => {
  const name = 'k'.repeat(500_000);
  const [first] = await found(JSON.stringify({ [name]: [reviewWith()] }));
  expect(first?.at).toBe(`/${'k'.repeat(299)}…`);
  expect(new FieldRejection('', name).message).toBe(`${'k'.repeat(500)}…`);
});
