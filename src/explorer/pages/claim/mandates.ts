import type { ActorView } from '../../../actors/actors.queries.js';
import type { Reason } from '../../../verification/policy.js';
import type { Api } from '../../api/api.js';
import { path } from '../../api/path.js';

/** The most actors whose mandates are read. */
const MAX_ACTORS = 10;

/** For whom the mandates among these reasons are, each at the place of its reason; null for others. */
export async function principalsOf(api: Api, because: readonly Reason[]): Promise<(string | null)[]> {
  const speakers = because.flatMap((reason) => ('actor' in reason ? reason.actor : []));
  const actors = await Promise.all(
    [...new Set(speakers)].slice(0, MAX_ACTORS).map((id) => api.find<ActorView>(path`/v1/actors/${id}`)),
  );
  return because.map((reason) => {
    if (!('actor' in reason)) return null;
    const mandates = actors.find((actor) => actor?.id === reason.actor)?.speaksFor;
    return mandates?.find(({ mandate }) => mandate === reason.mandate)?.principal ?? null;
  });
}
