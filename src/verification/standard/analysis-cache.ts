import type { PolicyInput } from '../policy.js';
import type { PolicyParameters } from '../policy-parameters.js';
import { type ActGraphCache, buildActGraph } from './act-graph.js';
import { Analysis } from './analysis.js';
import { Material } from './summary/material.js';

/** What follows from the entries before the rules are applied. */
export interface Findings {
  readonly analysis: Analysis;
  readonly material: Material;
}

/** For fewer acts, a new analysis takes about as long as extending a cached one. */
const MIN_CACHED_ACTS = 16;

/** What was found about a list of entries, extended when the list has grown. */
export class AnalysisCache {
  private readonly graph: ActGraphCache = {};
  private findings: Findings | undefined;

  private constructor(private readonly parameters: PolicyParameters) {}

  /** The cache that the input brings if it was filled under these parameters; otherwise an empty one. */
  static of({ cache = {} }: PolicyInput, parameters: PolicyParameters): AnalysisCache {
    const { content } = cache;
    if (content instanceof AnalysisCache && content.parameters === parameters) return content;
    const empty = new AnalysisCache(parameters);
    cache.content = empty;
    return empty;
  }

  analyze(input: PolicyInput): Findings {
    const actGraph = buildActGraph(input, this.graph);
    const cached = this.findings;
    this.findings = undefined;
    const findings =
      cached && tryExtend(cached, input, actGraph) ? cached : newFindings(input, actGraph, this.parameters);
    if (actGraph.isUnrestricted && actGraph.acts.length >= MIN_CACHED_ACTS) this.findings = findings;
    return findings;
  }
}

function tryExtend({ analysis, material }: Findings, input: PolicyInput, actGraph: Analysis['actGraph']): boolean {
  if (analysis.actGraph !== actGraph || !analysis.tryExtend(input)) return false;
  material.extend();
  return true;
}

function newFindings(input: PolicyInput, actGraph: Analysis['actGraph'], parameters: PolicyParameters): Findings {
  const analysis = new Analysis(input, actGraph, parameters);
  return { analysis, material: new Material(analysis) };
}
