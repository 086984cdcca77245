import { Body, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresScope } from '../access/access.guard.js';
import type { Command } from '../command-handling/decider.js';
import type { DryRun } from '../command-handling/dry-run.js';
import { isAsSeen } from '../command-handling/command-batch.js';
import type { CommandHandler } from '../command-handling/decider.js';
import { type AsOfQuery, cutIn } from './as-of.js';
import { NotFoundError } from '../command-handling/errors.js';
import type { CommandContext } from '../command-handling/command-context.js';
import { isSameJson } from '../command-handling/registration.js';
import { DryRunQuery, DryRunResponder, isDryRun, type ServiceClass, type Trial, type TriedWrite } from './dry-run.js';
import { WriteResponder, type WriteResult } from './write-response.js';
import { ApiRoute, RECORDING } from './openapi.decorators.js';
import type { AggregateEvents } from '../validation/event-definition.js';
import { parseId } from '../validation/field-decorators.js';
import type { SimilarItem } from '../read-model/similar-items.js';
import { parseCommand, generateId, registrationCommand } from './command-body.js';
import { ReqCommandContext } from './command-context.decorator.js';
import { requesterOf } from './requester.js';

const CHANGING = { ...RECORDING, query: DryRunQuery } as const;
const REGISTERING = { ...CHANGING, body: 'registration', sends: ['Location'] } as const;

/** The routes that register an aggregate: with an id that the ledger generates, or one that the client chooses. */
export abstract class RegistrationRoutes {
  protected abstract readonly events: AggregateEvents;
  /** The class of `commands`. */
  protected abstract readonly service: ServiceClass<CommandHandler>;

  protected constructor(
    protected readonly commands: CommandHandler,
    protected readonly answers: WriteResponder,
    protected readonly dryRuns: DryRunResponder,
  ) {}

  @Post()
  @RequiresScope('record')
  @ApiRoute({ ...REGISTERING, summary: 'Register {one} with a generated id' })
  create(
    @Body() body: unknown,
    @Query() query: unknown,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteResult | TriedWrite> {
    const isTrial = isDryRun(query);
    return this.register({ id: generateId(isTrial ? {} : context), body, isTrial }, context, reply);
  }

  @Put(':id')
  @RequiresScope('record')
  @ApiRoute({
    ...REGISTERING,
    summary: 'Register {one} with an id of your choice',
    description:
      'Idempotent: the same attributes again, or the response of GET unchanged, record nothing. Other attributes are rejected with 409. The body may repeat the id.',
  })
  put(
    @Param('id') id: string,
    @Body() body: unknown,
    @Query() query: unknown,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteResult | TriedWrite> {
    const isTrial = isDryRun(query);
    if (this.isCurrentView(parseId(id), body, context)) {
      const unchanged = { written: [], revision: body.revision, place: undefined };
      if (!isTrial) return this.answers.written(reply, id, unchanged);
      const execute = () => Promise.resolve({ ...unchanged, replayed: false });
      return this.tried(reply, { id, commands: [], context, service: this.service, execute });
    }
    return this.register({ id, body, isTrial, chosenId: id }, context, reply);
  }

  /** What GET returns now; undefined if there is nothing of this id. */
  protected abstract view(id: string, at?: string): { readonly revision: number } | undefined;

  /** Whether a client puts back what GET returned, which changes nothing. */
  private isCurrentView(
    id: string,
    body: unknown,
    { expectedRevision }: CommandContext,
  ): body is { readonly revision: number } {
    if (typeof body !== 'object' || body === null || !('revision' in body)) return false;
    const view = this.view(id);
    if (view === undefined || (expectedRevision !== undefined && !isAsSeen(view.revision, expectedRevision)))
      return false;
    return isSameJson(JSON.parse(JSON.stringify(view)) as object, body);
  }

  /** What may be the same as what is registered under this id. */
  protected abstract similarTo(id: string): readonly SimilarItem[];

  /** Throws a `NotFoundError` if there is no view. */
  protected found<View>(id: string, view: View | undefined, asked: AsOfQuery = {}, request?: FastifyRequest): View {
    if (view === undefined) throw new NotFoundError(this.events.aggregate, id, cutIn(asked, request));
    return view;
  }

  private async register(
    { id, body, isTrial, chosenId }: Registering,
    context: CommandContext,
    reply: FastifyReply,
  ): Promise<WriteResult | TriedWrite> {
    const { aggregate, registration } = this.events;
    const command = registrationCommand(registration, body, chosenId);
    if (isTrial) return this.triedOne(reply, id, command, context);
    const recorded = await this.commands.record(id, command, context);
    const location = `/v1/${aggregate}s/${id}`;
    const answer = await this.answers.written(reply, id, recorded, { location, commands: [command] });
    const similar = answer.projected ? this.similarTo(id) : [];
    return similar.length > 0 ? { ...answer, similar } : answer;
  }

  protected triedOne(reply: FastifyReply, id: string, command: Command, context: CommandContext): Promise<TriedWrite> {
    const { service } = this;
    return this.tried(reply, {
      ...{ id, commands: [command], context, service },
      execute: (handler, unrepeatable) => handler.record(id, command, unrepeatable),
    });
  }

  /** Responds with what a write would record. */
  protected async tried<Service>(reply: FastifyReply, trial: Trial<Service>): Promise<TriedWrite> {
    const requester = requesterOf(reply.request, reply);
    const answer = await this.dryRuns.answer(trial, requester, (run, isReadable) =>
      this.previewOf(trial.id, run, isReadable),
    );
    void reply.status(200);
    return answer;
  }

  /** The members of a dry run's response that follow what it would record. */
  protected previewOf(_id: string, _run: DryRun, _isReadable: boolean): object {
    return {};
  }
}

/** A registration as it was requested. */
interface Registering {
  readonly id: string;
  readonly body: unknown;
  readonly isTrial: boolean;
  /** The id, if the client chose it. */
  readonly chosenId?: string;
}

/** Adds the route that changes a registered aggregate: one event per request. */
export abstract class AggregateRoutes extends RegistrationRoutes {
  @Post(':id/events')
  @RequiresScope('record')
  @ApiRoute({ ...CHANGING, summary: 'Record a change to {one}', body: 'event' })
  async change(
    @Param('id') id: string,
    @Body() body: unknown,
    @Query() query: unknown,
    @ReqCommandContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WriteResult | TriedWrite> {
    const command = parseCommand(body);
    if (isDryRun(query)) return this.triedOne(reply, id, command, context);
    return this.answers.written(reply, id, await this.commands.record(id, command, context), { commands: [command] });
  }
}
