import { buffer } from 'node:stream/consumers';
import { Controller, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requireScope, RequiresKey } from '../access/access.guard.js';
import type { Principal } from '../access/access.service.js';
import { requirePrincipal } from '../access/authentication.js';
import { KeyWatch } from '../access/key-watch.js';
import { ForbiddenError } from '../access/errors.js';
import { Produces } from '../http/accept.guard.js';
import { StreamedResponses } from '../http/streamed-responses.js';
import { WriteResponder } from '../http/write-response.js';
import { ApiRoute, ApiGroup } from '../http/openapi.decorators.js';
import { readQuery } from '../http/list-query.js';
import { BadRequestError } from '../http/problem.js';
import { RequestAbortedError } from '../http/requester.js';
import { Describe, Digits, Language, OneOf, Optional, WebUrl } from '../validation/field-decorators.js';
import { CurrentReadModel } from '../read-model/current-read-model.js';
import { CheckedImportService } from './checked-import.service.js';
import { heldForProxies } from './held-response.js';
import { readImportBody } from './import-body.js';
import type { ImportReport } from './import-report.js';
import { ImportService } from './import.service.js';
import { limitInput } from './input-limits.js';
import { isEnvelope, readEnvelope } from './markup/markup-envelope.js';
import { MarkupImport, type MarkupOptions, type MarkupReport } from './markup/markup-import.js';
import { ReadModelDirectory } from './markup/read-model-directory.js';

const FLAG = ['true', 'false'] as const;

class ImportQuery {
  @Describe(
    'The number of the first line to record. Earlier lines are read, because the default keys of later lines depend on them. Default: 1.',
  )
  @Optional()
  @Digits(1, Number.MAX_SAFE_INTEGER)
  fromLine?: string;
  @Describe('Report what the import would record and reject, and record nothing. Default: false.')
  @Optional()
  @OneOf(FLAG)
  dryRun?: string;
  @Describe('Record nothing if a line is rejected. Default: false.')
  @Optional()
  @OneOf(FLAG)
  allOrNothing?: string;
  @Describe('Send nothing of what is recorded to webhooks: for old history. Default: false.')
  @Optional()
  @OneOf(FLAG)
  silent?: string;
  @Describe('Of ClaimReview markup: the address of the page that it is from, for relative addresses.')
  @Optional()
  @WebUrl()
  pageUrl?: string;
  @Describe(
    'Of ClaimReview markup: the language of claims for which nothing states it. Default: that of the mapping; else it is detected, or `und`.',
  )
  @Optional()
  @Language()
  language?: string;
}

@Controller('v1/import')
@ApiGroup({ tag: 'import', about: 'Import files of commands, one command per line.' })
export class ImportController {
  constructor(
    private readonly imports: ImportService,
    private readonly checked: CheckedImportService,
    private readonly answers: WriteResponder,
    private readonly readModel: CurrentReadModel,
    private readonly keys: KeyWatch,
    private readonly streamed: StreamedResponses,
  ) {}

  /** Responds while it reads: one JSON line per rejected line, the progress from time to time, and a final summary. */
  @Post()
  @RequiresKey()
  @Produces('application/x-ndjson')
  @ApiRoute({
    summary: 'Import commands from NDJSON',
    description:
      'Each line is a JSON object: the `type` and fields of a command, the id of its target under `actor`, `document`, `claim` or `narrative`, and optionally a `key`. Imports are idempotent: sending the same file again changes nothing. The response is NDJSON and streams while the file is read, through a proxy after it was read: a `problem` for each rejected line in line order, `progress` once a second or every 10,000 lines, and a final `summary`. Lines that `progress` counts as recorded are durable. To resume an interrupted import, send the whole file again, or set `fromLine`. The body may be compressed with `Content-Encoding: gzip`. With `dryRun=true` nothing is recorded: the response has `wouldRecord` for each line that would record events, and `state` for each claim whose state would change. With `allOrNothing=true` nothing is recorded if a line is rejected. Both are limited to 20,000 lines and 16 MiB, and report `checked` lines as their progress. With `silent=true`, what is recorded is never sent to webhooks. A body of up to 1 MiB with the `Content-Type` `application/ld+json` or `text/html` is read as ClaimReview markup of fact-checkers and mapped to commands; a JSON object has it as text in `markup`, with a `mapping` of labels and names. A review of which the ledger would reject a command is left out as a whole; lines of the response then name the `review`, and a `problem` its fields by pointers into the body.',
    query: ImportQuery,
    body: 'ndjson',
    answer: { 'application/x-ndjson': 'text' },
    problems: [422],
  })
  async import(@Query() query: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const options = readOptions(query);
    const principal = requirePrincipal(request);
    // Every line needs one of these scopes: without either, the whole file would be read in order to reject each line.
    if (!principal.scopes.some((scope) => scope === 'record' || scope === 'rate')) throw new ForbiddenError('record');
    if (options.dryRun || options.allOrNothing) this.reserve(reply, principal);
    reply.raw.once(
      'close',
      this.keys.watch(principal, () => reply.raw.destroy()),
    );
    const [first, lines] = await this.begun(request, reply, principal, options);
    // A dry run lets go of what it holds, also if nobody has read its response.
    const release = (): void => void lines.return(undefined);
    reply.raw.once('close', release);
    void reply
      .status(200)
      .type('application/x-ndjson')
      .send(this.streamed.body(heldForProxies(withFirst(first, lines), request.raw), reply));
  }

