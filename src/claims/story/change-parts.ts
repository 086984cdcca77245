import type { Act, Citation, Interpreted } from '../../domain/entries.js';
import { refOf } from '../../domain/entries.js';
import { listed } from '../../verification/standard/summary/speakers.js';
import type { ClaimEvent } from '../claim.events.js';
import type { Cause } from '../projection/state-timeline.js';
import type { EntryView, StatusView } from '../queries/views.js';
import type { ChangeCode, ChangePart } from './change-part.js';

/** A change of status, with what the sentence about it needs. */
export interface ChangeFacts {
  /** The id of the claim. */
  readonly claim: string;
  readonly before: StatusView | undefined;
  readonly after: StatusView;
  readonly cause: Cause;
  /** The entry that caused it, if one did. */
  readonly entry: EntryView | undefined;
  /** Why the words of the principals settle the claim. */
  readonly subject: 'about' | 'holder';
  /** The actors whose words settle the claim, under all their ids. */
  readonly principals: ReadonlySet<string>;
  /** The actors whose mandates are among the reasons for the status. */
  readonly mandated: ReadonlySet<string>;
  /** Reads an entry by its full reference. */
  readonly entryAt: (ref: string) => EntryView | undefined;
}

/** What changed, and on whose word: the parts of one sentence. */
export function changeParts(facts: ChangeFacts): readonly ChangePart[] {
  const { before, after } = facts;
  return [
    ...causeParts(facts),
    {
      code: 'became',
      status: after.status,
      ...(before && { statusBefore: before.status }),
      ...(after.rating !== undefined && { rating: after.rating }),
      ...(before?.rating !== undefined && { ratingBefore: before.rating }),
    },
  ];
}

function causeParts(facts: ChangeFacts): readonly ChangePart[] {
  const { cause, entry, claim, after } = facts;
  if ('passed' in cause) return [{ code: PASSED[after.rule] ?? 'date-passed', date: cause.passed }];
  if ('document' in cause) return [{ code: 'document-changed', document: cause.document }];
  if ('actor' in cause) {
    return [{ code: cause.mandate === undefined ? 'actor-changed' : 'mandate-changed', actors: [cause.actor] }];
  }
  if (!entry) return [];
  const part = new EntryPart(entry, facts).part();
  const holder = claimOf(entry.entry);
  const isHere = holder === claim || part.code === 'merged' || part.code === 'separated';
  return isHere ? [part] : [{ code: 'on-merged-claim', claim: holder }, part];
}

/** What the passing of a date means, by the rule that applies then. */
const PASSED: Readonly<Record<string, ChangeCode>> = {
  'unverified/search-expired': 'search-expired',
  'open/overdue': 'due-passed',
};

const claimOf = (ref: string): string => ref.slice(0, ref.indexOf('/'));

const STATEMENTS = {
  StatementRetracted: 'retracted',
  ApologyIssued: 'apologized',
  CorrectionIssued: 'corrected',
  StatementReworded: 'reworded',
  ClaimAsserted: 'said',
  ClaimReported: 'reported',
  ClaimRepeated: 'repeated',
  ClaimInterpreted: 'read-into',
  ClaimConfirmed: 'confirmed',
  ClaimDenied: 'denied',
  ClaimQuestioned: 'questioned',
  ReactionRecorded: 'reacted',
  ConfirmationSought: 'searched',
  EvidenceAttached: 'evidence',
  VerdictIssued: 'rated',
  VerdictWithdrawn: 'verdict-withdrawn',
  ForecastResolved: 'resolved',
} as const satisfies Partial<Record<ClaimEvent['type'], ChangeCode>>;

/** The part about the entry that changed the status. */
class EntryPart {
  private readonly event: ClaimEvent;

  constructor(
    private readonly view: EntryView,
    private readonly facts: ChangeFacts,
  ) {
    this.event = view as unknown as ClaimEvent;
  }

