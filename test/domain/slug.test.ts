import { idFrom, uniqueIdFrom } from '../../src/domain/slug.js';

const ID = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

it.each([
  ['El País', 'el-pais'],
  ['  Jens Stoltenberg ', 'jens-stoltenberg'],
  ['Київ', 'kiyiv'],
])('makes a readable id of %j', (text, id) => {
  expect(idFrom(text)).toBe(id);
});

it.each(['日本', '…', '', 'x '.repeat(100), `${'x'.repeat(54)} y and more`])('makes an id of %j', (text) => {
  expect(idFrom(text)).toMatch(ID);
  expect(uniqueIdFrom(text)).toMatch(ID);
});

it('makes different ids of texts that look alike', () => {
  expect(uniqueIdFrom('It rains.')).not.toBe(uniqueIdFrom('It rains!'));
  expect(uniqueIdFrom('It rains.')).toMatch(/^it-rains-[0-9a-f]{8}$/);
  expect(uniqueIdFrom('a source', 'one')).not.toBe(uniqueIdFrom('a source', 'two'));
});
