import type { FastifyInstance } from 'fastify';
import { NotReadyError } from './errors.js';
import { problemOf } from './problem.js';
import { sendProblem } from './problem.filter.js';

/**
 * Refuses what arrives after the server has begun to close, such as what a page that is being made still reads from the
 * API. It needs `return503OnClosing` off, with which Fastify itself responds, not by a problem document.
 */
export function refuseWhileStopping(fastify: FastifyInstance): void {
  let isStopping = false;
  fastify.addHook('preClose', (done) => {
    isStopping = true;
    done();
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (isStopping) sendProblem(reply, request, problemOf(new NotReadyError({ ready: false })));
    else done();
  });
}
