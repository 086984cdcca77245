import { FieldRegistry } from '../../src/validation/field-registry.js';

class Parent {}
class Child extends Parent {}

describe('FieldRegistry', () => {
  it('collects the fields of a class and its parents, and prefers what the class itself declares', () => {
    const registry = new FieldRegistry<string>();
    registry.declare(Parent.prototype, 'by', 'parent');
    registry.declare(Parent.prototype, 'after', 'parent');
    registry.declare(Child.prototype, 'by', 'child');
    expect([...registry.of(Child)]).toEqual([
      ['by', 'child'],
      ['after', 'parent'],
    ]);
    expect(registry.of(Parent).get('by')).toBe('parent');
  });

  it('has no fields for a class that declares none', () => {
    expect(new FieldRegistry<string>().of(Parent).size).toBe(0);
  });
});
