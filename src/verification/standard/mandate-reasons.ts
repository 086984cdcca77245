import type { TimeRange } from '../../domain/fuzzy-time.js';
import type { ActNode } from './act-node.js';
import type { MandateReason, Representation } from './representation.js';

interface Spoken {
  readonly speaker: string;
  readonly principal: string;
  readonly times: Set<TimeRange>;
}

/** Collects who spoke for whom, and when, to name each of their mandates once. */
export class MandateReasons {
  private readonly spoken = new Map<string, Spoken>();

  constructor(private readonly representation: Representation) {}

  add(speaker: string, principal: string, when: TimeRange): void {
    const key = `${speaker} ${principal}`;
    let spoken = this.spoken.get(key);
    if (spoken === undefined) this.spoken.set(key, (spoken = { speaker, principal, times: new Set() }));
    spoken.times.add(when);
  }

  /** Adds who represents the side of another act in these acts without being on that side. */
  addLinking(acts: readonly ActNode[], other: ActNode): void {
    const side = new Set(other.by.flatMap((maker) => this.representation.side(other, maker)));
    for (const { by, onBehalfOf, when } of acts) {
      const principals = onBehalfOf.filter((actor) => side.has(actor));
      for (const maker of by) {
        if (!side.has(maker)) for (const principal of principals) this.add(maker, principal, when);
      }
    }
  }

  list(): readonly MandateReason[] {
    return [...this.spoken.values()].flatMap(({ speaker, principal, times }) =>
      this.representation.mandates(speaker, principal, times),
    );
  }
}
