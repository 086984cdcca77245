import { Readable } from 'node:stream';
import { Controller, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NeedsKey } from '../access/access.guard.js';
import { UnauthenticatedError } from '../access/errors.js';
import { Answers } from '../http/answers.js';
import { BadRequestError } from '../http/problem.js';
import { type ImportReport, ImportService } from './import.service.js';

@Controller('v1/import')
export class ImportController {
  constructor(
    private readonly imports: ImportService,
    private readonly answers: Answers,
  ) {}

  /** Answers while it reads: a JSON line for each bad line, now and then the progress, and at the end a summary. */
  @Post()
  @NeedsKey()
  import(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { body, principal } = request;
    if (!principal) throw new UnauthenticatedError('A key is needed.');
    if (!(body instanceof Readable)) throw new BadRequestError('Send NDJSON, as application/x-ndjson.');
    const reports = this.imports.import(body, principal);
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
