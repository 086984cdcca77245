import type { Request } from 'autocannon';
import type { Bench, Row } from '../bench.js';
import { alternate } from '../figures.js';
import { sendAtRate } from '../load.js';
import { serverProgram } from '../paths.js';
import { LedgerServer } from '../servers/ledger-server.js';
import { Program } from '../servers/program.js';
import { fetchClaims, reportRequest } from './requests.js';

const ROUNDS = 5;
/** Requests a second, which the server can take on a busy machine, too. */
const GETS = 300;
const ENTRIES = 20;

/** What traces cost, in CPU time of all threads, which other programs on the machine disturb less than durations. */
export const traces: Row = {
  name: 'traces',
  async *measure(bench: Bench) {
    const receiver = await Program.start(serverProgram('echo'), []);
    // An entry that isn't projected in time would cost less.
    const patient = { CLAIM_LEDGER_PROJECTION_WAIT_MS: '30000' };
    const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.firstLine };
    const tenth = { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.1' };
    const start = async (settings: Readonly<Record<string, string>>) => {
      const ledger = await LedgerServer.start(await bench.createLedger(bench.small), undefined, {
        ...patient,
        ...settings,
      });
      await ledger.ready();
      return ledger;
    };
    const servers = [await start({}), await start(endpoint), await start({ ...endpoint, ...tenth })] as const;
    try {
      const [none, all, some] = servers;
      const seconds = bench.scaled(12, 6);
      const claims = await fetchClaims(none, 300);
      const kinds: readonly (readonly [string, number, (ledger: LedgerServer) => readonly Request[]])[] = [
        ['a GET of a claim', GETS, () => claims.map(({ id }) => ({ path: `/v1/claims/${id}` }))],
        ['an entry', ENTRIES, ({ headers }) => claims.map((claim) => reportRequest(claim, headers))],
      ];
      for (const [kind, rate, requestsTo] of kinds) {
        for (const [name, ledger] of [
          ['with traces', all],
          ['with one trace in ten', some],
        ] as const) {
          const cpuOf = (server: LedgerServer) => () => cpuTime(server, requestsTo(server), rate, seconds);
          const compared = await alternate(ROUNDS, cpuOf(ledger), cpuOf(none));
          yield {
            name: `CPU time of ${kind}, ${name}`,
            unit: 'µs',
            value: compared.value,
            yardstick: { name: 'without an endpoint', value: compared.yardstick },
            ratio: compared.ratio,
          };
        }
      }
    } finally {
      await Promise.all([...servers.map((server) => server.stop()), receiver.stop()]);
    }
  },
};

/** Of the server for one request, in microseconds. */
async function cpuTime(
  ledger: LedgerServer,
  requests: readonly Request[],
  rate: number,
  seconds: number,
): Promise<number> {
  const before = await ledger.cpuSeconds();
  await sendAtRate(ledger.url, requests, rate, seconds);
  return (((await ledger.cpuSeconds()) - before) / (rate * seconds)) * 1e6;
}
