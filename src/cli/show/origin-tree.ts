import type { Origin, OriginNature } from '../../verification/policy.js';
import { type ClaimReportData, type Entry, entryOf, type NameResolver } from './name-resolver.js';

const NATURE: Readonly<Record<OriginNature, string>> = {
  named: 'with a basis of its own',
  unnamed: 'rests on unnamed sources, or on reasoning',
  unsourced: 'gives no basis, or is only cited',
  circular: 'cite each other, and nobody else',
};

/** A line of the tree, and the lines below it. */
interface Branch {
  readonly text: string;
  readonly branches: readonly Branch[];
}

/** Each origin of a claim, and below it those who pass the claim on, as lines of a tree. */
export function originTree({ claim, history }: ClaimReportData, names: NameResolver): readonly string[] {
  const entries = history.flatMap((item) => (item.kind === 'entry' && !item.voided ? [entryOf(item)] : []));
  const citing = new Citing(entries, names);
  return claim.verification.origins.flatMap((origin) => {
    const unnamed = origin.nature === 'unnamed' ? citing.unnamedOf(origin) : [];
    if (unnamed.length > 0) {
      return unnamed.flatMap((actor) => [
        `  ${names.actor(actor)}`,
        ...linesOf(citing.branchesFrom([], [actor]), '  '),
      ]);
    }
    const whom = origin.actors.length > 0 ? names.actorsOf(origin.actors) : 'nobody named';
    const branches = origin.nature === 'circular' ? [] : citing.branchesFrom(origin.entries, origin.actors);
    return [`  ${whom}: ${NATURE[origin.nature]}`, ...linesOf(branches, '  ')];
  });
}

function linesOf(branches: readonly Branch[], indent: string): readonly string[] {
  return branches.flatMap(({ text, branches: below }, index) => {
    const isLast = index === branches.length - 1;
    return [`${indent}${isLast ? '└─' : '├─'} ${text}`, ...linesOf(below, `${indent}${isLast ? '   ' : '│  '}`)];
  });
}

/** Who cites whom among the entries of a claim. */
class Citing {
  constructor(
    private readonly entries: readonly Entry[],
    private readonly names: NameResolver,
  ) {}

  /** The unnamed people of an outlet whom entries cite, or who speak. */
  unnamedOf({ actors }: Origin): readonly string[] {
    const mentioned = this.entries.flatMap(({ data }) => ('by' in data ? [...data.by, ...citedActors(data)] : []));
    return [...new Set(mentioned)].filter((actor) => {
      const outlet = this.names.outletOf(actor);
      return outlet !== undefined && actors.includes(outlet);
    });
  }

  /** Those who cite these entries or actors, directly or through others. */
  branchesFrom(entries: readonly string[], actors: readonly string[]): readonly Branch[] {
    const refs = new Set(entries.map((ref) => this.names.fullRef(ref)));
    return this.below(refs, new Set(actors), new Set(refs));
  }

  /** @param seen entries that the tree has already: each is drawn once */
  private below(refs: ReadonlySet<string>, actors: ReadonlySet<string>, seen: Set<string>): readonly Branch[] {
    const found = this.entries.filter(({ entry, type, data }) => {
      if (seen.has(entry) || !PASSING.has(type) || !('by' in data)) return false;
      return (data.cites ?? []).some((citation) => {
        if ('entry' in citation) return refs.has(this.names.fullRef(citation.entry));
        return 'actor' in citation && actors.has(citation.actor);
      });
    });
    for (const { entry } of found) seen.add(entry);
    return found.map(({ entry, type, data }) => {
      const by = 'by' in data ? data.by : [];
      const verb = type === 'ClaimRepeated' ? 'repeated by' : 'by way of';
      return {
        text: `${verb} ${this.names.actorsOf(by)}`,
        branches: this.below(new Set([entry]), new Set(by), seen),
      };
    });
  }
}

const PASSING: ReadonlySet<string> = new Set(['ClaimAsserted', 'ClaimReported', 'ClaimConfirmed', 'ClaimRepeated']);

const citedActors = ({ cites = [] }: { readonly cites?: readonly object[] }): readonly string[] =>
  cites.flatMap((citation) => ('actor' in citation && typeof citation.actor === 'string' ? [citation.actor] : []));
