import { looseUrlKey, urlKey } from '../../src/lib/url-key.js';

const PAGE = 'https://example.org/a?id=1&b=%2F';

describe('urlKey', () => {
  it.each([
    'HTTPS://Example.ORG/a?id=1&b=%2F',
    'https://example.org:443/a?id=1&b=%2F',
    `${PAGE}#part`,
    'https://example.org/a?utm_source=x&id=1&b=%2F&fbclid=y',
    'https://example.org/%61?id=1&b=%2f',
    'https://example.org/./x/../a?id=1&b=%2F',
  ])('is the same for %s', (url) => {
    expect(urlKey(url)).toBe(urlKey(PAGE));
  });

  it.each([
    ['https://example.org/a', 'https://example.org/A'],
    ['https://example.org/a', 'https://example.org/a/'],
    ['https://example.org/a', 'http://example.org/a'],
    ['https://example.org/a', 'https://www.example.org/a'],
    ['https://example.org/a?id=1', 'https://example.org/a?id=2'],
    ['https://example.org/a?b=%2F', 'https://example.org/a?b=%3F'],
  ])('differs for %s and %s', (one, other) => {
    expect(urlKey(one)).not.toBe(urlKey(other));
  });

  it('returns the text for what is not a URL', () => {
    expect(urlKey(' a page ')).toBe('a page');
    expect(looseUrlKey(' a page ')).toBe('a page');
  });
});

describe('looseUrlKey', () => {
  it.each(['https://example.org/a/', 'https://www.example.org/a', 'http://example.org/a', 'https://example.org./a'])(
    'is that of the same page for %s',
    (url) => {
      expect(looseUrlKey(url)).toBe(looseUrlKey('https://example.org/a'));
    },
  );

  it('differs for other pages', () => {
    expect(looseUrlKey('https://example.org/a?id=1')).not.toBe(looseUrlKey('https://example.org/a?id=2'));
    expect(looseUrlKey('https://example.org:8080/a')).not.toBe(looseUrlKey('https://example.org/a'));
  });
});
