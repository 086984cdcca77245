import type { RunnerStatus } from '../consumers/runner.js';
import { clean, padded } from './layout.js';

/** What `GET /v1/status` answers. */
export type LedgerStatus = Omit<RunnerStatus, 'position'> & { readonly position: string | null };

/** All that was recorded can be read. */
export const isWell = ({ caughtUp, parked, failure }: LedgerStatus): boolean =>
  caughtUp && parked.length === 0 && failure === undefined;

/** @param ledger as a reader knows it */
export function statusLines(ledger: string, status: LedgerStatus): string[] {
  const { position, caughtUp, lastEventAt, parked, failure } = status;
  return [
    field('ledger', ledger),
    field('position', position ?? 'before the first event'),
    field('caught up', caughtUp ? 'yes' : 'no'),
    field('last event', lastEventAt ?? 'none'),
    ...(failure === undefined ? [] : [field('failure', failure)]),
    field('parked', parked.length === 0 ? 'nothing' : `${parked.length} ${parked.length === 1 ? 'stream' : 'streams'}`),
    ...parked.map(
      ({ stream, revision, error, since }) => `  ${stream}, revision ${revision}, since ${since}: ${clean(error)}`,
    ),
  ];
}

const field = (label: string, text: string): string => `${padded(label, 12)}${clean(text)}`;
