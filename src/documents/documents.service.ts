import { Injectable } from '@nestjs/common';
import type { Command, CommandHandler } from '../command-handling/command-handler.js';
import { Existence } from '../command-handling/reference-checker.js';
import { streamOf } from '../domain/domain-event.js';
import type { Recorded, RecordingContext } from '../command-handling/command-context.js';
import { Recorder } from '../command-handling/command-executor.js';
import { checkedId } from '../validation/parse-id.js';
import { readEvent } from '../validation/command-to-event.js';
import { documentDecider } from './document.decider.js';
import { DOCUMENT_DTOS } from './document.dto.js';
import type { DocumentEventTypes } from './document.events.js';

@Injectable()
export class DocumentsService implements CommandHandler {
  constructor(
    private readonly recorder: Recorder,
    private readonly existence: Existence,
  ) {}

  async record(document: string, command: Command, context: RecordingContext): Promise<Recorded> {
    const record = await this.prepare(document, command, context);
    return record();
  }

  async prepare(document: string, command: Command, context: RecordingContext): Promise<() => Promise<Recorded>> {
    const event = readEvent<DocumentEventTypes>(DOCUMENT_DTOS, command);
    const { publisher } = event.data;
    if (publisher !== undefined)
      await this.existence.require([{ noun: 'actor', id: publisher, pointer: '/publisher' }]);
    const now = this.recorder.now();
    const stream = streamOf('document', checkedId(document));
    return () => this.recorder.record(stream, documentDecider, { document, event, now }, context);
  }
}
