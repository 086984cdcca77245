import { components } from '../../lib/strongly-connected-components.js';
import { byRef, Deed, takesBackWhole } from './act-node.js';
import type { ActType } from '../../domain/entries.js';
import { listUnder } from '../../lib/collections.js';
import type { CaseRecord } from './act-graph.js';

/** A document that was examined, and the acts that found it genuine or forged. */
export interface Examined {
  readonly document: string;
  readonly findings: readonly Deed[];
}

/** Which acts are aimed at which: they take it back, deny or confirm it, or show that it is right. */
export class Aims {
  private readonly aimedAt = new Map<Deed, Deed[]>();
  private readonly examined = new Map<string, { document: string; findings: Deed[] }>();

  constructor(record: CaseRecord) {
    for (const type of AIMED) {
      for (const deed of record.ofType(type)) {
        if (deed.about instanceof Deed && canHit(deed)) listUnder(this.aimedAt, deed.about, deed);
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

  at(deed: Deed): readonly Deed[] {
    return this.aimedAt.get(deed) ?? [];
  }

  /** Targets and examined documents, each after all that it depends on; rings as one, in an order of their own. */
  inTurn(): readonly (readonly (Deed | Examined)[])[] {
    const needs = (node: Deed | Examined): readonly (Deed | Examined)[] => {
      if (!(node instanceof Deed)) return node.findings;
      const aimed = this.at(node);
      const evidence = aimed.filter((deed) => deed.entry.type === 'EvidenceAttached');
      const documents = evidence.map((deed) => this.examined.get(deed.entry.data.document ?? ''));
      return [...aimed, ...documents.filter((document) => document !== undefined)];
    };
    const targets = [...this.aimedAt.keys()].sort(byRef);
    return components<Deed | Examined>([...targets, ...this.examined.values()], needs);
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
export function isAimed(deed: Deed): boolean {
  return deed.about instanceof Deed && AIMED.includes(deed.entry.type) && canHit(deed);
}

function canHit({ entry }: Deed): boolean {
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
