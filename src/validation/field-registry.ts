import type { DtoClass } from './dto-class.js';

/** What decorators say about the fields of classes. Subclasses inherit it, and their own decorators come first. */
export class FieldRegistry<Value> {
  private readonly own = new Map<object, Map<string, Value>>();
  private readonly collected = new Map<DtoClass, ReadonlyMap<string, Value>>();

  /** Call it in a decorator: before the first `of`. */
  declare(prototype: object, field: string, value: Value): void {
    const fields = this.own.get(prototype) ?? new Map<string, Value>();
    this.own.set(prototype, fields.set(field, value));
  }

  /** By the name of the field. */
  of(dto: DtoClass): ReadonlyMap<string, Value> {
    const known = this.collected.get(dto);
    if (known) return known;
    const fields = new Map<string, Value>();
    for (let target = dto.prototype as object | null; target; target = Object.getPrototypeOf(target) as object | null) {
      for (const [field, value] of this.own.get(target) ?? []) if (!fields.has(field)) fields.set(field, value);
    }
    this.collected.set(dto, fields);
    return fields;
  }
}
