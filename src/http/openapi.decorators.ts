import { SetMetadata } from '@nestjs/common';
import type { DtoClass } from '../validation/dto-class.js';
import type { EventSchemas } from '../validation/event-definition.js';

/** Of a controller: what its routes are about, and, where they record, what they take. */
export interface GroupDescription {
  readonly tag: string;
  readonly about: string;
  /** Stands for `{one}` in summaries, as `a claim`. */
  readonly one?: string;
  readonly commands?: CommandDescription;
}

/** The commands of a noun: how each is checked, which of them registers, and what they may leave out. */
export interface CommandDescription {
  /** Names their schema, as `ClaimCommand`. */
  readonly name: string;
  readonly events: EventSchemas;
  /** Fields that the ledger makes where a command has none. */
  readonly made?: readonly string[];
}

/**
 * What the OpenAPI document says of a route beyond what can be read from it: method, path, parameters in the path and
 * the scope it needs are taken from the code, and so is what follows from these.
 */
export interface RouteDescription {
  readonly summary: string;
  readonly description?: string;
  /** What the route's `{id}` identifies, such as `an actor`, if it isn't what the controller is about. */
  readonly one?: string;
  /** The class by which the route checks its query. */
  readonly query?: DtoClass;
  readonly body?: BodyDescription;
  /** Types of `src/openapi/described-types.ts` by media type, or one of them in JSON; or `text`, `object`, or `bytes` that have none.
   * A type with `[]` behind it is a list. */
  readonly answer: string | Readonly<Record<string, string>>;
  /** 200 unless told. */
  readonly statuses?: readonly number[];
  /** Request headers that it reads, and headers that it answers with: names in `src/openapi/headers.ts`. */
  readonly reads?: readonly string[];
  readonly sends?: readonly string[];
  /** Statuses of problems besides those that follow from the rest. */
  readonly problems?: readonly number[];
}

/**
 * `registration`, `event` and `entries` are of the noun that the controller is about: to register one, one event, and
 * one entry or a list of them; `ndjson` is a command of any noun on each line. Else the class of a JSON object.
 */
export type BodyDescription = 'registration' | 'event' | 'entries' | 'ndjson' | DtoClass;

/** How routes that record answer: 201, or 200 if nothing was left to record. */
export const RECORDING = { answer: 'WriteResult', statuses: [201, 200] } as const;

export const GROUP = 'describes-group';
export const ROUTE = 'describes-route';

export const ApiGroup = (group: GroupDescription) => SetMetadata(GROUP, group);
export const ApiRoute = (route: RouteDescription) => SetMetadata(ROUTE, route);
