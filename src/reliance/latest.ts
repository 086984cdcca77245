/** The items with the highest positions, so many at most, the highest first. */
export class Latest<Item> {
  private readonly items: { readonly position: number; readonly item: Item }[] = [];

  constructor(private readonly max: number) {}

  add(position: number, item: Item): void {
    const { items, max } = this;
    if (items.length === max && position < (items.at(-1)?.position ?? 0)) return;
    const place = items.findIndex((other) => other.position < position);
    items.splice(place < 0 ? items.length : place, 0, { position, item });
    if (items.length > max) items.pop();
  }

  list(): Item[] {
    return this.items.map(({ item }) => item);
  }
}
