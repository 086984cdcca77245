import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresScope } from '../../access/access.guard.js';
import { Produces } from '../../http/accept.interceptor.js';
import { ApiRoute, ApiGroup } from '../../http/openapi.decorators.js';
import { readQuery } from '../../http/list-query.js';
import { StreamedResponses } from '../../http/streamed-responses.js';
import { ExportQuery } from './export-query.dto.js';
import type { ExportChunk } from './export-writer.js';
import { StoredLog } from './stored-log.js';

/** The log as it is, to be kept or to be loaded elsewhere. */
@Controller('v1/export')
@ApiGroup({ tag: 'export', about: 'The log as it is, to be kept or to be loaded elsewhere.' })
export class ArchiveController {
  constructor(
    private readonly log: StoredLog,
    private readonly answers: StreamedResponses,
  ) {}

  /** It holds who may do what, the hashes of keys too: that is for admins, and others have the feed. */
  @Get()
  @RequiresScope('admin')
  @Produces('application/x-ndjson')
  @ApiRoute({
    summary: 'The log, or some of it, event by event',
    description:
      'A CloudEvent on each line, with all that the log holds of the event. The first line says which log it is and what of it follows, the last one how many events there were; each line has a digest of itself and the one before. The whole log, or its beginning with `until`, can be loaded by `claim-ledger load`; with any other filter it can only be read. An answer without the last line is not whole. Only a few are made at once, and one that nobody takes is broken off.',
    query: ExportQuery,
    answer: { 'application/x-ndjson': 'text' },
    sends: ['Cache-Control'],
    problems: [404],
  })
  async export(@Query() query: unknown, @Req() { method }: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.answers.begin(reply);
    const chunks = await this.log.export(readQuery(ExportQuery, query));
    void reply
      .status(200)
      .type('application/x-ndjson')
      .header('Cache-Control', 'no-store')
      // To HEAD the framework would read the whole log, only to drop it.
      .send(method === 'HEAD' ? '' : this.answers.body(textsOf(chunks), reply));
  }
}

async function* textsOf(chunks: AsyncIterable<ExportChunk>): AsyncGenerator<string> {
  for await (const { text } of chunks) yield text;
}