  part(): ChangePart {
    const { type, data } = this.event;
    switch (type) {
      case 'ClaimRegistered':
        return { code: 'registered' };
      case 'ClaimAmended':
        return { code: 'amended' };
      case 'ClaimLinked':
      case 'ClaimUnlinked': {
        const own = claimOf(this.view.entry);
        const claim = own === this.facts.claim ? data.other : own;
        const [made, undone] = data.relation === 'same-as' ? LINKS.merging : LINKS.other;
        return { code: type === 'ClaimLinked' ? made : undone, claim };
      }
      case 'EntryVoided': {
        const voided = this.entry(data.voids);
        if (voided?.type === 'EntryVoided') return { code: 'restored' };
        return { code: 'voided', ...listedAs('of', makersOf(voided)) };
      }
      default:
        return { code: STATEMENTS[type], ...this.speakers(data), ...this.details() };
    }
  }

  /** Those whom the claim is about, through a spokesperson if there is a mandate; or the makers. */
  private speakers({ by, onBehalfOf = [] }: Act): Omit<ChangePart, 'code'> {
    const { principals, mandated, subject } = this.facts;
    const own = by.filter((actor) => principals.has(actor));
    if (own.length > 0) return { ...listed(own), subject };
    const represented = onBehalfOf.filter((actor) => principals.has(actor));
    if (represented.length > 0 && by.some((actor) => mandated.has(actor))) {
      return { ...listed(represented), subject, ...listedAs('through', by) };
    }
    return { ...listed(by), ...listedAs('behalf', onBehalfOf) };
  }

  private details(): Omit<ChangePart, 'code'> {
    const { type, data } = this.event;
    switch (type) {
      case 'ClaimReported':
        return listedAs('credited', this.credited(data.cites));
      case 'ClaimInterpreted':
        return 'document' in data.interprets
          ? { document: data.interprets.document }
          : listedAs('credited', this.credited([data.interprets]));
      case 'ClaimConfirmed':
      case 'ClaimDenied':
      case 'ClaimQuestioned':
        return { extent: data.extent, ...(data.of !== undefined && listedAs('of', makersOf(this.entry(data.of)))) };
      case 'StatementRetracted':
      case 'ApologyIssued':
      case 'CorrectionIssued':
      case 'StatementReworded':
        return { takesBack: data.takesBack, ...this.ofOthers(data) };
      case 'VerdictWithdrawn':
        return this.ofOthers(data);
      case 'ReactionRecorded':
        return { reaction: data.reaction };
      case 'ConfirmationSought':
        return { found: data.outcome, ...listedAs('of', data.asked ?? []) };
      case 'EvidenceAttached':
        return { document: data.document, bearing: data.bearing, authenticity: data.authenticity };
      case 'VerdictIssued':
        return { rating: data.rating };
      case 'ForecastResolved':
        return { outcome: data.outcome };
      default:
        return {};
    }
  }

  /** The makers of the entry that it is about, unless one of them acts here. */
  private ofOthers({ of, by }: Act & { readonly of: string }): Omit<ChangePart, 'code'> {
    const makers = makersOf(this.entry(of));
    return makers.some((maker) => by.includes(maker)) ? {} : listedAs('of', makers);
  }

  private credited(sources: readonly (Citation | Interpreted)[] = []): readonly string[] {
    const actors = sources.flatMap((source) => {
      if ('actor' in source) return source.actor;
      return 'entry' in source ? makersOf(this.entry(source.entry)) : [];
    });
    return [...new Set(actors)];
  }

  private entry(ref: string): EntryView | undefined {
    return this.facts.entryAt(refOf(claimOf(this.view.entry), ref));
  }
}

const LINKS = { merging: ['merged', 'separated'], other: ['linked', 'unlinked'] } as const;

function makersOf(view: EntryView | undefined): readonly string[] {
  return view && 'by' in view.data ? view.data.by : [];
}

/** The first of these actors under this name; nothing if there are none. */
function listedAs(name: 'of' | 'through' | 'behalf' | 'credited', actors: readonly string[]): Omit<ChangePart, 'code'> {
  return actors.length === 0 ? {} : { [name]: listed(actors).actors };
}
