import { stronglyConnectedComponents } from '../../lib/strongly-connected-components.js';
import { byRef, ActNode, takesBackWhole } from './act-node.js';
import type { ActType } from '../../domain/entries.js';
import { appendTo } from '../../lib/collections.js';
import type { ActGraph } from './act-graph.js';

/** A document that was examined, and the acts that found it genuine or forged. */
export interface Examined {
  readonly document: string;
  readonly findings: readonly ActNode[];
}

/** Which acts are aimed at which: they take it back, deny or confirm it, or show that it is right. */
export class ActTargets {
  private readonly aimedAt = new Map<ActNode, ActNode[]>();
  private readonly examined = new Map<string, { document: string; findings: ActNode[] }>();

  constructor(record: ActGraph) {
    for (const type of AIMED) {
      for (const deed of record.ofType(type)) {
        if (deed.about instanceof ActNode && canHit(deed)) appendTo(this.aimedAt, deed.about, deed);
      }
    }
    for (const deed of record.ofType('EvidenceAttached')) {
      const { type, data } = deed.entry;
      if (type !== 'EvidenceAttached' || data.authenticity === 'unexamined') continue;
      const known = this.examined.get(data.document);
      if (known === undefined) this.examined.set(data.document, { document: data.document, findings: [deed] });
      else known.findings.push(deed);
    }
    for (const acts of this.aimedAt.values()) acts.sort(byRef);
  }

  at(deed: ActNode): readonly ActNode[] {
    return this.aimedAt.get(deed) ?? [];
  }

  /** Targets and examined documents, each after all that it depends on; rings as one, in an order of their own. */
  inEvaluationOrder(): readonly (readonly (ActNode | Examined)[])[] {
    const needs = (node: ActNode | Examined): readonly (ActNode | Examined)[] => {
      if (!(node instanceof ActNode)) return node.findings;
      const aimed = this.at(node);
      const evidence = aimed.filter((deed) => deed.entry.type === 'EvidenceAttached');
      const documents = evidence.map((deed) => this.examined.get(deed.entry.data.document ?? ''));
      return [...aimed, ...documents.filter((document) => document !== undefined)];
    };
    const targets = [...this.aimedAt.keys()].sort(byRef);
    return stronglyConnectedComponents<ActNode | Examined>([...targets, ...this.examined.values()], needs);
  }
}

/** The types of which an act may be aimed at another. */
const AIMED: readonly ActType[] = [
  'ClaimConfirmed',
  'ClaimDenied',
  'EvidenceAttached',
  'StatementRetracted',
  'ApologyIssued',
  'CorrectionIssued',
  'StatementReworded',
  'VerdictWithdrawn',
];

/** Whether an act is aimed at another. */
export function targetsAct(deed: ActNode): boolean {
  return deed.about instanceof ActNode && AIMED.includes(deed.entry.type) && canHit(deed);
}

function canHit({ entry }: ActNode): boolean {
  switch (entry.type) {
    case 'ClaimConfirmed':
    case 'ClaimDenied':
      return entry.data.extent === 'whole';
    case 'EvidenceAttached':
      return entry.data.bearing === 'supports';
    default:
      return takesBackWhole(entry);
  }
}
