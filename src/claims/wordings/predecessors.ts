import { appendTo } from '../../lib/collections.js';
import type { ClaimEvent } from '../claim.events.js';
import type { Lead, Wording } from './wording.js';
import type { PredecessorLink } from './wordings.views.js';

/** The wording that another one is compared with. */
export interface Predecessor {
  readonly wording: Wording;
  readonly link: PredecessorLink;
  /** Whether a citation on the way to it translates. */
  readonly isTranslated: boolean;
}

/** The most entries to look at on the way from an entry to a wording. */
const MAX_VISITED = 20;

/** Acts of these types word the claim itself; the words of others, such as a denial, may say anything. */
const WORDS_THE_CLAIM: ReadonlySet<ClaimEvent['type']> = new Set([
  'ClaimAsserted',
  'ClaimReported',
  'ClaimRepeated',
  'ClaimInterpreted',
  'ClaimConfirmed',
  'CorrectionIssued',
  'StatementReworded',
]);

/** Finds the predecessor of each wording of a claim. */
export class Predecessors {
  private readonly byEntry = new Map<string, Wording[]>();
  private readonly inTime = new Map<Wording, Predecessor>();

  /**
   * @param wordings all of the claim, in the order of recording
   * @param leads the entries to which an entry leads
   * @param resolve the entry of this claim that a reference leads to, with replacements followed; undefined for none
   *   that counts
   */
  constructor(
    wordings: readonly Wording[],
    private readonly leads: (entry: string) => readonly Lead[],
    private readonly resolve: (ref: string) => string | undefined,
  ) {
    for (const wording of wordings) appendTo(this.byEntry, wording.entry, wording);
    this.linkTexts(wordings);
    this.linkInTime(wordings);
  }

  /** Along what its entry is about, cites or interprets; else in time. Undefined if its entry doesn't count. */
  of(wording: Wording): Predecessor | undefined {
    if (!wording.counts) return undefined;
    return (wording.source === 'text' ? undefined : this.along(wording)) ?? this.inTime.get(wording);
  }

  /** The nearest entry with words. If it has none in the same language, one in another is shown next to it. */
  private along(wording: Wording): Predecessor | undefined {
    const visited = new Set([wording.entry]);
    let reached = this.leads(wording.entry);
    while (reached.length > 0) {
      const next: Lead[] = [];
      for (const { ref, link, isTranslated } of reached) {
        const entry = this.resolve(ref);
        if (entry === undefined || visited.has(entry) || visited.size > MAX_VISITED) continue;
        visited.add(entry);
        const best = bestOf(this.byEntry.get(entry) ?? [], wording);
        if (best) return { wording: best, link, isTranslated };
        for (const lead of this.leads(entry)) {
          next.push({ ref: lead.ref, link, isTranslated: isTranslated || lead.isTranslated });
        }
      }
      reached = next;
    }
    return undefined;
  }

  /** Each text of the claim follows the one before. What others said before it was amended may be compared with it. */
  private linkTexts(wordings: readonly Wording[]): void {
    let text: Wording | undefined;
    for (const wording of wordings) {
      if (wording.source === 'text') {
        if (text) this.inTime.set(wording, { wording: text, link: 'amendment', isTranslated: false });
        if (wording.counts) text = wording;
      } else if (text?.languageKey !== undefined && text.languageKey === wording.languageKey && isOfClaim(wording)) {
        this.inTime.set(wording, { wording: text, link: 'claim', isTranslated: false });
      }
    }
  }

  private linkInTime(wordings: readonly Wording[]): void {
    const ordered = wordings
      .filter((wording) => wording.source !== 'text' && wording.languageKey !== undefined && isOfClaim(wording))
      .sort((a, b) => (a.time === b.time ? a.revision - b.revision : a.time < b.time ? -1 : 1));
    /** By language: the last entry, and the last one before it. The two texts of one entry don't follow each other. */
    const last = new Map<string, { readonly latest: Wording; readonly before?: Wording | undefined }>();
    for (const wording of ordered) {
      const key = wording.languageKey ?? '';
      const known = last.get(key);
      const before = known?.latest.entry === wording.entry ? known.before : known?.latest;
      if (before) this.inTime.set(wording, { wording: before, link: 'time', isTranslated: false });
      if (wording.counts) last.set(key, { latest: wording, before });
    }
  }
}

const isOfClaim = ({ type }: Wording): boolean => WORDS_THE_CLAIM.has(type);

/** In the same language before any other, then of the same kind. */
function bestOf(candidates: readonly Wording[], { languageKey, source }: Wording): Wording | undefined {
  const rank = (other: Wording): number =>
    (languageKey !== undefined && other.languageKey === languageKey ? 2 : 0) + (other.source === source ? 1 : 0);
  return candidates.toSorted((a, b) => rank(b) - rank(a))[0];
}
