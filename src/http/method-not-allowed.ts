import type { FastifyInstance } from 'fastify';
import { pathOf } from './logging.js';
import { problem } from './problem.js';
import { sendProblem } from './problem.filter.js';

interface Route {
  readonly path: RegExp;
  readonly methods: Set<string>;
}

/**
 * Returns 405 with the allowed methods if the path is known and the method isn't. Call it before any route is
 * registered.
 */
export function registerMethodNotAllowed(fastify: FastifyInstance): void {
  const routes = new Map<string, Route>();
  fastify.addHook('onRoute', ({ url, method }) => {
    // For preflight requests, whatever their path.
    if (url === '*') return;
    const route = routes.get(url) ?? { path: matcherOf(url), methods: new Set() };
    routes.set(url, route);
    for (const each of [method].flat()) route.methods.add(each);
  });
  const allowedAt = (path: string) =>
    [...routes.values()].flatMap((route) => (route.path.test(path) ? [...route.methods] : []));
  fastify.addHook('onRequest', (request, reply, done) => {
    const allowed = request.is404 ? allowedAt(pathOf(request)) : [];
    if (allowed.length === 0) {
      done();
      return;
    }
    const methods = [...new Set(allowed)].sort().join(', ');
    void reply.header('Allow', methods);
    sendProblem(reply, request, problem(405, `${request.method} is not allowed here. Allowed: ${methods}.`));
  });
}

/** For a pattern with `:parameters` and an optional final `*`. */
function matcherOf(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/:\w+/g, '[^/]+')
    .replace(/\*/g, '.*');
  return new RegExp(`^${source}$`);
}
