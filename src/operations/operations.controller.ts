import { Controller, Get, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { NeedsScope } from '../access/access.guard.js';
import type { ParkedStream } from '../consumers/checkpoints.js';
import { ProjectionRunner, type RunnerStatus } from '../consumers/runner.js';
import { Answers } from '../http/answers.js';

/** How far this instance has read the log. */
export type Status = Omit<RunnerStatus, 'position'> & { readonly position: string | null };

@Controller()
export class OperationsController {
  constructor(
    private readonly runner: ProjectionRunner,
    private readonly answers: Answers,
  ) {}

  /** The process runs. */
  @Get('livez')
  livez(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** 200 when reads are up to date with the log as it last was, 503 while they are not. */
  @Get('readyz')
  readyz(@Res({ passthrough: true }) reply: FastifyReply): Status {
    const status = this.status();
    void reply.status(status.caughtUp && status.failure === undefined ? 200 : 503);
    return status;
  }

  @Get('v1/status')
  status(): Status {
    const { position, ...status } = this.runner.status();
    return { ...status, position: this.answers.publicPosition(position) };
  }

  /** Tries streams again that were set aside since one of their events couldn't be digested. */
  @Post('v1/parked/retry')
  @NeedsScope('admin')
  async retryParked(): Promise<{ parked: readonly ParkedStream[] }> {
    return { parked: await this.runner.retryParked() };
  }
}
