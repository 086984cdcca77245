import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresScope } from '../../access/access.guard.js';
import { Produces } from '../../http/accept.guard.js';
import { ApiRoute, ApiGroup } from '../../http/openapi.decorators.js';
import { readQuery } from '../../http/list-query.js';
import { StreamedResponses } from '../../http/streamed-responses.js';
import { timeHint } from '../../domain/time-hints.js';
import { Describe, Optional, Slug } from '../../validation/field-decorators.js';
import { isLogBound, LOG_BOUND_FORMS } from './export-selection.js';
import type { ExportChunk } from './export-writer.js';
import { StoredLog } from './stored-log.js';

const LogBoundText = (): PropertyDecorator =>
  ValidateBy(
    { name: 'logBound', validator: { validate: isLogBound } },
    { message: ({ value }) => `$property must be ${LOG_BOUND_FORMS}. ${hintFor(value)}`.trimEnd() },
  );

function hintFor(value: unknown): string {
  const hint = timeHint(String(value));
  return hint === undefined ? '' : `${hint}.`;
}

class ExportQuery {
  @Describe('Only events recorded before this time, or up to this position.')
  @Optional()
  @LogBoundText()
  until?: string;
  @Describe('Only events recorded at this time or later, or after this position.')
  @Optional()
  @LogBoundText()
  since?: string;
  @Describe('Only events of this claim: its id.')
  @Optional()
  @Slug()
  claim?: string;
  @Describe('Only events of this narrative and of its claims: its id.')
  @Optional()
  @Slug()
  narrative?: string;
}

/** `GET /v1/export`: the log as it is stored, to archive it or to load it into another ledger. */
@Controller('v1/export')
@ApiGroup({ tag: 'export', about: 'The log as it is stored, to archive it or to load it into another ledger.' })
export class ExportController {
  constructor(
    private readonly stored: StoredLog,
    private readonly responses: StreamedResponses,
  ) {}

  /** Needs the scope `admin`: an export includes the access stream, with the hashes of keys. Others read the feed. */
  @Get()
  @RequiresScope('admin')
  @Produces('application/x-ndjson')
  @ApiRoute({
    summary: 'Export the log, or a part of it, event by event',
    description:
      'One CloudEvent per line, with everything that the log holds of the event. The first line names the log and the selection, the last line counts the events. Each line carries a digest of itself and of the line before. The whole log, or its beginning (`until`), can be loaded with `claim-ledger load`; an export with any other filter can only be read. An export without the last line is incomplete. The number of concurrent exports is limited, and a client that stops reading is disconnected.',
    query: ExportQuery,
    answer: { 'application/x-ndjson': 'text' },
    sends: ['Cache-Control'],
    problems: [404],
  })
  async log(@Query() query: unknown, @Req() { method }: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.responses.begin(reply);
    const chunks = await this.stored.export(readQuery(ExportQuery, query));
    void reply
      .status(200)
      .type('application/x-ndjson')
      .header('Cache-Control', 'no-store')
      // For HEAD, the framework would read the whole log only to discard it.
      .send(method === 'HEAD' ? '' : this.responses.body(textsOf(chunks), reply));
  }
}

async function* textsOf(chunks: AsyncIterable<ExportChunk>): AsyncGenerator<string> {
  for await (const { text } of chunks) yield text;
}
