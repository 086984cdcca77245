import { SetMetadata } from '@nestjs/common';
import type { DtoClass } from '../validation/dto-class.js';
import type { EventSchemas } from '../validation/event-definition.js';

/** Describes a controller: its subject and, if its routes record, its commands. */
export interface GroupDescription {
  readonly tag: string;
  readonly about: string;
  /** Replaces `{one}` in summaries, such as `a claim`. */
  readonly one?: string;
  readonly commands?: CommandDescription;
}

/** The commands of one type of aggregate: how each is validated, which one registers, and what they may omit. */
export interface CommandDescription {
  /** The name of their schema, such as `ClaimCommand`. */
  readonly name: string;
  readonly events: EventSchemas;
  /** Fields that the ledger generates if a command omits them. */
  readonly made?: readonly string[];
}

/**
 * What the OpenAPI document can't derive from the code. Method, path, path parameters and the required scope are
 * derived, and so is what follows from them.
 */
export interface RouteDescription {
  readonly summary: string;
  readonly description?: string;
  /** What the route's `{id}` identifies, such as `an actor`, if it isn't the controller's subject. */
  readonly one?: string;
  /** The class that validates the route's query. */
  readonly query?: DtoClass;
  readonly body?: BodyDescription;
  /**
   * Types of `src/openapi/schema-types.ts` by media type, or a single one for JSON; or `text`, `object` or `bytes`,
   * which have no type. A type that ends in `[]` is a list.
   */
  readonly answer: string | Readonly<Record<string, string>>;
  /** Default: 200. */
  readonly statuses?: readonly number[];
  /** Whether it answers one resource with an `ETag`: see `answerTagged`. */
  readonly tagged?: true;
  /** Names in `src/openapi/headers.ts`: request headers that it reads, and response headers that it sends. */
  readonly reads?: readonly string[];
  readonly sends?: readonly string[];
  /** Statuses of problems besides those that follow from the rest. */
  readonly problems?: readonly number[];
}

/**
 * `registration`, `event` and `entries` refer to the controller's type of aggregate: registering one, one event, and
 * one entry or a list of them; `ndjson` is any command on each line; `bytes` is anything, and records nothing by itself.
 * Otherwise the class of a JSON object.
 */
export type BodyDescription = 'registration' | 'event' | 'entries' | 'ndjson' | 'bytes' | DtoClass;

/** The responses of routes that record: 201, or 200 if there was nothing to record. */
export const RECORDING = { answer: 'WriteResult', statuses: [201, 200] } as const;

export const GROUP = 'describes-group';
export const ROUTE = 'describes-route';

export const ApiGroup = (group: GroupDescription) => SetMetadata(GROUP, group);
export const ApiRoute = (route: RouteDescription) => SetMetadata(ROUTE, route);
