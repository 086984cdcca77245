import type { StatusView, SummaryView } from '../../claims/queries/views.js';
import type { ScenarioView } from '../replay.views.js';
import type { StoryStep } from '../../claims/story/story.views.js';

/** One side of a comparison. */
export interface ComparedSide {
  /** The moment as of which it is: an ISO instant in UTC with milliseconds. */
  readonly asOf: string;
  /** The id of the replay, if it is one. */
  readonly replay?: string;
  /** The scenario: of a replay, or the one under which the claims were evaluated for this comparison. */
  readonly scenario?: ScenarioView;
}

/** A claim's status on one side, with what there was on it. */
export interface ComparedStatus extends StatusView {
  /** What there was on the claim, in one sentence. */
  readonly summary: SummaryView;
}

/** What changed a claim's status between two moments. */
export type ComparedChange = Pick<
  StoryStep,
  'before' | 'after' | 'cause' | 'entry' | 'sentence' | 'recordedAt' | 'position'
>;

/** A claim whose status, rule or rating differs between the two sides. */
export interface ComparedClaim {
  /** The id of the claim. */
  readonly claim: string;
  /** Its text. */
  readonly text: string;
  /** `new`: only the second side has it. `gone`: only the first side has it. */
  readonly change: 'new' | 'changed' | 'gone';
  /** On the first side; absent for a claim that is `new`. */
  readonly before?: ComparedStatus;
  /** On the second side; absent for a claim that is `gone`. */
  readonly after?: ComparedStatus;
  /** Between two moments: what changed its status, in order, at most 20. */
  readonly changes?: readonly ComparedChange[];
  /** How many further changes there were. */
  readonly omitted?: number;
  /** With a replay or a scenario: entries that count on the first side only, `claim/entry`, at most 100. */
  readonly countOnlyBefore?: readonly string[];
  /** With a replay or a scenario: entries that count on the second side only, `claim/entry`, at most 100. */
  readonly countOnlyAfter?: readonly string[];
}

/** A page of a comparison. A page can be short, or empty, and still have a next one. */
export interface ComparisonView {
  /** The first side. */
  readonly from: ComparedSide;
  /** The second side. */
  readonly to: ComparedSide;
  /** The claims that differ; between two moments in the order in which they changed first, else by registration. */
  readonly items: readonly ComparedClaim[];
  /** Send it as `cursor` to get the next page; absent on the last page. */
  readonly next?: string;
}
