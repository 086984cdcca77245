/**
 * Remembers what was found for each argument. Where the answer for an argument is needed to find that very answer,
 * `meanwhile` is taken for it.
 */
export function memoized<A, B>(find: (argument: A) => B, meanwhile: B): (argument: A) => B {
  const found = new Map<A, B>();
  return (argument) => {
    const known = found.get(argument);
    if (known !== undefined) return known;
    found.set(argument, meanwhile);
    const answer = find(argument);
    found.set(argument, answer);
    return answer;
  };
}
