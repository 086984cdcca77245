import type { SummaryCode, SummaryPart } from '../../summary/summary-part.js';
import type { ActNode } from '../act-node.js';
import type { Analysis } from '../analysis.js';
import { Speakers } from './speakers.js';

type Finding = 'by-party' | 'forged' | 'unexamined';

const CODES: readonly (readonly [Finding, SummaryCode])[] = [
  ['by-party', 'evidence-by-party'],
  ['forged', 'evidence-forged'],
  ['unexamined', 'evidence-unexamined'],
];

/** Documents that were offered as evidence and decide nothing. */
export class OfferedDocuments {
  private readonly found = new Map<Finding, Map<string, Speakers>>();
  private readonly genuine = new Set<string>();

  constructor(private readonly analysis: Analysis) {}

  /** Adds an act that attaches evidence. */
  add(act: ActNode): void {
    const { type, data } = act.entry;
    if (type !== 'EvidenceAttached' || data.of !== undefined || data.bearing === 'context' || !data.primary) return;
    const isGenuine = data.authenticity === 'genuine';
    if (isGenuine) this.genuine.add(data.document);
    if (isGenuine && this.analysis.effectiveActs.isByOutsider(act)) return;
    this.in(data.authenticity === 'genuine' ? 'by-party' : data.authenticity, data.document).add(act);
  }

  get parts(): readonly SummaryPart[] {
    const { effectiveActs } = this.analysis;
    const contested = [...this.genuine].filter((document) => effectiveActs.isContested(document)).sort();
    const parts = CODES.flatMap(([finding, code]): readonly SummaryPart[] => {
      const documents = [...(this.found.get(finding) ?? [])].filter(
        ([document]) => !effectiveActs.isContested(document),
      );
      const [first] = documents.sort(([a], [b]) => (a < b ? -1 : 1));
      if (first === undefined) return [];
      const who = finding === 'unexamined' ? { code } : first[1].part(code);
      return [{ ...who, document: first[0], count: documents.length }];
    });
    const [document] = contested;
    return document === undefined
      ? parts
      : [...parts, { code: 'evidence-contested', document, count: contested.length }];
  }

  private in(finding: Finding, document: string): Speakers {
    let documents = this.found.get(finding);
    if (documents === undefined) this.found.set(finding, (documents = new Map<string, Speakers>()));
    let speakers = documents.get(document);
    if (speakers === undefined) documents.set(document, (speakers = new Speakers(this.analysis)));
    return speakers;
  }
}
