import { scenarioInWords } from '../../domain/scenario-in-words.js';
import type { ReplayProgress } from '../../claims/scenario/replay-claims.js';
import type { ReplayView } from '../../replay/replay.views.js';
import { ApiProblemError, RefusedError } from '../errors.js';
import type { ApiClient, Query, Scenario } from '../ledger/api-client.js';
import { scenarioIn, type ScenarioOptions } from '../scenario-options.js';
import { withReplayProgress } from './replay-progress.js';

/** How long one request waits for the end, in seconds, where the server has no room for another stream. */
const WAIT_S = 20;
/** How long the removal of a replay may take after an interruption, in milliseconds. */
const REMOVAL_MS = 5_000;

export const replayPath = (id: string): string => `/v1/replays/${encodeURIComponent(id)}`;

interface Naming {
  readonly name?: string | undefined;
  readonly temporary?: true;
}

/** Starts a replay. If there are too many, the error names the commands that make room. */
export async function beginReplay(client: ApiClient, scenario: Scenario, naming: Naming): Promise<ReplayView> {
  try {
    return await client.post<ReplayView>('/v1/replays', { ...naming, scenario });
  } catch (error) {
    if (!(error instanceof ApiProblemError) || !error.problem.type.endsWith(':too-many-replays')) throw error;
    const { problem } = error;
    const remedy = '"claim-ledger replay list" lists them, and "claim-ledger replay rm" removes one.';
    throw new ApiProblemError({ ...problem, detail: `${problem.detail} ${remedy}` });
  }
}

const isOver = ({ status }: ReplayView): boolean => status === 'finished' || status === 'failed';

/** Waits until the replay has finished or failed, and shows its progress on a terminal. */
export const endedReplay = (client: ApiClient, begun: ReplayView): Promise<ReplayView> =>
  withReplayProgress(process.stderr, async (onProgress) => {
    const followed = isOver(begun) ? begun : await follow(client, begun.id, onProgress);
    let replay = followed ?? begun;
    while (!isOver(replay)) replay = await client.get<ReplayView>(replayPath(begun.id), { wait: WAIT_S });
    return replay;
  });

/** The replay at its end; undefined if its events can't be followed up to that. */
async function follow(
  client: ApiClient,
  id: string,
  onProgress: (progress: ReplayProgress) => void,
): Promise<ReplayView | undefined> {
  try {
    for await (const { event, data } of client.events(replayPath(id))) {
      if (event === 'progress') onProgress(JSON.parse(data) as ReplayProgress);
      else if (event !== 'waiting') return event === 'removed' ? undefined : (JSON.parse(data) as ReplayView);
    }
  } catch (error) {
    if (!(error instanceof ApiProblemError) || error.problem.status !== 503) throw error;
  }
  return undefined;
}

/** Calls `work` with a finished replay of each scenario, and removes them however the work ends. */
export async function withReplays<Result>(
  client: ApiClient,
  scenarios: readonly Scenario[],
  work: (replays: readonly ReplayView[]) => Promise<Result>,
): Promise<Result> {
  const begun: ReplayView[] = [];
  try {
    const replays: ReplayView[] = [];
    for (const scenario of scenarios) {
      const replay = await beginReplay(client, scenario, { name: 'of a command', temporary: true });
      begun.push(replay);
      const ended = await endedReplay(client, replay);
      if (ended.failure !== undefined) throw new RefusedError(`The replay failed: ${ended.failure}`);
      replays.push(ended);
    }
    return await work(replays);
  } finally {
    const remover = client.until(AbortSignal.timeout(REMOVAL_MS));
    // Temporary replays that can't be removed are gone after ten minutes.
    await Promise.all(begun.map(({ id }) => remover.delete(replayPath(id)).catch(() => undefined)));
  }
}

/** The scenario of the options, or of the replay that they name; of an unknown replay, nothing, since its use is rejected. */
export async function scenarioAsked(
  client: ApiClient,
  options: ScenarioOptions & { readonly replay?: string },
): Promise<Scenario> {
  if (options.replay === undefined) return scenarioIn(options);
  return (await client.find<ReplayView>(replayPath(options.replay)))?.scenario ?? {};
}

/**
 * Calls `work` with the parameters by which a list is under the scenario: its moment, or a replay that exists meanwhile if
 * the scenario has conditions that change states.
 */
export async function inScenario<Result>(
  client: ApiClient,
  options: ScenarioOptions,
  work: (parameters: Query) => Promise<Result>,
): Promise<Result> {
  if (scenarioInWords(options) === undefined) return work({ asOf: options.asOf });
  return withReplays(client, [scenarioIn(options)], ([replay]) => work({ replay: replay?.id }));
}
