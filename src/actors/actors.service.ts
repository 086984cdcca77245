import { Injectable } from '@nestjs/common';
import type { Command, CommandHandler } from '../command-handling/command-handler.js';
import { Existence, type NamedThing } from '../command-handling/reference-checker.js';
import { streamOf } from '../domain/domain-event.js';
import type { Recorded, RecordingContext } from '../command-handling/command-context.js';
import { Recorder } from '../command-handling/command-executor.js';
import { checkedId } from '../validation/parse-id.js';
import { readEvent } from '../validation/command-to-event.js';
import { actorDecider } from './actor.decider.js';
import { ACTOR_DEFAULTS, ACTOR_DTOS } from './actor.dto.js';
import type { ActorEvent, ActorEventTypes } from './actor.events.js';

@Injectable()
export class ActorsService implements CommandHandler {
  constructor(
    private readonly recorder: Recorder,
    private readonly existence: Existence,
  ) {}

  async record(actor: string, command: Command, context: RecordingContext): Promise<Recorded> {
    const record = await this.prepare(actor, command, context);
    return record();
  }

  async prepare(actor: string, command: Command, context: RecordingContext): Promise<() => Promise<Recorded>> {
    const event = readEvent<ActorEventTypes>(ACTOR_DTOS, command, ACTOR_DEFAULTS);
    await this.existence.require(thingsNamedBy(event));
    const stream = streamOf('actor', checkedId(actor));
    return () => this.recorder.record(stream, actorDecider, { actor, event }, context);
  }
}

function thingsNamedBy({ type, data }: ActorEvent): NamedThing[] {
  const things: NamedThing[] = [];
  if ('outlet' in data && data.outlet != null) things.push({ noun: 'actor', id: data.outlet, pointer: '/outlet' });
  if (type === 'MandateRecorded') {
    things.push({ noun: 'actor', id: data.speaksFor, pointer: '/speaksFor' });
    if (data.document !== undefined) things.push({ noun: 'document', id: data.document, pointer: '/document' });
  }
  return things;
}
