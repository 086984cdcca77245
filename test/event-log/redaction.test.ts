import { hasRedacted, isChangedBy, redactFields } from '../../src/event-log/redaction.js';

const data = {
  name: 'Jane Roe',
  empty: '',
  url: 'https://example.org/jane-roe',
  digest: 'ab'.repeat(32),
  topics: ['land', 'Jane Roe'],
  mapping: { kind: 'claimreview', actors: { 'Jane Roe': 'jane-roe' }, ratings: {} },
};
const ACTORS = '/mapping/actors';

describe('redactFields', () => {
  it.each([
    ['/name', { name: '[redacted]' }],
    ['/url', { url: 'https://redacted.invalid/' }],
    ['/digest', { digest: '0'.repeat(64) }],
    ['/topics', { topics: ['[redacted]', '[redacted]'] }],
    ['/topics/1', { topics: ['land', '[redacted]'] }],
    [ACTORS, { mapping: { ...data.mapping, actors: { '[redacted]': '[redacted]' } } }],
    ['/mapping/ratings', {}],
    ['/missing/0', {}],
  ])('replaces %s: texts, items of lists, and members of objects with their names', (pointer, changed) => {
    const after = redactFields(data, [pointer]);
    expect(after).toEqual({ ...data, ...changed });
    expect(redactFields(after, [pointer])).toEqual(after);
    expect(isChangedBy(data, pointer)).toBe(Object.keys(changed).length > 0);
    expect(isChangedBy(after, pointer)).toBe(false);
    expect(hasRedacted(after)).toBe(Object.keys(changed).length > 0);
  });
});
