import { setTimeout as pause } from 'node:timers/promises';
import { reasonOf } from './errors.js';

/** How long a host may take to answer. */
const ANSWER_MS = 2_000;

/** No host of a cluster named a leader that can be used. */
export class NoLeaderError extends Error {
  constructor(answers: ReadonlyMap<string, string>) {
    super(`no leader was found: ${summaryOf(answers)}`);
    this.name = new.target.name;
  }
}

/** Tries out each host alone. Returns, by host, why it can't be used. */
export async function answersOf(hosts: ReadonlyMap<string, () => Promise<void>>): Promise<Map<string, string>> {
  const answers = await Promise.all(
    [...hosts].map(async ([host, tryOut]): Promise<[string, string]> => {
      const answer = tryOut().then(() => 'it answers, but names no leader', reasonOf);
      const late = pause(ANSWER_MS, `no response within ${ANSWER_MS} ms`, { ref: false });
      return [host, await Promise.race([answer, late])];
    }),
  );
  return new Map(answers);
}

/** A reason that all hosts share is given once. */
function summaryOf(answers: ReadonlyMap<string, string>): string {
  const reasons = new Set(answers.values());
  if (reasons.size === 1) return [...reasons].join();
  return [...answers].map(([host, reason]) => (reason.includes(host) ? reason : `${host}: ${reason}`)).join('; ');
}
