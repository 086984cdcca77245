import { formatRebuildProgress } from '../../read-model/rebuild-progress.js';
import type { InstanceStatus } from '../../operations/operations.views.js';
import { sanitize, padded } from './text-layout.js';

/** The body of `GET /v1/status`; a server of an older release may leave out the later fields. */
export type LedgerStatus = Omit<InstanceStatus, Later> & Partial<Pick<InstanceStatus, Later>>;
type Later = 'log' | 'readModel' | 'recordedUntil' | 'lag';

/** Whether everything that was recorded can be read, and more can be recorded. */
export const isWell = ({ caughtUp, parked, failure, log }: LedgerStatus): boolean =>
  caughtUp && parked.length === 0 && failure === undefined && log?.writable !== false;

/** @param ledger as a person knows it */
export function statusLines(ledger: string, status: LedgerStatus): string[] {
  const { position, caughtUp, lastEventAt, parked, failure, log, readModel, recordedUntil, lag = 0 } = status;
  return [
    field('ledger', ledger),
    ...(log === undefined ? [] : [field('log', logWords(log))]),
    ...(log?.appendFailure === undefined ? [] : [field('recording', recordingWords(log.appendFailure))]),
    ...(readModel === undefined ? [] : [field('read model', readModelWords(readModel, status))]),
    field('position', position ?? 'before the first event'),
    field('caught up', caughtUp ? 'yes' : 'no'),
    field('last event', lastEventAt ?? 'none'),
    ...(recordedUntil === undefined || lag === 0 ? [] : [field('as of', `${recordedUntil}, ${Math.round(lag)} s ago`)]),
    ...(failure === undefined ? [] : [field('failure', failure)]),
    field('parked', parked.length === 0 ? 'nothing' : `${parked.length} ${parked.length === 1 ? 'stream' : 'streams'}`),
    ...parked.map(
      ({ stream, revision, error, since }) => `  ${stream}, revision ${revision}, since ${since}: ${sanitize(error)}`,
    ),
  ];
}

const logWords = ({ kind, reachable }: InstanceStatus['log']): string =>
  (kind === 'file' ? 'a file in the data folder' : 'in an event store') + (reachable ? '' : ", which can't be reached");

type Failure = NonNullable<InstanceStatus['log']['appendFailure']>;

function recordingWords({ since, lastAt, until, appends, reason }: Failure): string {
  const failed = `${appends === 0 ? 'no' : appends} ${appends === 1 ? 'append' : 'appends'} failed`;
  if (until !== undefined) return `works again since ${until}; ${failed} since ${since}: ${reason}`;
  return appends === 0
    ? `would fail since ${since}, last seen ${lastAt}: ${reason}`
    : `fails since ${since}, ${failed}, last seen ${lastAt}: ${reason}`;
}

function readModelWords(
  { generation, schemaVersion, policy }: InstanceStatus['readModel'],
  { rebuild }: LedgerStatus,
): string {
  const there = generation === null ? 'none yet' : `${generation}, of schema ${schemaVersion} and policy ${policy}`;
  if (rebuild?.state === 'running')
    return `${there}; ${rebuild.generation} is being built: ${formatRebuildProgress(rebuild)}`;
  if (rebuild?.state === 'waiting') return `${there}; another process makes it: ${formatRebuildProgress(rebuild)}`;
  return there;
}

const field = (label: string, text: string): string => `${padded(label, 12)}${sanitize(text)}`;
