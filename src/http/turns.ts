import { setImmediate as nextTurn } from 'node:timers/promises';
import { abortable } from '../lib/abortable.js';
import { TooManyReadsError } from './errors.js';
import type { Requester } from './requester.js';

/** Work that held the event loop for longer than this is followed by a pause. */
const LONG_MS = 4;
/** A request on a new connection takes a few turns of the event loop: accepting it, reading it, its hooks, its answer. */
const PAUSE = 8;
/** How many pieces of work of one caller may wait. A page of the explorer has about ten. */
const OF_CALLER = 1_000;

/** Who the work is for; `gone` if nobody needs it once the client has left. */
type Worker = Pick<Requester, 'caller'> & Partial<Pick<Requester, 'gone'>>;

/**
 * Pieces of work that hold the event loop: one in each of its turns. After a long one there are turns without any, in which
 * other requests are served. Callers whose work waits alternate, so that nobody waits for all that another one wants.
 */
export class Turns {
  /** By caller, in the order in which they come next. */
  private readonly waiting = new Map<string, (() => void)[]>();
  private isTaken = false;
  private last: string | undefined;

  /**
   * Resolves in a turn of the event loop in which no other piece begins. Do the work before anything that takes longer than
   * promises that are resolved already. Rejects with a `TooManyReadsError`, and with a `RequestAbortedError` as soon as the
   * client leaves.
   */
  async take(worker: Worker): Promise<void> {
    if (!this.isTaken) {
      this.isTaken = true;
      this.last = worker.caller;
      void this.giveOthers();
      return;
    }
    await this.wait(worker);
  }

  private async wait({ caller, gone }: Worker): Promise<void> {
    const own = this.waiting.get(caller) ?? [];
    if (own.length >= OF_CALLER) throw new TooManyReadsError(OF_CALLER);
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    own.push(begin);
    this.waiting.set(caller, own);
    if (!gone) return begun;
    return abortable(begun, gone, () => {
      const index = own.indexOf(begin);
      if (index >= 0) own.splice(index, 1);
      if (own.length === 0 && this.waiting.get(caller) === own) this.waiting.delete(caller);
    });
  }

  /** Gives the turns after the first one to those that wait. */
  private async giveOthers(): Promise<void> {
    for (let began = performance.now(); ; began = performance.now()) {
      await nextTurn();
      if (performance.now() - began > LONG_MS) for (let turn = 0; turn < PAUSE; turn += 1) await nextTurn();
      const next = this.next();
      if (!next) break;
      next();
    }
    this.isTaken = false;
  }

  /** Of another caller than the last one, if there is any. */
  private next(): (() => void) | undefined {
    const callers = [...this.waiting.keys()];
    const caller = callers.find((each) => each !== this.last) ?? callers[0];
    if (caller === undefined) return undefined;
    const own = this.waiting.get(caller) ?? [];
    const next = own.shift();
    this.waiting.delete(caller);
    if (own.length > 0) this.waiting.set(caller, own);
    this.last = caller;
    return next;
  }
}
