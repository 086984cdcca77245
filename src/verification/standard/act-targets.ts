import { stronglyConnectedComponents } from '../../lib/strongly-connected-components.js';
import { byRef, ActNode, takesBackWhole } from './act-node.js';
import type { ActType } from '../../domain/entries.js';
import { appendTo } from '../../lib/collections.js';
import type { ActGraph } from './act-graph.js';

/** A document whose authenticity was examined, and the acts that found it genuine or forged. */
export interface ExaminedDocument {
  readonly document: string;
  readonly findings: readonly ActNode[];
}

/** Which acts target which: they retract, deny or confirm the target, or are evidence for it. */
export class ActTargets {
  private readonly byTarget = new Map<ActNode, ActNode[]>();
  private readonly examinedDocuments = new Map<string, { document: string; findings: ActNode[] }>();

  constructor(actGraph: ActGraph) {
    for (const type of TARGETING_TYPES) {
      for (const act of actGraph.actsOfType(type)) {
        if (act.about instanceof ActNode && canTarget(act)) appendTo(this.byTarget, act.about, act);
      }
    }
    for (const act of actGraph.actsOfType('EvidenceAttached')) {
      const { type, data } = act.entry;
      if (type !== 'EvidenceAttached' || data.authenticity === 'unexamined') continue;
      const document = this.examinedDocuments.get(data.document);
      if (document === undefined)
        this.examinedDocuments.set(data.document, { document: data.document, findings: [act] });
      else document.findings.push(act);
    }
    for (const acts of this.byTarget.values()) acts.sort(byRef);
  }

  /** Sorted by reference. */
  targeting(act: ActNode): readonly ActNode[] {
    return this.byTarget.get(act) ?? [];
  }

  /**
   * Targets and examined documents, each after everything that it depends on. Those that depend on each other form one
   * component, whose order is stable.
   */
  inEvaluationOrder(): readonly (readonly (ActNode | ExaminedDocument)[])[] {
    const dependenciesOf = (node: ActNode | ExaminedDocument): readonly (ActNode | ExaminedDocument)[] => {
      if (!(node instanceof ActNode)) return node.findings;
      const targetingActs = this.targeting(node);
      const evidence = targetingActs.filter((act) => act.entry.type === 'EvidenceAttached');
      const documents = evidence.map((act) => this.examinedDocuments.get(act.entry.data.document ?? ''));
      return [...targetingActs, ...documents.filter((document) => document !== undefined)];
    };
    const targets = [...this.byTarget.keys()].sort(byRef);
    return stronglyConnectedComponents<ActNode | ExaminedDocument>(
      [...targets, ...this.examinedDocuments.values()],
      dependenciesOf,
    );
  }
}

/** Types of acts that can target another act. */
const TARGETING_TYPES: readonly ActType[] = [
  'ClaimConfirmed',
  'ClaimDenied',
  'EvidenceAttached',
  'StatementRetracted',
  'ApologyIssued',
  'CorrectionIssued',
  'StatementReworded',
  'VerdictWithdrawn',
];

export function targetsAct(act: ActNode): boolean {
  return act.about instanceof ActNode && TARGETING_TYPES.includes(act.entry.type) && canTarget(act);
}

function canTarget({ entry }: ActNode): boolean {
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
