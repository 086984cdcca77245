import { repeatedName } from '../../src/lib/repeated-name.js';

it('repeatedName() returns the path of the first name that its object has already', () => {
  expect(repeatedName('{"a":[{"b":1},{"b":{"c":[],"d":{},"c":2}}]}')).toEqual(['a', '1', 'b', 'c']);
  expect(repeatedName('{"a":1,"\\u0061":2,"a":3}')).toEqual(['a']);
  expect(repeatedName('[[{}],[[],{"":1,"x":"\\":","":2}]]')).toEqual(['1', '1', '']);
});

it.each(['{}', '"a\\":"', '7', '{"a":{"a":{"a":1}},"b":[{"a":1},{"a":"a"}]}', '{"a":"\\\\","b":",:{[]}"}'])(
  'repeatedName() returns undefined for %s',
  (json) => {
    expect(repeatedName(json)).toBeUndefined();
  },
);

it('repeatedName() reads long strings and deep nesting', () => {
  const long = 'x\\"'.repeat(300_000);
  const deep = '['.repeat(200_000) + ']'.repeat(200_000);
  expect(repeatedName(`{"a":"${long}","b":${deep},"a":1}`)).toEqual(['a']);
});
