/** Milliseconds of a clock that never runs back, the same one in all threads of a process. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;
