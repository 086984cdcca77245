import type { ClaimEventTypes } from '../../../../claims/claim.events.js';
import type { StatusView } from '../../../../claims/queries/views.js';
import type { TimelineEntry, TimelineItem } from '../../../../narratives/narrative-timeline.queries.js';
import { SAYING } from '../../../components/acts/saying.js';

/** The order: by recording, or by when it happened in the world. */
export type Axis = 'recorded' | 'occurred';

/** What is drawn and written together: one act, or lesser ones that follow each other. */
export interface Step {
  readonly items: readonly TimelineItem[];
  /** Whether it is lesser acts: those that neither change a state nor say something new. */
  readonly isLesser: boolean;
  /** Registrations right before, of claims that begin here. */
  readonly opens: readonly TimelineEntry[];
  /** Steps whose time is the same, so that their order isn't known. */
  readonly group: string;
  /** How long nothing had happened before, in milliseconds, if that was long. */
  readonly quiet?: number;
}

/** Unless they change the state. */
const LESSER: ReadonlySet<keyof ClaimEventTypes> = new Set<keyof ClaimEventTypes>([
  'ClaimRepeated',
  'ClaimAmended',
  'EntryVoided',
  'ApologyIssued',
  'ReactionRecorded',
]);
/** Further ones that put a claim forward, and change nothing, are lesser acts. */
const FIRST_SAYINGS = 3;
const QUIET = 7 * 24 * 3_600_000;

/** The earliest and the latest time of an item, in milliseconds; undefined if nothing is known. */
export function spanOf(item: TimelineItem, axis: Axis): { readonly from: number; readonly to: number } | undefined {
  if (axis === 'recorded' || item.kind === 'change') {
    const at = Date.parse(item.recordedAt);
    return { from: at, to: at };
  }
  const { from, to } = item.occurred ?? {};
  const [start, end] = [from ?? to, to ?? from];
  return start === undefined || end === undefined ? undefined : { from: Date.parse(start), to: Date.parse(end) };
}

/** Puts a narrative's timeline into steps. */
export function stepsOf(items: readonly TimelineItem[], axis: Axis, { folds }: { readonly folds: boolean }): Step[] {
  const steps: (Step & { readonly items: TimelineItem[] })[] = [];
  const weights = new Weights();
  let opens: TimelineEntry[] = [];
  let end: number | undefined;
  for (const item of items) {
    const isLesser = !weights.isTurn(item);
    if (item.kind === 'entry' && item.type === 'ClaimRegistered') {
      opens.push(item);
      continue;
    }
    const span = spanOf(item, axis);
    const quiet = span && end !== undefined && span.from - end > QUIET ? span.from - end : undefined;
    end = span ? Math.max(span.to, end ?? span.to) : end;
    const group = axis === 'recorded' ? item.position : groupOf(item);
    const last = steps.at(-1);
    const isSameTime = axis === 'recorded' || last?.group === group;
    if (folds && isLesser && last?.isLesser === true && opens.length === 0 && quiet === undefined && isSameTime) {
      last.items.push(item);
      continue;
    }
    steps.push({ items: [item], isLesser, opens, group, ...(quiet !== undefined && { quiet }) });
    opens = [];
  }
  if (opens.length > 0) steps.push({ items: [], isLesser: true, opens, group: 'last' });
  return steps;
}

const groupOf = (item: TimelineItem): string =>
  item.kind === 'change' ? item.recordedAt : `${item.occurred?.from ?? ''}/${item.occurred?.to ?? ''}`;

/** Finds what matters, in the order of the timeline. */
class Weights {
  private readonly states = new Map<string, StatusView>();
  private readonly sayings = new Map<string, number>();

  isTurn(item: TimelineItem): boolean {
    const changed = item.kind === 'change' ? item : item.changed;
    const before = this.states.get(item.claim);
    if (changed) this.states.set(item.claim, changed);
    const said = this.countSayings(item);
    if (changed && (changed.status !== before?.status || changed.rating !== before.rating)) return true;
    if (item.kind === 'change') return true;
    return !LESSER.has(item.type) && said <= FIRST_SAYINGS;
  }

  private countSayings(item: TimelineItem): number {
    if (item.kind === 'change' || !SAYING.has(item.type)) return 0;
    const said = (this.sayings.get(item.claim) ?? 0) + 1;
    this.sayings.set(item.claim, said);
    return said;
  }
}
