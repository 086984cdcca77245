import { constants, getPriority, setPriority } from 'node:os';

/** So that requests come first while more threads are busy than there are cores. */
const NICENESS = 5;

/** Lowers the priority of this thread, on Linux. Elsewhere, it would be the whole process's. */
export function yieldToRequests(): void {
  try {
    if (process.platform === 'linux') setPriority(Math.min(getPriority() + NICENESS, constants.priority.PRIORITY_LOW));
  } catch {
    // A sandbox may forbid it: then all threads have the same priority.
  }
}
