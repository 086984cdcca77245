import { Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RequiresScope, Public } from '../access/access.guard.js';
import { CurrentReadModel } from '../read-model/current-read-model.js';
import { Freshness } from '../read-model/freshness.js';
import { ReadModelManager } from '../read-model/read-model-manager.js';
import { RebuildProgress } from '../read-model/rebuild-progress.js';
import { Produces } from '../http/accept.guard.js';
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
@ApiGroup({ tag: 'operations', about: 'Health, status and maintenance of this instance.' })
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

  @Get('livez')
  @ApiRoute({ summary: 'Liveness probe: 200 while the process runs', answer: 'LivenessView' })
  @Public()
  livez(): LivenessView {
    return { status: 'ok' };
  }

  @Get('readyz')
  @ApiRoute({
    summary: 'Readiness probe',
    description:
      '200 if the log answers and everything in it can be read here. Otherwise 503: a problem with the same members.',
    answer: 'ReadinessView',
  })
  @Public()
  async readyz(): Promise<ReadinessView> {
    const view = await this.readiness.view();
    if (!view.ready) throw new NotReadyError(view);
    return view;
  }

  @Get('metrics')
  @ApiRoute({ summary: 'Metrics of this instance, for Prometheus', answer: { 'text/plain': 'text' } })
  @Produces('text/plain')
  async measured(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.type(this.metrics.contentType);
    return this.metrics.read();
  }

  @Get('v1/status')
  @ApiRoute({ summary: 'Get the status of this instance', answer: 'InstanceStatus' })
  status(): InstanceStatus {
    const { position: _own, failure, ...status } = this.current.status();
    const rebuild = this.rebuilds.status();
    return {
      ...status,
      failure: this.freshness.failure ?? failure,
      ...stalenessOf(this.freshness),
      position: this.answers.publicPosition(this.current.place),
      log: this.readiness.log(),
      readModel: this.current.about(),
      ...(rebuild && { rebuild: rebuildView(rebuild) }),
    };
  }

  @Post('v1/read-model/rebuild')
  @ApiRoute({
    summary: 'Rebuild the read model',
    description:
      'The current read model serves reads until the new one has caught up and replaces it. If a rebuild is in progress, it continues. `GET /v1/status` reports the progress.',
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

  @Post('v1/parked/retry')
  @ApiRoute({
    summary: 'Retry parked streams',
    description: 'A stream is parked if one of its events could not be projected. Responds when all have been tried.',
    answer: 'ParkedView',
    statuses: [201],
  })
  @RequiresScope('admin')
  async retryParked(): Promise<ParkedView> {
    return { parked: await this.current.retryParked() };
  }
}
