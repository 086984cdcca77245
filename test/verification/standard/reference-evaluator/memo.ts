/**
 * Caches the result for each argument. If computing a result requires that same result, `whileComputing` is used
 * instead.
 */
export function memoized<A, B>(compute: (argument: A) => B, whileComputing: B): (argument: A) => B {
  const results = new Map<A, B>();
  return (argument) => {
    const known = results.get(argument);
    if (known !== undefined) return known;
    results.set(argument, whileComputing);
    const result = compute(argument);
    results.set(argument, result);
    return result;
  };
}
