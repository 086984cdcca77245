import { Injectable } from '@nestjs/common';
import type { Command, CommandHandler } from '../command-handling/command-handler.js';
import { Existence } from '../command-handling/reference-checker.js';
import { streamOf } from '../domain/domain-event.js';
import type { Recorded, RecordingContext } from '../command-handling/command-context.js';
import { Recorder } from '../command-handling/command-executor.js';
import { checkedId } from '../validation/parse-id.js';
import { readEvent } from '../validation/command-to-event.js';
import { narrativeDecider } from './narrative.decider.js';
import { NARRATIVE_DTOS } from './narrative.dto.js';
import type { NarrativeEventTypes } from './narrative.events.js';

@Injectable()
export class NarrativesService implements CommandHandler {
  constructor(
    private readonly recorder: Recorder,
    private readonly existence: Existence,
  ) {}

  async record(narrative: string, command: Command, context: RecordingContext): Promise<Recorded> {
    const record = await this.prepare(narrative, command, context);
    return record();
  }

  async prepare(narrative: string, command: Command, context: RecordingContext): Promise<() => Promise<Recorded>> {
    const event = readEvent<NarrativeEventTypes>(NARRATIVE_DTOS, command);
    if ('claim' in event.data)
      await this.existence.require([{ noun: 'claim', id: event.data.claim, pointer: '/claim' }]);
    const stream = streamOf('narrative', checkedId(narrative));
    return () => this.recorder.record(stream, narrativeDecider, { narrative, event }, context);
  }
}
