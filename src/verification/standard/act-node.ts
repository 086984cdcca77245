import type { Citation, EntryRef, JudgedEntry } from '../../domain/entries.js';
import type { TimeRange } from '../../domain/fuzzy-time.js';
import type { Actors } from './actors.js';

export type ActEntry = Exclude<JudgedEntry, { readonly type: 'EntryVoided' }>;

/** What a reference resolves to: an act of these claims, nothing since that was voided, or an entry of another claim. */
export type Target = ActNode | 'voided' | 'other-claim';

/** A citation; with what its reference resolves to if it cites an entry, or the actor's canonical id if it cites one. */
export interface Cited {
  readonly citation: Citation;
  readonly target?: Target;
  readonly actor?: string;
}

const NONE: readonly never[] = [];

/** A node of the act graph: an act that isn't voided, with its references resolved when the graph is built. */
export class ActNode {
  /** The entry that it is `of` or interprets; undefined if it is about the claim itself. */
  about: Target | undefined;
  cites: readonly Cited[] = NONE;
  /** The acts that it is known to follow. Never cyclic. */
  after: readonly ActNode[] = NONE;
  private followers: ActNode[] | undefined;

  /** `claim/entry` */
  readonly ref: string;
  /** Its makers, by their canonical ids. Groups, which never speak as such, are left out. */
  readonly by: readonly string[];
  /** The groups that it was recorded for. */
  readonly groups: readonly string[];
  /** The actors on whose behalf it was made, by their canonical ids. */
  readonly onBehalfOf: readonly string[];
  /** Whether it says that the whole claim is true. */
  readonly supports: boolean;
  /** Whether it says that the whole claim is false. */
  readonly denies: boolean;

  constructor(
    readonly entry: ActEntry,
    /** Open or absent dates stay open: recorded time never implies an order of acts. */
    readonly when: TimeRange,
    /** Its index among the acts of its graph. */
    readonly index: number,
    actors: Actors,
  ) {
    this.ref = `${entry.claim}/${entry.data.id}`;
    const by = actors.canonicalAll(entry.data.by);
    const groups = by.filter((maker) => actors.isGroup(maker));
    this.groups = groups.length === 0 ? NONE : groups;
    this.by = groups.length === 0 ? by : by.filter((maker) => !actors.isGroup(maker));
    this.onBehalfOf = entry.data.onBehalfOf === undefined ? NONE : actors.canonicalAll(entry.data.onBehalfOf);
    this.supports = supports(entry);
    this.denies = denies(entry);
  }

  /** The acts that are known to follow it. */
  get successors(): readonly ActNode[] {
    return this.followers ?? NONE;
  }

  addSuccessor(act: ActNode): void {
    if (this.followers === undefined) this.followers = [act];
    else this.followers.push(act);
  }

  /** Whether it was made by groups only: then it counts only as something that others cite. */
  get isByGroups(): boolean {
    return this.by.length === 0;
  }

  /** Whether it puts the claim forward, itself or by reading it into another's words. Repeating it isn't enough. */
  get putsForward(): boolean {
    if (this.isByGroups) return false;
    return this.supports || this.entry.type === 'ClaimInterpreted';
  }

  /** Whether a citation chain may pass through it: it supports or repeats the claim. */
  get propagates(): boolean {
    return this.supports || this.entry.type === 'ClaimRepeated';
  }
}

export function byRef(a: ActNode, b: ActNode): number {
  return a.ref < b.ref ? -1 : 1;
}

/** The reference to the entry that an act is `of` or interprets, as it was recorded. */
export function aboutRef(entry: ActEntry): EntryRef | undefined {
  if (entry.type === 'ClaimInterpreted') {
    return 'entry' in entry.data.interprets ? entry.data.interprets.entry : undefined;
  }
  return 'of' in entry.data ? entry.data.of : undefined;
}

function supports({ type, data }: ActEntry): boolean {
  if (type === 'ClaimAsserted' || type === 'ClaimReported') return true;
  return type === 'ClaimConfirmed' && data.of === undefined && data.extent === 'whole';
}

function denies({ type, data }: ActEntry): boolean {
  return type === 'ClaimDenied' && data.of === undefined && data.extent === 'whole';
}

/** Whether it retracts entirely what it is about. */
export function takesBackWhole({ type, data }: ActEntry): boolean {
  switch (type) {
    case 'StatementRetracted':
    case 'ApologyIssued':
    case 'CorrectionIssued':
    case 'StatementReworded':
      return data.takesBack === 'whole';
    case 'VerdictWithdrawn':
      return true;
    default:
      return false;
  }
}
