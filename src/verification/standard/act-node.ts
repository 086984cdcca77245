import type { Citation, EntryRef, JudgedEntry } from '../../domain/entries.js';
import type { TimeRange } from '../../domain/fuzzy-time.js';

export type ActEntry = Exclude<JudgedEntry, { readonly type: 'EntryVoided' }>;

/** Where a reference leads: a deed of the case, nothing because that was voided, or an entry outside the case. */
export type Target = ActNode | 'voided' | 'other-claim';

/** A citation, and for one of an entry where that reference leads. */
export interface Cited {
  readonly citation: Citation;
  readonly target?: Target;
}

const NONE: readonly never[] = [];

/** An act in the world that counts, its references resolved; the links are set when the record is read. */
export class ActNode {
  /** The entry that it is `of` or interprets; undefined if it is about the claim. */
  about: Target | undefined;
  cites: readonly Cited[] = NONE;
  /** The deeds that it is known to follow: never in a ring. */
  after: readonly ActNode[] = NONE;
  private later: ActNode[] | undefined;

  /** `claim/entry` */
  readonly ref: string;
  readonly by: readonly string[];
  /** Says of the whole claim that it is so. */
  readonly supports: boolean;
  /** Says of the whole claim that it isn't so. */
  readonly denies: boolean;

  constructor(
    readonly entry: ActEntry,
    /** Open or absent dates stay open here: recorded time never says what followed what. */
    readonly when: TimeRange,
    /** Its place in its record, from 0. */
    readonly index: number,
  ) {
    this.ref = `${entry.claim}/${entry.data.id}`;
    this.by = entry.data.by;
    this.supports = supports(entry);
    this.denies = denies(entry);
  }

  /** The deeds that are known to follow it. */
  get successors(): readonly ActNode[] {
    return this.later ?? NONE;
  }

  comesBefore(later: ActNode): void {
    if (this.later === undefined) this.later = [later];
    else this.later.push(later);
  }

  /** Puts the claim forward, by reading it into another's words too; to spread it is not to put it forward. */
  get putsForward(): boolean {
    return this.supports || this.entry.type === 'ClaimInterpreted';
  }

  /** Spreads the claim in one way or another: what a chain of citations may pass through. */
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

/** Takes back whole what it is about. */
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
