import fc from 'fast-check';
import { FuzzedLedger } from './fuzzed-ledger.js';
import { brokenPromises } from './promises.js';
import { fuzzedRequests, type FuzzedRequest } from './requests.js';
import { Watchdog } from './watchdog.js';

/** How long a failing request is made smaller, in milliseconds. */
const SHRINKING_MS = 60_000;
/** So many requests reach every operation. */
const ENOUGH_FOR_ALL = 10_000;

/** Sends random requests to every route of the OpenAPI document of a ledger, and checks what it promises for any request. */
export function fuzzRequests(requests: number): void {
  let fuzzed: FuzzedLedger;
  let watchdog: Watchdog;
  beforeAll(async () => {
    fuzzed = await FuzzedLedger.start();
    watchdog = new Watchdog();
  });
  afterAll(async () => {
    await watchdog.stop();
    await fuzzed.stop();
  });

  it('gets the response that is documented, without a failure of the server, and records nothing if it is rejected', async () => {
    const reached = new Map<string, Set<number>>();
    let deadline = Infinity;
    const details = await fc.check(
      fc.asyncProperty(fuzzedRequests(fuzzed.document), async (request) => {
        if (performance.now() > deadline) return;
        watchdog.sees(() => described(fuzzed, request));
        const { status, broken } = await brokenPromises(fuzzed, request);
        watchdog.rests();
        reached.set(request.operation, (reached.get(request.operation) ?? new Set()).add(status));
        if (broken.length === 0) return;
        deadline = Math.min(deadline, performance.now() + SHRINKING_MS);
        throw new Error(`${described(fuzzed, request)}\n${broken.join('\n')}`);
      }),
      { numRuns: requests },
    );
    if (details.failed) throw new Error(reportOf(details, requests));
    if (requests < ENOUGH_FOR_ALL) return;
    // The requests weren't all rejected at the door: nearly every operation succeeded, too.
    const operations = fuzzed.document.operations.map(({ operation }) => operation.operationId);
    expect(operations.filter((each) => !reached.has(each))).toEqual([]);
    const succeeded = [...reached.values()].filter((statuses) => [...statuses].some((status) => status < 300));
    expect(succeeded.length).toBeGreaterThan(0.8 * operations.length);
  }, 7_200_000);

  it('leaves a ledger that is healthy', async () => {
    await fuzzed.ledger.ready();
    const { body } = await fuzzed.ledger.get('/v1/status').expect(200);
    expect(body).toMatchObject({ parked: [] });
  });
}

const described = (fuzzed: FuzzedLedger, { method, caller, headers, body, ...request }: FuzzedRequest): string =>
  [
    `${method.toUpperCase()} ${fuzzed.addressOf({ method, caller, headers, ...request })} by ${caller}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
    JSON.stringify(body ?? null).slice(0, 5_000),
  ].join('\n');

/** The requests before one can matter, so only the whole run repeats it. */
const reportOf = <Values>({ seed, numRuns, errorInstance }: fc.RunDetails<Values>, requests: number): string =>
  [
    `Request ${numRuns} of ${requests} breaks a promise, here made as small as possible:`,
    errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
    `This repeats the run: FC_SEED=${seed} FUZZ=${requests} npm run jest -- test/e2e/fuzz/requests.slow`,
  ].join('\n');
