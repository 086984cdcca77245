import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, Row } from '../bench.js';
import { alternate } from '../figures.js';
import { measureThroughput } from '../load.js';
import { serverProgram } from '../paths.js';
import { LedgerServer } from '../servers/ledger-server.js';
import { Program } from '../servers/program.js';
import { fetchClaims, reportRequest } from './requests.js';

const CONNECTIONS = 64;
const ROUNDS = 5;

/** Entries sent by many clients; each response comes when the entry is durable, evaluated and in the read model. */
export const entriesOverHttp: Row = {
  name: 'entries',
  async *measure(bench: Bench) {
    const ledger = await LedgerServer.start(await bench.ownLedgerWithReadModel(bench.small));
    const echo = await Program.start(serverProgram('echo'), []);
    try {
      await ledger.ready();
      const seconds = bench.scaled(3, 1);
      const claims = await fetchClaims(ledger, 600);
      const requests = claims.map((claim) => reportRequest(claim, ledger.headers));
      const compared = await alternate(
        ROUNDS,
        () => measureThroughput({ url: ledger.url, connections: CONNECTIONS, seconds, requests }),
        () =>
          measureThroughput({
            url: echo.firstLine,
            connections: CONNECTIONS,
            seconds,
            requests: requests.map((request) => ({ ...request, path: '/echo' })),
          }),
      );
      yield {
        name: `durable entries over HTTP, ${CONNECTIONS} connections`,
        unit: '/s',
        value: compared.value,
        yardstick: { name: 'a bare Fastify route that echoes them', value: compared.yardstick },
        ratio: compared.ratio,
        bound: { least: 0.12 },
      };
    } finally {
      await Promise.all([ledger.stop(), echo.stop()]);
    }
  },
};

export const getClaim: Row = {
  name: 'get',
  async *measure(bench: Bench) {
    const { folder } = await bench.ledgerWithReadModel(bench.small);
    const ledger = await LedgerServer.start(folder);
    await ledger.ready();
    const claims = await fetchClaims(ledger, 100);
    const bodies: Record<string, string> = {};
    for (const claim of claims) bodies[claim.id] = await (await fetch(`${ledger.url}/v1/claims/${claim.id}`)).text();
    // With some events, so that responses have the same position header.
    const own = await bench.createLedger(100);
    const file = join(own, 'bodies.json');
    writeFileSync(file, JSON.stringify(bodies));
    const ready = await Program.start(serverProgram('same-hooks'), [own, file]);
    try {
      const seconds = bench.scaled(3, 1);
      const requests = claims.map(({ id }) => ({ path: `/v1/claims/${id}` }));
      const of = (url: string) => () => measureThroughput({ url, connections: CONNECTIONS, seconds, requests });
      const compared = await alternate(ROUNDS, of(ledger.url), of(ready.firstLine));
      yield {
        name: `GET /v1/claims/:id, ${CONNECTIONS} connections`,
        unit: '/s',
        value: compared.value,
        yardstick: { name: 'the same bytes, ready, behind the same hooks', value: compared.yardstick },
        ratio: compared.ratio,
        bound: { least: 0.6 },
      };
    } finally {
      await Promise.all([ledger.stop(), ready.stop()]);
    }
  },
};
