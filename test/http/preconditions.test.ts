import { entityTag, revisionPrecondition, matchesIfNoneMatch } from '../../src/http/preconditions.js';

describe('entityTag()', () => {
  it('contains the revision and changes with the body', () => {
    const tag = entityTag(3, '{}');
    expect(tag).toMatch(/^"3-[\w-]{22}"$/);
    expect(entityTag(3, '{"a":1}')).not.toBe(tag);
    expect(entityTag(3, '{}')).toBe(tag);
    expect(entityTag(undefined, '{}')).toMatch(/^"[\w-]{22}"$/);
  });
});

describe('matchesIfNoneMatch()', () => {
  const tag = entityTag(3, '{}');

  it.each([
    tag,
    `W/${tag}`,
    `"other", ${tag}`,
    ` ${tag} ,"other"`,
    `${tag},`,
    `, ,${tag}`,
    `"a,b", ${tag}`,
    `"a,",,${tag}`,
    '*',
  ])('returns true for %s', (header) => {
    expect(matchesIfNoneMatch(header, tag)).toBe(true);
  });

  it.each([undefined, '"other"', `"x,${tag.slice(1)}`, entityTag(3, '{"a":1}'), entityTag(4, '{}')])(
    'returns false for %s',
    (header) => {
      expect(matchesIfNoneMatch(header, tag)).toBe(false);
    },
  );

  it.each(['3', tag.slice(1), `${tag} ${tag}`, '', ',', `${tag}, 3`])('rejects %j', (header) => {
    expect(() => matchesIfNoneMatch(header, tag)).toThrow(/^If-None-Match/);
  });
});

describe('revisionPrecondition()', () => {
  it.each<[string | undefined, string | undefined, unknown]>([
    [undefined, undefined, undefined],
    ['*', undefined, 'existing'],
    [undefined, '*', -1],
    [entityTag(3, '{}'), undefined, [3]],
    [`${entityTag(3, '{}')}, ${entityTag(5, '{}')}`, undefined, [3, 5]],
    [`W/${entityTag(3, '{}')}`, undefined, []],
    ['"3"', undefined, []],
    [entityTag(undefined, '{}'), undefined, []],
    [`"${'9'.repeat(16)}-x"`, undefined, []],
  ])('parses If-Match %s, If-None-Match %s', (ifMatch, ifNoneMatch, expected) => {
    expect(revisionPrecondition(ifMatch, ifNoneMatch)).toEqual(expected);
  });

  it.each<[string | undefined, string | undefined]>([
    ['3', undefined],
    ['', undefined],
    ['*', '*'],
    [undefined, '"3-x"'],
  ])('rejects If-Match %s with If-None-Match %s', (ifMatch, ifNoneMatch) => {
    expect(() => revisionPrecondition(ifMatch, ifNoneMatch)).toThrow(/^(If-|Send If-|For writes, If-)/);
  });
});
