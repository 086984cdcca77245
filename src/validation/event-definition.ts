import type { Command } from '../command-handling/decider.js';
import type { AggregateType } from '../domain/domain-event.js';
import type { DtoClass } from './dto-class.js';

/** How the data of one type of event are checked, whether in a command or as stored. */
export interface EventSchema {
  readonly dto: DtoClass;
  /** Fields that a command may leave out, with the values that they then have. */
  readonly defaults?: Command;
}

/** The types of event in one kind of stream. */
export interface EventSchemas<Type extends string = string, Schema extends EventSchema = EventSchema> {
  /** The type of a stream's first event. */
  readonly registration?: Type;
  readonly types: Readonly<Record<Type, Schema>>;
}

/** An event that feeds and exports publish. */
export interface PublishedEventSchema extends EventSchema {
  /** Its CloudEvents type without prefix and version, as `claim.denied`. It never changes once it is released. */
  readonly wireName: string;
}

/** The types of event of an aggregate; `Types` maps their names to their data. */
export interface AggregateEvents<Types = Readonly<Record<string, unknown>>> extends EventSchemas<
  keyof Types & string,
  PublishedEventSchema
> {
  readonly aggregate: AggregateType;
  /** The type of the first event of every stream. Only versions of policies have more than one in a stream. */
  readonly registration: keyof Types & string;
}
