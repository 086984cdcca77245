import { Controller, Get, Param, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SimilarItem } from '../read-model/similar-items.js';
import { CurrentReadModel } from '../read-model/current-read-model.js';
import type { Page } from '../read-model/pagination.js';
import { DryRunResponder } from '../http/dry-run.js';
import { WriteResponder } from '../http/write-response.js';
import { ApiRoute, ApiGroup } from '../http/openapi.decorators.js';
import { Produces } from '../http/accept.guard.js';
import { JSON_TYPE, listAnswer, ListResponder } from '../http/list-responder.js';
import { CSV_TYPE } from '../http/text-form.js';
import { ListQuery, OnlyIds, readQuery, SearchText, splitQuery } from '../http/list-query.js';
import { AggregateRoutes } from '../http/aggregate-routes.js';
import { AsOfQuery, momentOf } from '../http/as-of.js';
import { answerTagged } from '../http/etag.js';
import { Describe, Optional, Slug, WebUrl } from '../validation/field-decorators.js';
import { DOCUMENT_EVENTS } from './document.event-types.js';
import { DOCUMENT_TABLE } from './document-table.js';
import { DocumentQueries, type DocumentView } from './documents.queries.js';
import { DocumentsService } from './documents.service.js';

class DocumentListQuery extends ListQuery {
  @OnlyIds()
  ids?: string;
  @SearchText('the title, the authors or the URL')
  q?: string;
  @Describe('Only documents of this publisher: the id of an actor.')
  @Optional()
  @Slug()
  publisher?: string;
  @Describe('Only documents registered with exactly this URL.')
  @Optional()
  @WebUrl()
  url?: string;
  @Describe('Only documents that entries of this claim name: the id of a claim.')
  @Optional()
  @Slug()
  claim?: string;
}

@Controller('v1/documents')
@ApiGroup({
  tag: 'documents',
  about: 'Everything in which something can be read or seen.',
  one: 'a document',
  commands: { name: 'DocumentCommand', events: DOCUMENT_EVENTS },
})
export class DocumentsController extends AggregateRoutes {
  protected readonly events = DOCUMENT_EVENTS;
  protected readonly service = DocumentsService;

  constructor(
    documents: DocumentsService,
    private readonly current: CurrentReadModel,
    private readonly lists: ListResponder,
    answers: WriteResponder,
    dryRuns: DryRunResponder,
  ) {
    super(documents, answers, dryRuns);
  }

  @Get()
  @ApiRoute({
    summary: 'List documents',
    query: DocumentListQuery,
    answer: listAnswer('DocumentViewPage'),
    sends: ['Link', 'Content-Disposition'],
  })
  @Produces(JSON_TYPE, CSV_TYPE)
  list(
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Page<DocumentView> | StreamableFile | undefined {
    const asked = readQuery(DocumentListQuery, query);
    const { filter, page } = splitQuery(asked, momentOf(this.current, reply, asked));
    return this.lists.answer(request, reply, page, DOCUMENT_TABLE, (each) =>
      this.current.queries(DocumentQueries).list(filter, each),
    );
  }

  @Get(':id')
  @ApiRoute({ summary: 'Get a document', answer: 'DocumentView', query: AsOfQuery, tagged: true })
  get(
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string | undefined {
    const asked = readQuery(AsOfQuery, query);
    const view = this.view(id, momentOf(this.current, reply, asked));
    return answerTagged(request, reply, this.found(id, view, asked, request));
  }

  protected view(id: string, at = this.current.now()): DocumentView | undefined {
    return this.current.queries(DocumentQueries).get(id, at);
  }

  protected similarTo(id: string): readonly SimilarItem[] {
    return this.current.queries(DocumentQueries).similar(id, this.current.now());
  }
}
