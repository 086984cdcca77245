import { Readable } from 'node:stream';
import { Controller, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresKey } from '../access/access.guard.js';
import { ForbiddenError, UnauthenticatedError } from '../access/errors.js';
import { Produces } from '../http/accept.interceptor.js';
import { WriteResponder } from '../http/write-response.js';
import { ApiRoute, ApiGroup } from '../http/openapi.decorators.js';
import { readQuery } from '../http/list-query.js';
import { BadRequestError } from '../http/problem.js';
import { ImportQuery } from './import-query.dto.js';
import { type ImportReport, ImportService } from './import.service.js';

@Controller('v1/import')
@ApiGroup({ tag: 'import', about: 'Commands by the line, for whole files of them.' })
export class ImportController {
  constructor(
    private readonly imports: ImportService,
    private readonly answers: WriteResponder,
  ) {}

  /** Answers while it reads: a JSON line for each bad line, now and then the progress, and at the end a summary. */
  @Post()
  @RequiresKey()
  @Produces('application/x-ndjson')
  @ApiRoute({
    summary: 'Record a command for each line',
    description:
      'A line has the `type` and the fields of a command, its target under the name of its noun (`actor`, `document`, `claim` or `narrative`), and perhaps a `key`. The same file again changes nothing. The answer has a line for each line that is refused, in the order of the lines, the progress once a second or every 10,000 lines, and a summary at the end. Whatever the progress counts is recorded for good. An import that was broken off goes on with `fromLine`, or with the whole file again.',
    query: ImportQuery,
    body: 'ndjson',
    answer: { 'application/x-ndjson': 'text' },
  })
  import(@Query() query: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { fromLine = '1' } = readQuery(ImportQuery, query);
    const { body, principal } = request;
    if (!principal) throw new UnauthenticatedError('A key is needed.');
    // Each line needs one of the two; who has neither would only have lines read here.
    if (!principal.scopes.some((scope) => scope === 'record' || scope === 'rate')) throw new ForbiddenError('record');
    if (!(body instanceof Readable)) throw new BadRequestError('Send NDJSON, as application/x-ndjson.');
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
