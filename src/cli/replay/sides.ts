import { UsageError } from '../errors.js';
import type { ApiClient, Scenario } from '../ledger/api-client.js';
import { withReplays } from './finished-replay.js';

/** The conditions of one side of a comparison, besides its moment. */
export type Conditions = Omit<Scenario, 'asOf'>;

export interface Side {
  /** The name of its option, such as `--from`. */
  readonly option: string;
  /** A day, an instant, a position or `replay:<id>`; undefined for the moment of the other side, or now. */
  readonly at: string | undefined;
  readonly conditions: Conditions;
}

export const hasConditions = ({ conditions }: Side): boolean =>
  Object.values(conditions).some((value) => value !== undefined);

/** The scenario of a side. Throws a `UsageError` if it is a replay: that has conditions of its own. */
export function scenarioOf({ option, at, conditions }: Side): Scenario & { readonly position?: string } {
  if (at?.startsWith('replay:')) {
    throw new UsageError(`${option} names a replay, which has its own conditions, and is of the whole ledger.`);
  }
  const cut = at === undefined ? {} : at.includes('@') ? { position: at } : { asOf: at };
  return { ...cut, ...conditions };
}

/**
 * Calls `work` with both sides as the API takes them, with replays in place of conditions while it runs. A side without a
 * moment is as of that of the other one, if that has conditions.
 */
export async function withSides<Result>(
  client: ApiClient,
  from: Side,
  to: Side,
  work: (sides: { readonly from: string; readonly to: string | undefined }) => Promise<Result>,
): Promise<Result> {
  return withSide(client, to, (second, moment) =>
    withSide(client, { ...from, at: from.at ?? moment }, (first = '', firstMoment) =>
      work({ from: first, to: second ?? firstMoment }),
    ),
  );
}

async function withSide<Result>(
  client: ApiClient,
  side: Side,
  work: (text: string | undefined, moment: string | undefined) => Promise<Result>,
): Promise<Result> {
  if (!hasConditions(side)) return work(side.at, undefined);
  return withReplays(client, [scenarioOf(side)], ([replay]) =>
    work(`replay:${replay?.id ?? ''}`, replay?.scenario.asOf),
  );
}
