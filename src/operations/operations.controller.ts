import { Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RequiresScope, Public } from '../access/access.guard.js';
import { CurrentReadModel } from '../read-model/current-read-model.js';
import { Freshness } from '../read-model/freshness.js';
import { ReadModelManager } from '../read-model/read-model-manager.js';
import { RebuildProgress } from '../read-model/rebuild-progress.js';
import { Produces } from '../http/accept.interceptor.js';
import { WriteResponder } from '../http/write-response.js';
import { ApiRoute, ApiGroup } from '../http/openapi.decorators.js';
import { NotReadyError } from '../http/errors.js';
import { Metrics } from './metrics.js';
import {
  stalenessOf,
  type InstanceStatus,
  type LivenessView,
  type ParkedView,
  rebuildView,
} from './operations.views.js';
import { Readiness, type ReadinessView } from './readiness.js';

@Controller()
@ApiGroup({ tag: 'operations', about: 'How this instance is.' })
export class OperationsController {
  constructor(
    private readonly current: CurrentReadModel,
    private readonly rebuilder: ReadModelManager,
    private readonly rebuilds: RebuildProgress,
    private readonly answers: WriteResponder,
    private readonly readiness: Readiness,
    private readonly freshness: Freshness,
    private readonly metrics: Metrics,
  ) {}

  /** The process runs. */
  @Get('livez')
  @ApiRoute({ summary: 'Whether the process runs', answer: 'LivenessView' })
  @Public()
  livez(): LivenessView {
    return { status: 'ok' };
  }

  /** 200 when requests can be served; 503, as a problem with the same members, while they can't. */
  @Get('readyz')
  @ApiRoute({ summary: 'Whether requests should be sent here', answer: 'ReadinessView' })
  @Public()
  async readyz(): Promise<ReadinessView> {
    const view = await this.readiness.view();
    if (!view.ready) throw new NotReadyError(view);
    return view;
  }

  /** For Prometheus. */
  @Get('metrics')
  @ApiRoute({ summary: 'What it measures of itself, for Prometheus', answer: { 'text/plain': 'text' } })
  @Produces('text/plain')
  async measured(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.type(this.metrics.contentType);
    return this.metrics.read();
  }

  @Get('v1/status')
  @ApiRoute({ summary: 'How far this instance has read the log', answer: 'InstanceStatus' })
  status(): InstanceStatus {
    const { position, ...status } = this.current.status();
    const rebuild = this.rebuilds.status();
    return {
      ...status,
      ...stalenessOf(this.freshness),
      position: this.answers.publicPosition(position),
      log: this.readiness.log(),
      readModel: this.current.about(),
      ...(rebuild && { rebuild: rebuildView(rebuild, this.answers.logId) }),
    };
  }

  /** Answers when it has begun; how it goes, `/v1/status` says. */
  @Post('v1/read-model/rebuild')
  @ApiRoute({
    summary: 'Make the read model anew',
    description:
      'It is made beside the present one, which answers reads until the new one takes over. If one is being made already, that goes on. `GET /v1/status` says how it goes.',
    answer: 'InstanceStatus',
    statuses: [202],
    problems: [409],
  })
  @RequiresScope('admin')
  @HttpCode(202)
  rebuild(): InstanceStatus {
    this.rebuilder.begin();
    return this.status();
  }

  /** Tries streams again that were set aside since one of their events couldn't be digested. */
  @Post('v1/parked/retry')
  @ApiRoute({
    summary: 'Try parked streams again',
    description: "They were set aside since one of their events couldn't be digested.",
    answer: 'ParkedView',
    statuses: [201],
  })
  @RequiresScope('admin')
  async retryParked(): Promise<ParkedView> {
    return { parked: await this.current.retryParked() };
  }
}