  /** The first line of the response, and what yields the others. An import that can't begin is answered with a problem. */
  private async begun(
    request: FastifyRequest,
    reply: FastifyReply,
    principal: Principal,
    options: ImportOptions,
  ): Promise<[IteratorResult<string>, AsyncGenerator<string, undefined>]> {
    try {
      const lines = this.lines(await this.reports(request, reply, principal, options));
      const first = await lines.next();
      if (!reply.raw.destroyed) return [first, lines];
      void lines.return(undefined);
      throw new RequestAbortedError();
    } catch (error) {
      // Without its connection, the body ends too early.
      throw reply.raw.destroyed ? new RequestAbortedError() : error;
    }
  }

  private async reports(
    request: FastifyRequest,
    reply: FastifyReply,
    principal: Principal,
    options: ImportOptions,
  ): Promise<AsyncIterable<MarkupReport>> {
    const { body } = request;
    if (!Buffer.isBuffer(body) && !isEnvelope(body)) {
      if (options.page ?? options.language) throw new BadRequestError(ONLY_MARKUP);
      return this.run(await readImportBody(request, reply), principal, options);
    }
    // Every review has a verdict: without either scope, a claim would be recorded without it.
    requireScope(principal, 'record');
    requireScope(principal, 'rate');
    if (options.fromLine > 1) throw new BadRequestError('Markup has no lines. Leave out fromLine.');
    const { markup: text, mapping } = Buffer.isBuffer(body) ? { markup: body, mapping: {} } : readEnvelope(body);
    const { page, language = mapping.language } = options;
    const markup = await MarkupImport.of(
      text,
      new ReadModelDirectory(this.readModel),
      { ...(page && { page }), mapping: { ...mapping, ...(language !== undefined && { language }) } },
      (lines) => this.checked.decide(lines, principal),
    );
    if (options.allOrNothing && markup.hasErrors) return markup.withheld();
    return markup.reports(await this.run(markup.ndjson(), principal, options), options.dryRun);
  }

  private async run(
    body: AsyncIterable<Uint8Array>,
    principal: Principal,
    { fromLine, dryRun, allOrNothing, silent }: ImportOptions,
  ): Promise<AsyncIterable<ImportReport>> {
    if (dryRun) return this.checked.dryRun(body, principal, { fromLine });
    if (!allOrNothing) return this.imports.import(body, principal, { fromLine, silent });
    return this.checked.importAllOrNothing(await buffer(limitInput(body)), principal, { silent });
  }

  /** Counts the request until its connection is done with it. */
  private reserve({ raw }: FastifyReply, principal: Principal): void {
    const release = this.checked.reserve(principal);
    if (raw.destroyed) release();
    else raw.once('close', release);
  }

  private async *lines(reports: AsyncIterable<MarkupReport>): AsyncGenerator<string, undefined> {
    for await (const report of reports) {
      const isFinal = 'summary' in report && !('dryRun' in report.summary);
      const line = isFinal ? { summary: await this.answers.reached(report.summary) } : report;
      yield `${JSON.stringify(line)}\n`;
    }
    return undefined;
  }
}

async function* withFirst(first: IteratorResult<string>, rest: AsyncIterable<string>): AsyncGenerator<string> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}

const ONLY_MARKUP =
  'pageUrl and language are for ClaimReview markup. Send it with Content-Type: application/ld+json or text/html, or as the field `markup` of a JSON object.';

interface ImportOptions extends Pick<MarkupOptions, 'page'> {
  /** Assumed for claims whose language nothing states. */
  readonly language?: string;
  readonly fromLine: number;
  readonly dryRun: boolean;
  readonly allOrNothing: boolean;
  readonly silent: boolean;
}

/** Throws a `BadRequestError` for options that exclude each other. */
function readOptions(query: unknown): ImportOptions {
  const given = readQuery(ImportQuery, query);
  const dryRun = given.dryRun === 'true';
  const allOrNothing = given.allOrNothing === 'true';
  if (allOrNothing && dryRun) throw new BadRequestError('A dry run records nothing. Leave out allOrNothing.');
  if (allOrNothing && given.fromLine !== undefined) {
    throw new BadRequestError('An all-or-nothing import has no line to start with. Leave out fromLine.');
  }
  return {
    fromLine: Number(given.fromLine ?? '1'),
    dryRun,
    allOrNothing,
    silent: given.silent === 'true',
    ...(given.pageUrl !== undefined && { page: new URL(given.pageUrl) }),
    ...(given.language !== undefined && { language: given.language }),
  };
}
