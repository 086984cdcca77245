import type { Citation, EntryRef, JudgedEntry } from './entries.js';
import type { Bounds } from './occurred-at.js';

export type ActEntry = Exclude<JudgedEntry, { readonly type: 'EntryVoided' }>;

/** Where a reference leads: a deed of the case, nothing because that was voided, or an entry outside the case. */
export type Target = Deed | 'voided' | 'other-claim';

/** A citation, and for one of an entry where that reference leads. */
export interface Cited {
  readonly citation: Citation;
  readonly target?: Target;
}

const NONE: readonly never[] = [];

/** An act in the world that counts, its references resolved; the links are set once, when the record is read. */
export class Deed {
  /** The entry that it is `of` or interprets; undefined if it is about the claim. */
  about: Target | undefined;
  cites: readonly Cited[] = NONE;
  /** The deeds that it is known to follow, and those known to follow it: never in a ring. */
  after: readonly Deed[] = NONE;
  thenCame: readonly Deed[] = NONE;

  constructor(
    readonly entry: ActEntry,
    /** Open or absent dates stay open here: recorded time never says what followed what. */
    readonly when: Bounds,
  ) {}

  /** `claim/entry` */
  get ref(): string {
    return `${this.entry.claim}/${this.entry.data.id}`;
  }

  get by(): readonly string[] {
    return this.entry.data.by;
  }
}

export function refOf(claim: string, ref: EntryRef): string {
  return ref.includes('/') ? ref : `${claim}/${ref}`;
}

/** The reference to the entry that an act is `of` or interprets, as it was recorded. */
export function aboutRef(entry: ActEntry): EntryRef | undefined {
  if (entry.type === 'ClaimInterpreted') {
    return 'entry' in entry.data.interprets ? entry.data.interprets.entry : undefined;
  }
  return 'of' in entry.data ? entry.data.of : undefined;
}

/** Says of the whole claim that it is so. */
export function supports({ type, data }: ActEntry): boolean {
  if (type === 'ClaimAsserted' || type === 'ClaimReported') return true;
  return type === 'ClaimConfirmed' && data.of === undefined && data.extent === 'whole';
}

/** Says of the whole claim that it isn't so. */
export function denies({ type, data }: ActEntry): boolean {
  return type === 'ClaimDenied' && data.of === undefined && data.extent === 'whole';
}

/** Puts the claim forward, by reading it into another's words too; to spread it is not to put it forward. */
export function putsForward(entry: ActEntry): boolean {
  return entry.type === 'ClaimInterpreted' || supports(entry);
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
