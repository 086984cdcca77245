import type { PolicyInput } from '../policy.js';
import { type ActGraphCache, buildActGraph } from './act-graph.js';
import { Analysis } from './analysis.js';
import { Material } from './summary/material.js';

/** What follows from the entries before the rules are applied. */
export interface Findings {
  readonly analysis: Analysis;
  readonly material: Material;
}

/** For fewer acts, a new analysis costs less time than a cached one is worth in memory. */
const MIN_CACHED_ACTS = 30;

/** What was found about a list of entries, extended when the list has grown. */
export class AnalysisCache {
  private readonly graph: ActGraphCache = {};
  private findings: Findings | undefined;

  /** The cache that the input brings, or else one for this evaluation only. */
  static of({ cache = {} }: PolicyInput): AnalysisCache {
    if (!(cache.content instanceof AnalysisCache)) cache.content = new AnalysisCache();
    return cache.content as AnalysisCache;
  }

  analyze(input: PolicyInput): Findings {
    const actGraph = buildActGraph(input, this.graph);
    const cached = this.findings;
    this.findings = undefined;
    const findings = cached && tryExtend(cached, input, actGraph) ? cached : newFindings(input, actGraph);
    if (actGraph.isUnrestricted && actGraph.acts.length >= MIN_CACHED_ACTS) this.findings = findings;
    return findings;
  }
}

function tryExtend({ analysis, material }: Findings, input: PolicyInput, actGraph: Analysis['actGraph']): boolean {
  if (analysis.actGraph !== actGraph || !analysis.tryExtend(input)) return false;
  material.extend();
  return true;
}

function newFindings(input: PolicyInput, actGraph: Analysis['actGraph']): Findings {
  const analysis = new Analysis(input, actGraph);
  return { analysis, material: new Material(analysis) };
}
