import type { OriginNature } from '../../verification/policy.js';
import type { CitationUse } from '../../domain/vocabulary.js';
import type { ClaimEventTypes } from '../claim.events.js';

/** A node of the citation graph. */
export type ProvenanceNode =
  | {
      /** The reference to the entry, `claim/entry`. */
      readonly id: string;
      readonly type: 'entry';
      /** The type of the event. */
      readonly event: keyof ClaimEventTypes;
      /** The ids of the actors who acted. */
      readonly by: readonly string[];
      /** When it was recorded. */
      readonly recordedAt: string;
      /** Whether the scenario excludes it, so that citations of it lead nowhere. */
      readonly excluded?: true;
    }
  | {
      /** The id of the actor. */
      readonly id: string;
      readonly type: 'actor';
      /** The name of the actor. */
      readonly name?: string;
      /** The kind of the actor. */
      readonly kind?: string;
      /** Whether the scenario excludes the actor, so that citations of it lead nowhere. */
      readonly excluded?: true;
    }
  | {
      /** The id of the document. */
      readonly id: string;
      readonly type: 'document';
      /** The title of the document. */
      readonly title?: string;
      /** The address of the document. */
      readonly url?: string;
      /** The id of the actor who published it. */
      readonly publisher?: string;
      /** Whether the scenario excludes it, so that citations of it lead nowhere. */
      readonly excluded?: true;
    }
  | {
      /** The reference to an entry of a claim outside the group of merged claims, `claim/entry`. */
      readonly id: string;
      readonly type: 'other-claim';
      /** Whether the scenario excludes it, so that citations of it lead nowhere. */
      readonly excluded?: true;
    };

/** An edge of the citation graph. */
export interface ProvenanceEdge {
  /** The entry that cites, `claim/entry`. */
  readonly source: string;
  /** The node that it cites, interprets, or is published in. */
  readonly target: {
    /** The type of the node. */
    readonly type: ProvenanceNode['type'];
    /** The id of the node. */
    readonly id: string;
  };
  /** What connects the two. */
  readonly relation: 'cites' | 'interprets' | 'published-in';
  /** How the source uses the target, if it cites it. */
  readonly use?: CitationUse;
  /** Whether the cited words were translated. */
  readonly translated?: boolean;
}

/** An origin: where a chain of citations ends. */
export interface ProvenanceEnd {
  /** Whether the origin is named, unnamed, unsourced, unrecorded or circular. */
  readonly nature: OriginNature;
  /** The ids of the actors at the end. */
  readonly actors: readonly string[];
  /** The entries at the end, `claim/entry`. */
  readonly entries: readonly string[];
}

/**
 * The citation graph of a claim and of those merged with it. Voided entries are left out, and their replacements take
 * their place.
 */
export interface ProvenanceView {
  /** The id of the claim. */
  readonly claim: string;
  /** The nodes of the graph. */
  readonly nodes: readonly ProvenanceNode[];
  /** The edges of the graph. */
  readonly edges: readonly ProvenanceEdge[];
  /** The origins, at most 100; `verification.totals.origins` of the claim counts all. */
  readonly ends: readonly ProvenanceEnd[];
  /** The cycles among the origins: entries that cite each other, `claim/entry`. */
  readonly cycles: readonly (readonly string[])[];
  /** How many acts are left out; only the first 2,000 are included. */
  readonly omitted?: number;
}
