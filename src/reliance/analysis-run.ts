import type { Question } from './analysis.js';
import type { Found } from './found.js';

/** A question, and the read model that is to answer it. */
export interface AnalysisTask {
  /** The file of the read model. */
  readonly source: string;
  /** The moment of recorded time as of which to answer: an ISO instant in UTC. */
  readonly at: string;
  readonly question: Question;
}

/** Runs analyses. An injection token: each runs in a thread of its own. */
export abstract class AnalysisRunner {
  /** The items are JSON. Rejects if the analysis failed, or was stopped. */
  abstract run(task: AnalysisTask, stop: AbortSignal): Promise<Found<string>>;
  /** Ends all that run. Their promises stay pending. */
  abstract stop(): Promise<void>;
}
