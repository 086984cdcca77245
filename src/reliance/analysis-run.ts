import type { Items, Question } from './analysis.js';
import type { Found } from './found.js';

/** A question, and the read model that is to answer it. */
export interface AnalysisTask<Of extends Question['of'] = Question['of']> {
  /** The file of the read model. */
  readonly source: string;
  /** The moment of recorded time as of which to answer: an ISO instant in UTC. */
  readonly at: string;
  readonly question: Extract<Question, { readonly of: Of }>;
}

/** Runs analyses. An injection token: each runs in a thread of its own. */
export abstract class AnalysisRunner {
  /** Rejects if the analysis failed, or was stopped. */
  abstract run<Of extends Question['of']>(task: AnalysisTask<Of>): Promise<Found<Items[Of]>>;
  /** Ends all that run. */
  abstract stop(): Promise<void>;
}
