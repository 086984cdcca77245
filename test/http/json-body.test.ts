import { BadRequestError } from '../../src/http/problem.js';
import { parseJson } from '../../src/http/json-body.js';

const parse = (text: string) => parseJson(Buffer.from(text));
const faultIn = (text: string) => {
  try {
    return parse(text);
  } catch (error) {
    return (error as BadRequestError).errors?.map(({ pointer, code }) => `${pointer} ${code}`) ?? String(error);
  }
};

describe('parseJson()', () => {
  it.each([
    ['{"by":["a"],"id":"x","by":["b"]}', '/by'],
    ['{"a":1,"a":1}', '/a'],
    ['{"a":1,"\\u0061":2}', '/a'],
    ['{"a":{"b":[{"c":1},{"c":1, "c" :2}]}}', '/a/b/1/c'],
    ['[{"a":1},{"a":1,"b":{},"a":1}]', '/1/a'],
    ['{"a":{"x":1},"a":{"x":1}}', '/a'],
    ['{"a/b":1,"a/b":1}', '/a~1b'],
    ['{"":1,"":1}', '/'],
    ['{"constructor":1,"constructor":2}', '/constructor'],
  ])('rejects a name that is given twice: %#', (text, place) => {
    expect(faultIn(text)).toEqual([`${place} repeated-name`]);
  });

  it.each([
    '{"a":"b\\":c","d":"\\":\\":"}',
    '{"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}',
    '{"a":"\\\\","b" \t:1}',
    '{}',
    '"a\\":"',
  ])('accepts %s', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it('names the fault of a text that is not JSON', () => {
    expect(faultIn('{"a":')).toMatch(/^BadRequestError: Not valid JSON: /);
    expect(faultIn('{"a":1,}')).toMatch(/^BadRequestError: Not valid JSON: .+ at position 7\b/);
    expect(() => parseJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow('Not valid UTF-8.');
  });

  it.each([
    ...['Wolfgang', 'Wolfgang Huber', '[Wolfgang]', '{"name":Wolfgang}', '{"name":"Wolfgang"x}', '"Wolfgang', 'W'],
    ...['"Wolfgang\n"', '"Wolfgang\\u"', 'Wolfgang at position 1', '{"Wolfgang":1 "a"}', '[1]Wolfgang', '1 Wolfgang'],
  ])('repeats nothing of a text that is not JSON: %j', (text) => {
    expect(faultIn(text)).toMatch(/^BadRequestError: Not valid JSON[^W]*\.$/);
  });
});
