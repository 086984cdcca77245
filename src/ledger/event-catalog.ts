import { ACTOR_EVENTS } from '../actors/actor.event-types.js';
import { CLAIM_EVENTS } from '../claims/claim.event-types.js';
import { DOCUMENT_EVENTS } from '../documents/document.event-types.js';
import type { AggregateType } from '../domain/domain-event.js';
import { NARRATIVE_EVENTS } from '../narratives/narrative.event-types.js';
import { POLICY_EVENTS } from '../policies/policy.event-types.js';
import { ENTRY_REDACTED } from '../event-log/redaction.js';
import { ENTRY_REDACTED_EVENT } from '../redactions/redaction.event-types.js';
import type { AggregateEvents, PublishedEventSchema } from '../validation/event-definition.js';

/** A type of event, as its aggregate defines it. */
export interface CatalogEntry extends PublishedEventSchema {
  readonly type: string;
  readonly aggregate: AggregateType;
  /** Whether it is of the type of the first event of its stream. */
  readonly registers: boolean;
}

/** The types of event of each aggregate. To add a type, add it to the list of its aggregate. */
export const AGGREGATES: Readonly<Record<AggregateType, AggregateEvents>> = {
  actor: ACTOR_EVENTS,
  document: DOCUMENT_EVENTS,
  claim: CLAIM_EVENTS,
  narrative: NARRATIVE_EVENTS,
  policy: POLICY_EVENTS,
};

/** Every type of event that a command or a line of an import can record; feeds publish these, and redactions. */
export const EVENT_CATALOG: ReadonlyMap<string, CatalogEntry> = new Map(
  Object.values(AGGREGATES).flatMap(({ aggregate, registration, types }) =>
    Object.entries(types).map(([type, schema]) => {
      return [type, { ...schema, type, aggregate, registers: type === registration }] as const;
    }),
  ),
);

const PREFIX = 'claim-ledger.';

/** The first and the last line of an export, version 1. */
export const EXPORT_BEGUN = `${PREFIX}export.begun.v1`;
export const EXPORT_ENDED = `${PREFIX}export.ended.v1`;

/** The event, version 1, that reports a change of a claim's verification status. */
export const STATUS_CHANGED = `${PREFIX}claim.status-changed.v1`;

/** `claim-ledger.claim.denied.v1`. An event that this release doesn't know keeps its stored type as its name. */
export const wireTypeOf = (type: string, schemaVersion: number): string =>
  `${PREFIX}${WIRE_NAMES.get(type) ?? type}.v${schemaVersion}`;

/** The wire names of all that feeds publish: what the catalogue has, and redactions, which no command records. */
const WIRE_NAMES: ReadonlyMap<string, string> = new Map([
  ...[...EVENT_CATALOG.values()].map(({ type, wireName }) => [type, wireName] as const),
  [ENTRY_REDACTED, ENTRY_REDACTED_EVENT.wireName],
]);

const STORED_TYPES = new Map(
  [...WIRE_NAMES].flatMap(([type, wireName]) => [[type, type] as const, [wireName, type] as const]),
);

/** The stored type that a name denotes: the type itself, its wire name, or the whole wire type in any version. */
export function storedType(name: string): string | undefined {
  const [, wireName = name] = /^claim-ledger\.(.+)\.v\d+$/.exec(name) ?? [];
  return STORED_TYPES.get(wireName);
}
