import { repeatsText } from '../../src/erasure/repeated-text.js';

describe('repeatsText()', () => {
  it.each([
    ['Letter of Karl Mustermann', 'Karl Mustermann'],
    ['Brief von KARL  MUSTERMANN, Bonn', 'karl mustermann'],
    ['Mustermanns Brief', 'Mustermann'],
    ['Zoë’s lawyers', 'zoe'],
    ["Li's lawyers", 'Li'],
    ['The O’Briens', "O'Brien"],
    ['By order of Li.', 'Li'],
    ['Ng: erased', 'NG'],
    ['关于王小明的信', '王小明'],
  ])('finds in %j the text %j', (published, text) => {
    expect(repeatsText(published, ['Somebody', text])).toBe(true);
  });

  it.each([
    ['In the public interest', 'Li'],
    ['Right to erasure', 'Era'],
    ['Right to erasure', 'Karl Mustermann'],
    ['Art. 17 — GDPR', '—'],
    ['Right to a name', 'a'],
  ])('does not find in %j the text %j', (published, text) => {
    expect(repeatsText(published, [text])).toBe(false);
  });
});
