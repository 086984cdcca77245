// The yardstick of reads over HTTP: one route of the ledger's framework, behind the same hooks and guards,
// which responds with prepared bytes. They are read from a file: `{"<claim id>": "<body>"}`.
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { Controller, Get, Module, Param, Res } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { AccessService } from '../../src/access/access.service.js';
import { registerAuthentication } from '../../src/access/authentication.js';
import { KeyAttempts } from '../../src/access/key-attempts.js';
import { KeyUsageTracker } from '../../src/access/key-usage.js';
import { configFrom } from '../../src/config.js';
import { AcceptGuard } from '../../src/http/accept.guard.js';
import { registerBodyTimeout } from '../../src/http/arrival.js';
import { limitConnections } from '../../src/http/connections.js';
import { ApiRoute } from '../../src/http/openapi.decorators.js';
import { createFastifyAdapter } from '../../src/http/fastify-adapter.js';
import { StrictQueryGuard } from '../../src/http/strict-query.guard.js';
import { ProblemFilter } from '../../src/http/problem.filter.js';
import { ReadYourWritesGuard } from '../../src/http/read-your-writes.guard.js';
import { Turns } from '../../src/http/turns.js';
import { TurnsGuard } from '../../src/http/turns.guard.js';
import { LedgerModule } from '../../src/app/ledger.module.js';
import { Metrics } from '../../src/operations/metrics.js';
import { closeLedger, openLedger } from '../../src/app/ledger-resources.js';

const [, , folder = '.', file = ''] = process.argv;
const bodies = new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>));

@Controller('v1/claims')
class PreparedResponseController {
  @Get(':id')
  @ApiRoute({ summary: 'Bytes that are ready', answer: 'ClaimView' })
  get(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): string | undefined {
    void reply.header('ETag', '"7-abcdefghijklmnopqrstuv"').type('application/json; charset=utf-8');
    return bodies.get(id);
  }
}

const config = configFrom({ CLAIM_LEDGER_DATA: folder, CLAIM_LEDGER_PORT: '0' });
const resources = await openLedger(config);

const turns = new Turns();

@Module({ imports: [LedgerModule.on(resources, config, turns)], controllers: [PreparedResponseController] })
class PreparedResponseModule {}

const adapter = createFastifyAdapter('error', config);
const app = await NestFactory.create<NestFastifyApplication>(PreparedResponseModule, adapter, {
  bodyParser: false,
  logger: false,
});
const fastify = adapter.getInstance();
const readYourWrites = app.get(ReadYourWritesGuard);
limitConnections(fastify, { max: config.maxConnections, timeoutMs: config.requestTimeoutMs });
app.get(Metrics).measureRequests(fastify);
readYourWrites.sayHowFarTo(fastify);
registerAuthentication(fastify, app.get(AccessService), new KeyAttempts(0), app.get(KeyUsageTracker));
registerBodyTimeout(fastify, config.requestTimeoutMs);
app.useGlobalFilters(new ProblemFilter(() => undefined));
app.useGlobalGuards(
  new AcceptGuard(app.get(Reflector)),
  readYourWrites,
  new StrictQueryGuard(app.get(Reflector)),
  new TurnsGuard(turns),
);
await app.listen(0, '127.0.0.1');
console.log(await app.getUrl());
process.once('SIGTERM', () => {
  void app.close().then(() => closeLedger(resources));
});
