import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresKey, RequiresScope, requireScope } from '../access/access.guard.js';
import { requirePrincipal } from '../access/authentication.js';
import { NotFoundError } from '../command-handling/errors.js';
import { commandContextOf } from '../http/command-context.decorator.js';
import { optionalBody } from '../http/command-body.js';
import { Produces } from '../http/accept.guard.js';
import { readQuery } from '../http/list-query.js';
import { JSON_TYPE } from '../http/list-responder.js';
import { lastEventId, LiveStreams, STREAM_TYPE, wantsStream } from '../http/live-streams.js';
import { ApiGroup, ApiRoute } from '../http/openapi.decorators.js';
import { formatHeartbeat, formatMessage, formatOpening } from '../http/sse.js';
import { addVary } from '../http/vary.js';
import { WriteResponder } from '../http/write-response.js';
import { CurrentReadModel } from '../read-model/current-read-model.js';
import { validate } from '../validation/validate.js';
import { ReplayDto, ReplayQuery } from './replay.dto.js';
import { type ReplayView, scenarioView } from './replay.views.js';
import { type Replay, Replays } from './replays.js';
import { ScenarioBodies } from './scenario-bodies.js';

/** The id of the last message of a stream. A client that reconnects with it is to stop. */
const END = 'end';

@Controller('v1/replays')
@ApiGroup({
  tag: 'replays',
  about:
    'Replays of the whole ledger under scenarios, each evaluated by a thread of its own. They are kept for a day, by the instance that made them, and no longer than it runs. The ledger and its read model stay as they are.',
  one: 'a replay',
})
export class ReplaysController {
  constructor(
    private readonly replays: Replays,
    private readonly bodies: ScenarioBodies,
    private readonly current: CurrentReadModel,
    private readonly answers: WriteResponder,
    private readonly streams: LiveStreams,
  ) {}

  @Post()
  @RequiresScope('replays')
  @ApiRoute({
    summary: 'Start a replay',
    description:
      'Evaluates every claim once under the scenario, after other replays if those of others or of the same principal run. `GET` reports the progress. Afterwards, `replay` with the id of the replay answers lists and counts of claims, and reads of one claim. A repeated request with the same `Idempotency-Key` gets the replay that it started, as long as that is kept.',
    body: ReplayDto,
    answer: 'ReplayView',
    statuses: [202],
    sends: ['Location'],
  })
  @HttpCode(202)
  async create(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReplayView> {
    validate(ReplayDto, optionalBody(body));
    const { name, temporary = false, scenario: asked = {} } = optionalBody(body) as ReplayDto;
    const scenario = await this.bodies.read(asked, '/scenario', this.current.now());
    const { principal, idempotency } = commandContextOf(request);
    const replay = this.replays.begin({ scenario, name, temporary, createdBy: principal }, idempotency);
    void reply.header('Location', `/v1/replays/${replay.id}`);
    return this.view(replay);
  }

  @Get()
  @ApiRoute({ summary: 'List replays, newest first', answer: 'ReplayViewPage' })
  list(): { readonly items: readonly ReplayView[] } {
    return { items: this.replays.list().map((replay) => this.view(replay)) };
  }

  @Get(':id')
  @ApiRoute({
    summary: 'Get a replay, with its progress or its result',
    description:
      'As `text/event-stream`, the progress as it is made: `waiting` if others run before it, `progress` events, then one of `finished` or `failed` with the replay, or `removed`; then the stream ends.',
    query: ReplayQuery,
    answer: { [JSON_TYPE]: 'ReplayView', [STREAM_TYPE]: 'text' },
    reads: ['Last-Event-ID'],
    sends: ['Vary', 'Cache-Control', 'X-Accel-Buffering'],
    statuses: [200, 204],
  })
  @Produces(JSON_TYPE, STREAM_TYPE)
  async get(
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() { headers }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { wait = '0' } = readQuery(ReplayQuery, query);
    addVary(reply, 'Accept');
    const isLive = wantsStream(headers.accept, [JSON_TYPE]);
    if (!isLive) await this.replays.ended(id, Number(wait) * 1_000);
    const replay = this.replays.get(id);
    if (isLive && lastEventId(headers) === END) void reply.status(204).send();
    else if (!replay) throw new NotFoundError('replay', id);
    else if (isLive) this.streams.send(reply, (signal) => this.messages(id, signal));
    else void reply.send(this.view(replay));
  }

  /** The progress, each time that it changed, and the end. */
  private async *messages(id: string, signal: AbortSignal): AsyncGenerator<string> {
    const { changed } = this.replays;
    yield formatOpening();
    let sent: Replay['progress'] | 'waiting' | undefined;
    while (!signal.aborted) {
      const seen = changed.count;
      const replay = this.replays.get(id);
      if (!replay) {
        yield formatMessage({ id: END, event: 'removed', data: { id } });
        return;
      }
      if (replay.outcome) {
        const view = this.view(replay);
        yield formatMessage({ id: END, event: view.status, data: view });
        return;
      }
      const state = replay.isWaiting ? 'waiting' : replay.progress;
      if (state === sent) yield formatHeartbeat();
      else if (state === 'waiting') yield formatMessage({ event: state, data: { id } });
      else yield formatMessage({ event: 'progress', data: state });
      sent = state;
      await changed.next(seen, signal, this.streams.settings.heartbeatMs);
    }
  }

  @Delete(':id')
  @RequiresKey()
  @ApiRoute({
    summary: 'Cancel a replay, or remove its result',
    description: 'A replay that somebody else created takes the scope `admin`.',
    answer: {},
    statuses: [204],
  })
  @HttpCode(204)
  async remove(@Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    const principal = requirePrincipal(request);
    const createdBy = this.replays.get(id)?.createdBy;
    if (createdBy !== undefined && createdBy !== principal.id) requireScope(principal, 'admin');
    if (!(await this.replays.remove(id))) throw new NotFoundError('replay', id);
  }

  private view({ outcome, isWaiting, createdAt, expiresAt, scenario, name, temporary, ...replay }: Replay): ReplayView {
    const { id, scenarioDigest, progress, createdBy } = replay;
    return {
      id,
      ...(name !== undefined && { name }),
      ...(temporary && { temporary }),
      scenario: scenarioView(scenario),
      scenarioDigest,
      status: outcome ? ('result' in outcome ? 'finished' : 'failed') : isWaiting ? 'waiting' : 'running',
      progress,
      ...(outcome && 'failure' in outcome && { failure: outcome.failure }),
      ...(outcome && 'result' in outcome && this.resultOf(outcome.result)),
      createdBy,
      createdAt: createdAt.toISOString(),
      ...(outcome && { finishedAt: outcome.at.toISOString() }),
      expiresAt: expiresAt.toISOString(),
    };
  }

  private resultOf({ counts, digest, place }: Extract<Replay['outcome'], { result: unknown }>['result']) {
    const position = this.answers.publicPosition(place);
    return { counts, digest, ...(position !== null && { position }) };
  }
}
