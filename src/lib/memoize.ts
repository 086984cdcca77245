/** The same function, which computes the value of each key once. For one request: nothing is evicted. */
export function memoize<Key, Value>(read: (key: Key) => Value): (key: Key) => Value {
  const values = new Map<Key, Value>();
  return (key) => {
    if (!values.has(key)) values.set(key, read(key));
    return values.get(key) as Value;
  };
}
