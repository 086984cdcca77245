import { setFlagsFromString } from 'node:v8';

/**
 * Lets the heap of each thread grow by a third at most before V8 collects garbage. By default it may grow to four times
 * what is in use in a thread without a limit of its own: a server that answered from caches while it imported held
 * 100 MB of garbage. V8 reads this flag at each collection, so it is effective although the program has started.
 */
export function limitHeapGrowth(): void {
  setFlagsFromString('--heap-growing-percent=30');
}

/**
 * Lets each thread collect its young objects alone. By default V8's helper threads take part, and the thread waits for
 * those: while all cores are busy until each has had its turn, and on idle ones for longer than the few objects that
 * survive take to copy. V8 reads this flag, too, at each collection.
 */
export function collectYoungObjectsAlone(): void {
  setFlagsFromString('--no-parallel-scavenge');
}
