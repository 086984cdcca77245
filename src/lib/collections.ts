/** Adds to the list under a key, without copying what is there. */
export function appendTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** Where a list that is in order goes on with what isn't before. */
export function lowerBound<T>(inOrder: readonly T[], isBefore: (item: T) => boolean): number {
  let low = 0;
  let high = inOrder.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(inOrder[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}
