import { Readable } from 'node:stream';
import { Controller, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresKey } from '../access/access.guard.js';
import { requirePrincipal } from '../access/authentication.js';
import { ForbiddenError } from '../access/errors.js';
import { Produces } from '../http/accept.interceptor.js';
import { WriteResponder } from '../http/write-response.js';
import { ApiRoute, ApiGroup } from '../http/openapi.decorators.js';
import { readQuery } from '../http/list-query.js';
import { Digits, Optional } from '../validation/field-decorators.js';
import { readImportBody } from './import-body.js';
import { type ImportReport, ImportService } from './import.service.js';

class ImportQuery {
  /** The first line to record. Earlier lines are read, because the default keys of later lines depend on them. */
  @Optional() @Digits(1, Number.MAX_SAFE_INTEGER) fromLine?: string;
}

@Controller('v1/import')
@ApiGroup({ tag: 'import', about: 'Import files of commands, one command per line.' })
export class ImportController {
  constructor(
    private readonly imports: ImportService,
    private readonly answers: WriteResponder,
  ) {}

  /** Responds while it reads: one JSON line per rejected line, the progress from time to time, and a final summary. */
  @Post()
  @RequiresKey()
  @Produces('application/x-ndjson')
  @ApiRoute({
    summary: 'Import commands from NDJSON',
    description:
      'Each line is a JSON object: the `type` and fields of a command, the id of its target under `actor`, `document`, `claim` or `narrative`, and optionally a `key`. Imports are idempotent: sending the same file again changes nothing. The response is NDJSON and streams while the file is read: a `problem` for each rejected line in line order, `progress` once a second or every 10,000 lines, and a final `summary`. Lines that `progress` counts as recorded are durable. To resume an interrupted import, send the whole file again, or set `fromLine`. The body may be compressed with `Content-Encoding: gzip`.',
    query: ImportQuery,
    body: 'ndjson',
    answer: { 'application/x-ndjson': 'text' },
  })
  async import(@Query() query: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { fromLine = '1' } = readQuery(ImportQuery, query);
    const principal = requirePrincipal(request);
    // Every line needs one of these scopes: without either, the whole file would be read in order to reject each line.
    if (!principal.scopes.some((scope) => scope === 'record' || scope === 'rate')) throw new ForbiddenError('record');
    const body = await readImportBody(request, reply);
    const reports = this.imports.import(body, principal, { fromLine: Number(fromLine) });
    void reply
      .status(200)
      .type('application/x-ndjson')
      .send(Readable.from(this.lines(reports)));
  }

  private async *lines(reports: AsyncIterable<ImportReport>): AsyncGenerator<string> {
    for await (const report of reports) {
      const line = 'summary' in report ? { summary: await this.answers.reached(report.summary) } : report;
      yield `${JSON.stringify(line)}\n`;
    }
  }
}
