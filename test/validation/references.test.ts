import { Nested, NestedList, Optional, Slug, SlugList } from '../../src/validation/field-decorators.js';
import { referencesOf, RefersTo } from '../../src/validation/references.js';

class Source {
  @Optional() @Slug() @RefersTo('actor') actor?: string;
  @Optional() @Slug() name?: string;
}

class Noted {
  @SlugList() @RefersTo('actor') by!: string[];
  @Optional() @Nested(() => Source) source?: Source;
}

class Found extends Noted {
  @Slug() @RefersTo('document') document!: string;
  @Optional() @NestedList(() => Source) sources?: Source[];
}

describe('referencesOf', () => {
  it('finds the ids in fields, lists and objects, with their pointers', () => {
    const body = { by: ['a', 'b'], document: 'd', source: { actor: 'c', name: 'x' }, sources: [{}, { actor: 'e' }] };
    expect(referencesOf(Found, body, '/1')).toEqual([
      { referent: 'document', id: 'd', pointer: '/1/document' },
      { referent: 'actor', id: 'e', pointer: '/1/sources/1/actor' },
      { referent: 'actor', id: 'a', pointer: '/1/by/0' },
      { referent: 'actor', id: 'b', pointer: '/1/by/1' },
      { referent: 'actor', id: 'c', pointer: '/1/source/actor' },
    ]);
  });

  it('finds nothing in what has another form, which is rejected anyway', () => {
    for (const body of [null, 'text', [], { by: 'a', document: ['d'], source: [{ actor: 'c' }], sources: 7 }]) {
      expect(referencesOf(Found, body)).toEqual([]);
    }
  });
});
